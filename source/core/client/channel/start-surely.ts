import {backoffMs, pause} from '../pause.js';
import type {AfterFailure} from './after-failure.js';

/** `isCut`: the connection broke, or none came about, before the server said anything. */
export type Started = {next: AfterFailure | 'ended'; isCut: boolean};

/**
Starts a command, and asks for it again under the same key when the connection broke before the first answer:
our own server starts it at most once. It goes on until the signal ends it; then it may have run.
*/
export async function startSurely(start: (isRepeat: boolean) => Promise<Started>, signal: AbortSignal): Promise<AfterFailure | 'ended'> {
	const first = await start(false);
	if (!first.isCut || typeof first.next === 'string' || first.next.kind !== 'retry' || first.next.reason !== 'unanswered') {
		return first.next;
	}

	let again = first;
	for (let attempt = 0; again.isCut && typeof again.next === 'object' && await pause(backoffMs(attempt), signal); attempt++) {
		again = await start(true);
	}

	return again.isCut && typeof again.next === 'object' ? first.next : again.next;
}
