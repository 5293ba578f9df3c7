import type {CommandScript, StreamType} from '../simulation/command.js';
import {eventMembers, type NumberedEvent} from '../simulation/events.js';
import {fixture, recordedApiCommand} from '../simulation/fixture.js';
import type {Flavour} from '../simulation/job.js';
import {sorted} from '../simulation/json-text.js';

/** Arthas 4.1.5 as its HTTP API shows it: recorded answers, and streams in the shape of recorded events. */
export function flavourOf({pid, stop}: {pid: number; stop: () => void}): Flavour {
	return {
		script(line, name) {
			if (line === 'stop') {
				return {effect: stop, ends: 'never'};
			}

			if (line === 'session') {
				return {
					results: ({sessionId}) => [{
						javaPid: pid, sessionId, tunnelConnected: false, type: 'session',
					}],
				};
			}

			return recorded().get(line) ?? relative(name);
		},
		event,
	};
}

/** The frames of the recorded banner up to the prompt, with another pid in them. */
export function bannerFrames(pid: number): string[] {
	const {events} = JSON.parse(fixture('arthas-http-api/ws-terminal-head.json')) as {events: Array<{dir: string; data: string}>};
	const frames = events.filter(({dir}) => dir === 'in').map(({data}) => data);
	const banner = frames.slice(0, frames.findIndex(frame => frame.startsWith('[arthas@')));
	return banner.map(frame => frame.startsWith('pid') ? frame.replace(/\d+ */, digits => String(pid).padEnd(digits.length)) : frame);
}

/** The lines that the recorded terminal printed for `thread -n 1`. */
export function threadLines(): string[] {
	const {events} = JSON.parse(fixture('arthas-http-api/ws-terminal-head.json')) as {events: Array<{dir: string; data: string}>};
	const answer = events.slice(events.findIndex(({data}) => data?.startsWith('"arthas-command-execute"')), -1);
	return answer.map(({data}) => data).join('').split('\r\n').slice(0, -1);
}

const files = [
	'exec-version',
	'exec-thread-n-3',
	'exec-thread',
	'thread-b-none',
	'jvm',
	'memory',
	'sc',
	'sc-none',
	'sm',
	'jad',
	'jad-none',
	'help',
	'options',
	'error-bad-number',
	'error-unknown-option',
	'sysprop-unknown',
	'getstatic-none',
	'ognl-error',
	'watch-none',
	'tt-null-key-invalid-json',
	'tt-cyclic-500',
] as const;

let cache: Map<string, CommandScript> | undefined;

function recorded(): Map<string, CommandScript> {
	cache ??= new Map(files.map(file => {
		const {line, script} = recordedApiCommand(file);
		return [line, script];
	}));
	return cache;
}

/** A known command with arguments that were not recorded answers like its nearest recorded relative. */
function relative(name: string): CommandScript | undefined {
	const lines: Readonly<Record<string, string>> = {
		thread: 'thread -n 3', jad: 'jad no.such.Klass', sc: 'sc demo.*', sm: 'sm demo.MathGame', sysprop: 'sysprop no.such.key', ognl: 'ognl \'@no.such.Klass@x\'',
	};
	return recorded().get(lines[name] ?? '');
}

function event({type, className, methodName}: {type: StreamType; className: string; methodName: string}, count: number): string {
	const numbered = {
		className, methodName, count, ts: localTime(),
	};
	if (type === 'dashboard') {
		return recordedApiCommand('dashboard').results[0] ?? '';
	}

	return sorted({jobId: 0, type, ...(type === 'watch' ? watchMembers(numbered) : eventMembers[type](numbered))});
}

/** Values of 4.1.5 are texts. */
function watchMembers({className, methodName, count, ts}: NumberedEvent) {
	return {
		accessPoint: 'AtExit', className, cost: 0.095_718, methodName, sizeLimit: 10_485_760, ts, value: `@Integer[${count}]`,
	};
}

/** Local time of the target with nanoseconds and no zone. */
function localTime(): string {
	const nanoseconds = String(process.hrtime.bigint() % 1_000_000n).padStart(6, '0');
	return `${new Date().toISOString().slice(0, -1).replace('T', ' ')}${nanoseconds}`;
}
