import {isJsonObject} from './is-json-object.js';
import type {JsonObject, Result} from './result.js';

/**
What a bridge tells of a job beyond the words of Arthas. They travel as a `message`, and the end in the `status`, so
that readers who know nothing of them show their text.
*/
export type BridgeWord = {kind: 'gap'; gap: JsonObject} | {kind: 'notice'; text: string};

/** Results are missing here; `gap` has `reason`, `count` (null where nobody knows), `atLeast`, and perhaps `detail`. */
export function gapWord(jobId: number, gap: JsonObject & {count: number | null; atLeast: number}, text: string): Result {
	const count = gap.count === null ? (gap.atLeast > 0 ? `at least ${gap.atLeast}` : 'an unknown number of') : String(gap.count);
	return {
		type: 'message', jobId, message: `${count} results are missing here: ${text}`, gap,
	};
}

export function noticeWord(jobId: number, text: string): Result {
	return {
		type: 'message', jobId, message: text, notice: true,
	};
}

export function readBridgeWord({type, message, gap, notice}: Result): BridgeWord | undefined {
	if (type !== 'message' || (gap === undefined && notice === undefined)) {
		return undefined;
	}

	return isJsonObject(gap) ? {kind: 'gap', gap} : (notice === true ? {kind: 'notice', text: typeof message === 'string' ? message : ''} : undefined);
}
