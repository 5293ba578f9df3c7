import type {Json, Result} from '../protocol/result.js';
import type {JobEnd} from './job-state.js';
import type {CommandSpec, StopRequest, WireEvent} from './wire.js';

/** What was seen of a job until its end, the same for every kind of server. */
export type Tally = {
	/** Results of the command's own type. */
	own: number;
	status: {code: number; message: string | undefined} | undefined;
	enhancer: {success: boolean; classes: number; message: string} | undefined;
};

export const newTally = (): Tally => ({own: 0, status: undefined, enhancer: undefined});

export function count(tally: Tally, result: Result, spec: CommandSpec): void {
	switch (result.type) {
		case 'status': {
			tally.status = {code: numberOf(result['statusCode']), message: textOf(result['message'])};

			break;
		}

		case 'enhancer': {
			const {effect} = result;
			const classes = typeof effect === 'object' && effect !== null && !Array.isArray(effect) ? (effect as Record<string, Json>)['classCount'] ?? null : null;
			tally.enhancer = {success: result['success'] === true, classes: numberOf(classes), message: textOf(result['message']) ?? ''};

			break;
		}

		case spec.ownType: {
			tally.own++;

			break;
		}
	// No default
	}
}

/**
The agent loses a lock against itself in about one of nine starts of watch, trace, stack, monitor and
tt (seen on 3.5.6 and 4.1.5): nothing was enhanced, and the next try usually works.
*/
export function lostEnhanceRace({enhancer}: Tally): boolean {
	return enhancer !== undefined && !enhancer.success && enhancer.classes <= 0 && enhancer.message.includes('someone else is enhancing');
}

/** The end of a job whose `status` result came: SUCCEEDED around it says nothing, its code does. */
export function endByStatus(tally: Tally, spec: CommandSpec, stop: StopRequest | undefined): JobEnd {
	const code = tally.status?.code ?? null;
	if (stop) {
		return stop.by === 'us' ? {name: 'interrupted', by: 'us', ended: 'yes'} : {name: 'timed-out', ended: 'yes'};
	}

	if (code === -10 && tally.status?.message === undefined && tally.enhancer?.success) {
		// A kill from a terminal, or the agent's own job time-out of a day.
		return {name: 'interrupted', by: 'terminal', ended: 'yes'};
	}

	// A limit, an interrupt and an end all look alike to the agent, so the results are counted against -n.
	if (code === 0 && spec.limit !== undefined && tally.own >= spec.limit) {
		return {name: 'limited', by: '-n', statusCode: 0};
	}

	return {name: 'done', statusCode: code, message: tally.status?.message};
}

/** What an agent says before anything ran, as the retry or the end that it means; undefined for any other text. */
export function refusalOf(message: string): WireEvent | undefined {
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

function numberOf(value: Json | undefined): number {
	return value === null || value === undefined ? 0 : Number(value);
}

function textOf(value: Json | undefined): string | undefined {
	return typeof value === 'string' ? value : undefined;
}
