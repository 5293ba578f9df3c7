import type {Json, Result} from '../protocol/result.js';
import type {JobEnd} from './job-state.js';
import type {CommandSpec, StopRequest, WireEvent} from './wire.js';

/** What was seen of a job until its end, the same for every kind of server. */
export type Tally = {
	/** Results of the command's own type. */
	own: number;
	status: {code: number | null; message: string | undefined} | undefined;
	enhancer: {success: boolean; classes: number; message: string} | undefined;
};

export const newTally = (): Tally => ({own: 0, status: undefined, enhancer: undefined});

export function count(tally: Tally, result: Result, spec: CommandSpec): void {
	switch (result.type) {
		case 'status': {
			const code = Number(result['statusCode'] ?? Number.NaN);
			tally.status = {code: Number.isNaN(code) ? null : code, message: textOf(result['message'])};

			break;
		}

		case 'enhancer': {
			const {effect} = result;
			const classes = typeof effect === 'object' && effect !== null && !Array.isArray(effect) ? (effect as Record<string, Json>)['classCount'] ?? null : null;
			tally.enhancer = {success: result['success'] === true, classes: Number(classes ?? 0), message: textOf(result['message']) ?? ''};

			break;
		}

		case spec.ownType: {
			tally.own++;

			break;
		}
	// No default
	}
}

const raceWords = 'someone else is enhancing';

/**
The agent loses a lock against itself in about one of nine starts of watch, trace, stack, monitor and
tt (seen on 3.5.6 and 4.1.5): nothing was enhanced, and the next try usually works.
*/
export function lostEnhanceRace({enhancer}: Tally): boolean {
	return enhancer !== undefined && !enhancer.success && enhancer.classes <= 0 && enhancer.message.includes(raceWords);
}

/** The result that comes with such a loss, before anybody can say that it will be tried again. */
export function isRaceResult({type, success, message}: Result): boolean {
	return type === 'enhancer' && success === false && textOf(message)?.includes(raceWords) === true;
}

/** The end of a command that was asked to stop. */
export function endByStop({by}: StopRequest, ended: 'yes' | 'no' | 'unknown'): JobEnd {
	return by === 'us' ? {name: 'interrupted', by, ended} : {name: 'timed-out', ended};
}

/** The end of a job whose `status` result came: SUCCEEDED around it says nothing, its code does. */
export function endByStatus(tally: Tally, spec: CommandSpec, stop: StopRequest | undefined): JobEnd {
	const {code = null, message} = tally.status ?? {};
	const isKilled = code === -10 && message === undefined;
	// An interrupted command ends with 0, a killed one with -10; any other code is the command's own.
	if (stop && (code === 0 || code === null || isKilled)) {
		return endByStop(stop, 'yes');
	}

	if (isKilled && tally.enhancer?.success) {
		// A kill from a terminal, or the agent's own job time-out of a day.
		return {name: 'interrupted', by: 'terminal', ended: 'yes'};
	}

	// A limit, an interrupt and an end all look alike to the agent, so the results are counted against -n.
	if (code === 0 && spec.limit !== undefined && tally.own >= spec.limit) {
		return {name: 'limited', by: '-n', statusCode: 0};
	}

	return {name: 'done', statusCode: code, message: code === 1 ? withCure(message) : message};
}

const opens = ['java.base/java.lang', 'java.management/java.lang.management', 'jdk.management/com.sun.management'].map(name => `--add-opens ${name}=ALL-UNNAMED`).join(' ');

/** Arthas 3.5.6 reads private fields of the JDK, which one from 16 on forbids. */
function withCure(message: string | undefined): string | undefined {
	return message && /fastjson|InaccessibleObject/u.test(message) ? `${message} — the target JVM needs ${opens}` : message;
}

/** What an agent says before anything ran, as the retry or the end that it means; undefined for any other text. */
export function refusalOf(message: string): Extract<WireEvent, {kind: 'end' | 'retry'}> | undefined {
	if (/Another (?:job|command) is (?:running|executing)/u.test(message)) {
		return {kind: 'retry', reason: message.includes('executing') ? 'agent-busy' : 'session-stuck', agentWord: message};
	}

	if (message.includes('session not found')) {
		return {kind: 'retry', reason: 'session-unknown', agentWord: message};
	}

	if (message.includes('command not permitted')) {
		return {kind: 'end', end: {name: 'refused', by: 'login', message}};
	}

	return undefined;
}

/** `Exec command failed:java.lang.IllegalArgumentException: foo: command not found` without the Java of it. */
export function plainMessage(message: string): string {
	return message.replace(/^(?:Async exec|Exec) command failed:\s*/u, '').replace(/^(?:[\w$]+\.)+[\w$]*(?:Exception|Error):\s*/u, '') || message;
}

function textOf(value: Json | undefined): string | undefined {
	return typeof value === 'string' ? value : undefined;
}
