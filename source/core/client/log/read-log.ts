import {isJsonObject} from '../../protocol/is-json-object.js';
import type {Json} from '../../protocol/result.js';
import type {Job} from '../job.js';
import type {JobEnd} from '../job-state.js';
import {pause} from '../pause.js';
import type {Session} from '../session.js';
import {
	createLineSplitter, type FilePart, type LineSplitter, type LogLines, type LogMark,
} from './split-lines.js';

export type {LogLine, LogLines} from './split-lines.js';

export type LogOptions = {
	path: string;
	/** The byte to begin with; the last 64 KiB from the first whole line on unless given. */
	offset?: number | undefined;
	/** Goes on with what comes, until the signal. */
	isFollowing: boolean;
	timeoutMs?: number | undefined;
	signal: AbortSignal;
};

export type LogEvent = LogLines | LogMark
	/** The connection was lost; it is read on from where it stood. */
	| {kind: 'away'}
	/** The last one, with the job whose end it is. */
	| {kind: 'end'; end: JobEnd; job: Job};

/** The most that a host agent gives at once. */
const partBytes = 262_144;
const tailBytes = 65_536;
/** An agent follows for an hour, and is asked again then. */
const followMs = 3_660_000;
const retryMs = 1000;
/** Parts are read as they come, so that only a few are ever held. */
const limits = {entries: 256, bytes: 32 << 20};

/**
Reads a log of a host by `log.read` of its agent, by lines: none twice and none left out without a mark, over lost connections,
rotations and the hour for which an agent follows. Never throws; the last event says how it ended.
*/
export async function * readLog(session: Session, {path, offset, isFollowing, timeoutMs, signal}: LogOptions): AsyncGenerator<LogEvent, void, undefined> {
	const lines = createLineSplitter({offset, skipsFirst: offset === undefined});
	for (;;) {
		const from = lines.nextOffset;
		const size = from === undefined ? `-n ${tailBytes}` : `-o ${from} -n ${partBytes}`;
		const job = session.run(`log.read ${size} ${isFollowing && from !== undefined ? '-f ' : ''}${path}`, {timeoutMs: isFollowing ? followMs : timeoutMs, limits, signal});
		const startedAt = performance.now();
		const reading: Reading = {isAtEnd: false, isToReread: false};
		yield * readJob(job, lines, reading);
		const end = reading.isToReread ? await job.interrupt() : await job.ended;
		if (reading.isToReread && !signal.aborted) {
			continue;
		}

		const goesOn = isFollowing && !signal.aborted && lines.nextOffset !== undefined;
		if (goesOn && isAway(end)) {
			yield {kind: 'away'};
		} else if (end.name !== 'done' || end.statusCode !== 0 || !(goesOn || (!isFollowing && !reading.isAtEnd))) {
			yield * finish(lines, isFollowing);
			yield {kind: 'end', end, job};
			return;
		}

		if (isFollowing && from !== undefined && performance.now() - startedAt < retryMs) {
			await pause(retryMs, signal);
		}
	}
}

type Reading = {isAtEnd: boolean; isToReread: boolean};

async function * readJob(job: Job, lines: LineSplitter, reading: Reading): AsyncGenerator<LogEvent, void, undefined> {
	let isFirst = true;
	for await (const entry of job) {
		const part = entry.kind === 'result' && partOf(entry.result['data']);
		if (!part) {
			continue;
		}

		yield * lines.push(part, isFirst);
		isFirst = false;
		reading.isAtEnd = part.nextOffset >= part.sizeBytes;
		reading.isToReread = lines.nextOffset !== part.nextOffset;
		if (reading.isToReread) {
			return;
		}
	}
}

/** Whether the end says nothing about the file. */
function isAway(end: JobEnd): boolean {
	return end.name === 'lost' || (end.name === 'failed' && end.error.retryable);
}

function * finish(lines: LineSplitter, isFollowing: boolean): Generator<LogLines, void> {
	const {nextOffset = 0} = lines;
	const last = isFollowing ? undefined : lines.flush();
	if (last) {
		yield {
			kind: 'lines', lines: [last], nextOffset, sizeBytes: nextOffset,
		};
	}
}

function partOf(data: Json | undefined): FilePart | undefined {
	if (!isJsonObject(data)) {
		return undefined;
	}

	const {offset, nextOffset, sizeBytes, text, isNewFile} = data;
	return typeof offset === 'number' && typeof nextOffset === 'number' && typeof sizeBytes === 'number' && typeof text === 'string'
		? {
			offset, nextOffset, sizeBytes, text, isNewFile: isNewFile === true,
		}
		: undefined;
}
