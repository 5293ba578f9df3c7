import {onAbort} from '../on-abort.js';

/** A number of places; who comes when all are taken waits for one, first come first served. */
export type Slots = {
	/** Resolves with the function that gives the place back; rejects with the signal's reason. */
	take(signal: AbortSignal): Promise<() => void>;
	readonly waiting: number;
};

export function createSlots(count: number): Slots {
	let free = count;
	const waiting: Array<() => void> = [];
	const giveOnce = () => {
		let isGiven = false;
		return () => {
			if (isGiven) {
				return;
			}

			isGiven = true;
			const next = waiting.shift();
			if (next) {
				next();
			} else {
				free++;
			}
		};
	};

	return {
		get waiting() {
			return waiting.length;
		},
		async take(signal) {
			signal.throwIfAborted();
			if (free > 0) {
				free--;
				return giveOnce();
			}

			return new Promise((resolve, reject) => {
				const next = () => {
					forget();
					resolve(giveOnce());
				};

				waiting.push(next);
				const forget = onAbort(signal, () => {
					waiting.splice(waiting.indexOf(next), 1);
					reject(signal.reason as Error);
				});
			});
		},
	};
}
