import {ArthasError} from '../../error.js';

export type Readiness = {
	promise: Promise<void>;
	/** Called with whether an output is the awaited one. */
	heard(isPrompt: boolean): void;
	/** The console ended before it was ready. */
	fail(error: Error): void;
};

/** Waits for the first prompt, at most `readyMs` in all and `stalledMs` after the last output. */
export function waitUntilReady({readyMs, stalledMs, host, signal}: {readyMs: number; stalledMs?: number | undefined; host: string; signal: AbortSignal}): Readiness {
	let hasOutput = false;
	let stalled: NodeJS.Timeout | undefined;
	let finish: (error?: Error) => void = () => undefined;
	const giveUp = () => {
		finish(new ArthasError('ERR_TIMEOUT_CONSOLE', hasOutput ? `${host} began a console and showed no prompt` : `${host} opened a console, but no prompt came`, {
			hint: hasOutput ? 'opening it again usually helps' : 'the agent may be gone, frozen or busy', retryable: true,
		}));
	};

	const promise = new Promise<void>((resolve, reject) => {
		const deadline = setTimeout(giveUp, readyMs);
		const onAbort = () => {
			finish(signal.reason as Error);
		};

		signal.addEventListener('abort', onAbort, {once: true});
		finish = error => {
			clearTimeout(deadline);
			clearTimeout(stalled);
			signal.removeEventListener('abort', onAbort);
			finish = () => undefined;
			if (error) {
				reject(error);
			} else {
				resolve();
			}
		};
	});

	return {
		promise,
		heard(isPrompt) {
			hasOutput = true;
			clearTimeout(stalled);
			if (isPrompt) {
				finish();
			} else if (stalledMs !== undefined) {
				stalled = setTimeout(giveUp, stalledMs);
			}
		},
		fail(error) {
			finish(error);
		},
	};
}
