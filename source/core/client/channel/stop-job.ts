import {pause} from '../pause.js';

/** When each step of ending a command follows the first, ms. */
const steps = {again: 5000, close: 10_000, giveUp: 15_000};

/**
Asks for the end of a session's job: interrupt, again after 5 s (harmless twice), then close the
session. The Java server may answer an interrupt with 500 after 30 s although it worked within 3 s,
so the answers are not waited for: the job's own end is the evidence. Resolves when 15 s are over or
the signal says that the job ended.
*/
export async function stopJob({sessionId, interrupt, close, signal}: {
	/** Learnt from the first answer; nothing can be ended before. */
	sessionId: () => string;
	interrupt: (sessionId: string) => void;
	close: (sessionId: string) => void;
	signal: AbortSignal;
}): Promise<void> {
	const startedAt = performance.now();
	const wait = async (until: number) => pause(Math.max(0, until - (performance.now() - startedAt)), signal);
	while (sessionId() === '') {
		if (performance.now() - startedAt > steps.giveUp || !await pause(50, signal)) {
			return;
		}
	}

	interrupt(sessionId());
	if (!await wait(steps.again)) {
		return;
	}

	interrupt(sessionId());
	if (!await wait(steps.close)) {
		return;
	}

	close(sessionId());
	await wait(steps.giveUp);
}
