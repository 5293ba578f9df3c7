import type {Result} from '../../../../core/protocol/result.js';
import {callsOf, isCall, type Call} from './calls.js';

/**
The calls from a traced method to where most of its time went: at each the dearest one below, until what is left
is mostly in the call itself. Of several traced methods the dearest one counts. Empty where nothing was called.
*/
export function hottestPath(result: Result): Call[] {
	const path: Call[] = [];
	let next = dearest(callsOf(result).filter(part => isCall(part)));
	while (next !== undefined) {
		path.push(next);
		const below = dearest(next.parts.filter(part => isCall(part)));
		next = below !== undefined && below.total >= next.self ? below : undefined;
	}

	return path.some(({parts}) => parts.some(part => isCall(part))) ? path : [];
}

/** The key of the row of the call in which most of the time went, or of what it took itself; undefined where nothing was called. */
export function hottestKey(result: Result): string | undefined {
	const last = hottestPath(result).at(-1);
	return last?.parts.some(part => isCall(part)) ? `${last.key}/self` : last?.key;
}

function dearest(calls: readonly Call[]): Call | undefined {
	let most: Call | undefined;
	for (const call of calls) {
		if (most === undefined || call.total > most.total) {
			most = call;
		}
	}

	return most;
}
