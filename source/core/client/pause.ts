import {onAbort} from '../on-abort.js';

/** Waits; false when the signal ended the wait. */
export async function pause(ms: number, signal?: AbortSignal): Promise<boolean> {
	if (signal?.aborted) {
		return false;
	}

	return new Promise(resolve => {
		const timer = setTimeout(() => {
			forget();
			resolve(true);
		}, ms);
		const forget = onAbort(signal, () => {
			clearTimeout(timer);
			resolve(false);
		});
	});
}

/** 0.5, 1, 2, 4, 8, then 15 s for ever, each by a factor between 0.75 and 1.25. */
export function backoffMs(attempt: number): number {
	return Math.min(15_000, 500 * (2 ** Math.min(attempt, 6))) * (0.75 + (Math.random() / 2));
}
