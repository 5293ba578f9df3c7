import type {JobEnd} from '../job-state.js';
import {pause} from '../pause.js';
import type {StopRequest} from '../wire.js';
import {type ApiAnswer, bodyText} from './read-answer.js';

/** When each step of ending a command follows the first, ms. */
const steps = [0, 5000];
const closeAtMs = 10_000;
const giveUpAtMs = 15_000;
const answerMs = 4500;

/**
What the agent said to the interrupt: it ended the command, knows of none that runs, or runs one that
can't be interrupted (only ten of its commands can). `unknown`: it said nothing in 15 s.
*/
export type StopWord = 'terminated' | 'not-running' | 'not-interruptible' | 'unknown';

/**
Interrupts, again after 5 s, closes the session at 10 s, gives up at 15 s; each step ends it when it is
answered.

@param signal The command ended meanwhile, or nobody waits any more.
@returns undefined when the signal came first.
*/
export async function stopStream({interrupt, close, signal}: {
	interrupt: (timeoutMs: number) => Promise<ApiAnswer>;
	close: () => Promise<void>;
	signal: AbortSignal;
}): Promise<StopWord | undefined> {
	const startedAt = performance.now();
	const wait = async (until: number) => pause(until - (performance.now() - startedAt), signal);
	for (const at of steps) {
		if (at > 0 && !await wait(at)) {
			return undefined;
		}

		const word = await ask(interrupt, signal);
		if (word) {
			return word;
		}
	}

	if (!await wait(closeAtMs)) {
		return undefined;
	}

	void close();
	return await wait(giveUpAtMs) ? 'unknown' : undefined;
}

/** The end of a command that was not seen to end. */
export function endOfStop({by}: StopRequest, ended: 'no' | 'unknown'): JobEnd {
	return by === 'us' ? {name: 'interrupted', by, ended} : {name: 'timed-out', ended};
}

async function ask(interrupt: (timeoutMs: number) => Promise<ApiAnswer>, signal: AbortSignal): Promise<StopWord | undefined> {
	for (let attempt = 0; attempt < 3; attempt++) {
		try {
			const answer = await interrupt(answerMs);
			const {state, message = ''} = answer.response;
			if (state === 'SUCCEEDED') {
				return bodyText(answer, 'jobStatus') === 'RUNNING' ? 'not-interruptible' : 'terminated';
			}

			if (message.includes('no foreground job')) {
				return 'not-running';
			}

			// A command that was just accepted and hasn't begun: "Cannot interrupt process in READY state".
			if (!message.includes('READY') || !await pause(100, signal)) {
				return undefined;
			}
		} catch {
			return undefined;
		}
	}

	return undefined;
}
