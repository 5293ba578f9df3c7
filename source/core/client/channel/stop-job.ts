import {until, type Readable} from '../../readable.js';
import {pause} from '../pause.js';

/** When each step of ending a command follows the first, ms. */
const steps = {again: 5000, close: 10_000, giveUp: 15_000};

/**
Asks for the end of a session's job: interrupt, again after 5 s (harmless twice), then close the
session. The Java server may answer an interrupt with 500 after 30 s although it worked within 3 s,
so the answers are not waited for: the job's own end is the evidence. True when 15 s went by without
it, false when the signal told of it before.
*/
export async function stopJob({sessionId, interrupt, close, signal}: {
	/** Empty until the first answer tells it; nothing can be ended before. */
	sessionId: Readable<string>;
	interrupt: (sessionId: string) => void;
	close: (sessionId: string) => void;
	signal: AbortSignal;
}): Promise<boolean> {
	const isOver = new AbortController();
	const giveUp = async () => {
		const gaveUp = await pause(steps.giveUp, signal);
		isOver.abort();
		return gaveUp;
	};

	const ask = async () => {
		try {
			const id = await until(sessionId, id => id !== '', isOver.signal);
			const startedAt = performance.now();
			interrupt(id);
			if (await pause(steps.again, isOver.signal)) {
				interrupt(id);
			}

			if (await pause(steps.close - (performance.now() - startedAt), isOver.signal)) {
				close(id);
			}
		} catch {
			// Over before there was anything to end.
		}
	};

	const [gaveUp] = await Promise.all([giveUp(), ask()]);
	return gaveUp;
}
