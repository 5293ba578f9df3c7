import type {JobEntry} from '../../core/client/job-log.js';
import {isEnd} from '../../core/client/job-state.js';
import type {Json, JsonObject, Result} from '../../core/protocol/result.js';
import {isJsonObject} from '../../views/json-text.js';

/** Entries that the log no longer has and that stood between two rows which are still shown. */
export type DroppedEntry = {seq: number; at: number; kind: 'dropped'; count: number};

export type RowEntry = JobEntry | DroppedEntry;

/**
A row of a stream: an entry, or one of the parts of a result that is several rows. The object stands for the row, so that what was
computed of it is kept by it; 100,000 of them a second are entries of the log and nothing more.
*/
export type StreamRow = RowEntry | PartRow;

type PartRow = {readonly entry: RowEntry; readonly part: number};

export function entryOf(row: StreamRow): RowEntry {
	return 'entry' in row ? row.entry : row;
}

export function partOf(row: StreamRow): number {
	return 'entry' in row ? row.part : 0;
}

export function seqOf(row: StreamRow): number {
	return 'entry' in row ? row.entry.seq : row.seq;
}

/** Results that say something about the job and are nothing that the command found. */
const aboutJob = new Set(['command', 'input_status', 'status', 'enhancer', 'message', 'welcome', 'session']);

export function isHit({type}: Result): boolean {
	return !aboutJob.has(type);
}

/** How many rows an entry is. What only moves the protocol on is none. */
export function rowCount(entry: JobEntry): number {
	switch (entry.kind) {
		case 'result': {
			return resultRows(entry.result);
		}

		case 'state': {
			return isEnd(entry.state) || entry.state.name === 'detached' ? 1 : 0;
		}

		case 'gap':
		case 'notice': {
			return 1;
		}
	}
}

function resultRows(result: Result): number {
	switch (result.type) {
		case 'command':
		case 'input_status':
		case 'welcome': {
			return 0;
		}

		case 'status': {
			return isSilent(result) ? 0 : 1;
		}

		default: {
			return Math.max(recordsIn(result)?.length ?? 1, 1);
		}
	}
}

/** The end stands in a row of its own. */
function isSilent({message, statusCode}: Result): boolean {
	return (message === undefined || message === null) && (statusCode === undefined || statusCode === 0);
}

/** The part of a result that a row shows. */
export function recordOf(result: Result, part: number): JsonObject {
	const record = recordsIn(result)?.[part];
	return isJsonObject(record) ? record : result;
}

/** `monitor` and `tt` send lists, of methods and of calls. */
function recordsIn(result: Result): Json[] | undefined {
	const list = result.type === 'monitor' ? result['monitorDataList'] : (result.type === 'tt' ? result['timeFragmentList'] : undefined);
	return Array.isArray(list) ? list : undefined;
}
