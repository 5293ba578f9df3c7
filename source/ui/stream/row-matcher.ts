import {ExactNumber} from '../../core/protocol/exact-number.js';
import type {Json, JsonObject} from '../../core/protocol/result.js';
import {isEmptyFilter, type StreamFilter} from '../../workspace/stream.js';
import {exitWord} from './exit-word.js';
import {
	entryOf, isHit, partOf, recordOf, type StreamRow,
} from './stream-row.js';

/** Whether a row has a text anywhere in it, whole values and what is cut on the screen included. */
export type RowMatcher = (row: StreamRow) => boolean;

/**
What a filter lets through. Rows about the job itself always come through: a gap, an end or a word of the agent that is left
out would make the rest look like everything. Undefined where everything comes through.
*/
export function createFilter(filter: StreamFilter): RowMatcher | undefined {
	if (isEmptyFilter(filter)) {
		return undefined;
	}

	const include = filter.include.map(word => createMatcher(word));
	const exclude = filter.exclude.map(word => createMatcher(word));
	return row => {
		const entry = entryOf(row);
		return entry.kind !== 'result' || !isHit(entry.result) || (include.every(has => has(row)) && !exclude.some(has => has(row)));
	};
}

/** It runs over each of 100,000 results a second, so that it puts nothing together. */
export function createMatcher(text: string): RowMatcher {
	const word = text.toLowerCase();
	return row => {
		const entry = entryOf(row);
		switch (entry.kind) {
			case 'result': {
				const record = recordOf(entry.result, partOf(row));
				return (exitWord(record) ?? '').includes(word) || hasMember(record, word);
			}

			case 'notice': {
				return entry.text.toLowerCase().includes(word);
			}

			case 'gap': {
				return (entry.gap.detail ?? '').toLowerCase().includes(word);
			}

			default: {
				return false;
			}
		}
	};
}

/** Members that are the same in all results of a job, mean nothing to a person, or are shown in another word. */
const unseen = new Set(['type', 'jobId', 'sizeLimit', 'expand', 'accessPoint']);
const deepest = 100;

function hasMember(record: JsonObject, word: string): boolean {
	return Object.keys(record).some(name => !unseen.has(name) && hasText(record[name] ?? null, word, 1));
}

function hasText(value: Json, word: string, depth: number): boolean {
	if (typeof value !== 'object' || value === null || value instanceof ExactNumber) {
		return String(value).toLowerCase().includes(word);
	}

	const values = Array.isArray(value) ? value : Object.values(value);
	return depth <= deepest && values.some(member => hasText(member, word, depth + 1));
}
