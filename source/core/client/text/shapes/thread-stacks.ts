import type {JsonObject} from '../../../protocol/result.js';

const usage = String.raw`cpuUsage=(?<cpu>[\d.]+)% deltaTime=(?<delta>\d+)ms time=(?<time>\d+)ms`;
const state = 'NEW|RUNNABLE|BLOCKED|WAITING|TIMED_WAITING|TERMINATED';
const head = new RegExp(String.raw`^"(?<name>.*)" (?:\[Internal\]|Id=(?<id>\d+))(?: ${usage})? (?<state>${state})(?<rest>.*)$`, 'u');
/** What the JVM says of a thread behind its state, in this order. */
const markPattern = /(?<suspended> \(suspended\))?(?<native> \(in native\))?$/u;
const lockPattern = /^ on (?<lock>\S+?)(?: owned by "(?<owner>.*)" Id=(?<ownerId>\d+))?$/u;
const framePattern = /^ {4}at (?:[^/()]*\/){0,2}(?<className>[^()]+)\.(?<methodName>[^.()]+)\((?<place>[^()]*)\)$/u;
const held = /^ {4}-|^ {4}Number of locked synchronizers/u;

/** Threads with their stacks, `cpuUsage` and all only for those of `-n`; undefined where a line is of another shape. */
export function readThreadStacks(lines: readonly string[]): Array<JsonObject & {stackTrace: JsonObject[]}> | undefined {
	const threads: Array<JsonObject & {stackTrace: JsonObject[]}> = [];
	for (const line of lines) {
		const thread = threadOf(line);
		const frame = frameOf(line);
		if (thread) {
			threads.push(thread);
		} else if (frame && threads.length > 0) {
			threads.at(-1)?.stackTrace.push(frame);
		} else if (line !== '') {
			return undefined;
		}
	}

	return threads;
}

/** Whether it holds what only the text tells well: monitors and synchronizers beside the frames. */
export function hasLocks(lines: readonly string[]): boolean {
	return lines.some(line => held.test(line));
}

function threadOf(line: string): (JsonObject & {stackTrace: JsonObject[]}) | undefined {
	const {
		name, id, cpu, delta, time, state, rest = '',
	} = head.exec(line)?.groups ?? {};
	const marks = markPattern.exec(rest);
	const where = rest.slice(0, marks?.index);
	const lock = lockPattern.exec(where)?.groups;
	if (name === undefined || state === undefined || (where !== '' && !lock)) {
		return undefined;
	}

	return {
		name,
		id: id === undefined ? -1 : Number(id),
		...(cpu !== undefined && {cpu: Number(cpu), deltaTime: Number(delta), time: Number(time)}),
		state,
		...(marks?.groups?.['suspended'] !== undefined && {suspended: true}),
		...(marks?.groups?.['native'] !== undefined && {inNative: true}),
		...(lock?.['lock'] !== undefined && {lockName: lock['lock']}),
		...(lock?.['owner'] !== undefined && {lockOwnerName: lock['owner'], lockOwnerId: Number(lock['ownerId'])}),
		stackTrace: [],
	};
}

function frameOf(line: string): JsonObject | undefined {
	const {className, methodName, place} = framePattern.exec(line)?.groups ?? {};
	if (className === undefined || methodName === undefined || place === undefined) {
		return undefined;
	}

	if (place === 'Native Method') {
		return {className, methodName, lineNumber: -2};
	}

	const {file, number} = /^(?<file>.*?)(?::(?<number>\d+))?$/u.exec(place)?.groups ?? {};
	return {
		...(file !== 'Unknown Source' && {fileName: file ?? ''}), className, methodName, lineNumber: number === undefined ? -1 : Number(number),
	};
}
