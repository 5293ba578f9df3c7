import {pause} from '../pause.js';

/** After so long without an answer the next try goes out, beside the others. */
const afterMs = 80;
const maxTries = 4;

/**
Asks again on a new connection while no answer comes: Arthas pins each connection to one of its few
HTTP workers, and one that a long poll holds answers up to 2 s late. The first answer wins and the
other tries are given up. Only for what may be done twice.
*/
export async function hedge<T>(attempt: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
	const losers = new AbortController();
	const either = AbortSignal.any([signal, losers.signal]);
	const tries: Array<Promise<T>> = [];
	try {
		for (;;) {
			tries.push(attempt(either));
			const winner = Promise.any(tries);
			const isDecided = await Promise.race([settle(winner), pause(afterMs, either)]) === 'settled';
			if (isDecided || tries.length === maxTries || signal.aborted) {
				return await winner;
			}
		}
	} catch (error) {
		throw (error instanceof AggregateError ? error.errors[0] : error) as Error;
	} finally {
		losers.abort();
	}
}

async function settle(promise: Promise<unknown>): Promise<'settled'> {
	try {
		await promise;
	} catch {
		// Who waits for the promise itself gets the error.
	}

	return 'settled';
}
