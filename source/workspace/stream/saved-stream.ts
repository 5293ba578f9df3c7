import type {JsonObject} from '../../core/protocol/result.js';
import {createStream, type StreamState} from './stream-state.js';

/** What is saved of a stream with its pane: all that still means something when another run has begun. */
export function savedStream({follow, filter, columns}: StreamState): JsonObject {
	return {follow, filter, ...(columns && {columns: [...columns]})};
}

/** A member of the wrong type is as if it were not there. */
export function readStream({follow, filter, columns}: JsonObject): StreamState {
	return createStream({
		...(typeof follow === 'boolean' && {follow}),
		...(typeof filter === 'string' && {filter}),
		...(Array.isArray(columns) && {columns: columns.filter(column => typeof column === 'string')}),
	});
}
