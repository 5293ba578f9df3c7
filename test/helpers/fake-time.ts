import {setTimeout as delay} from 'node:timers/promises';
import {vi} from 'vitest';

/**
Fakes the timers and the monotonic clock of the code under test. Peers of a test that take their timers
from `node:timers` go on living, and so do sockets.
*/
export function fakeTime(): {pass(ms: number): Promise<void>; passUntil<T>(promise: Promise<T>): Promise<T>} {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance']});
	/** Sockets need turns of the real event loop to be heard. */
	const breathe = async () => {
		for (let turn = 0; turn < 5; turn++) {
			await delay(1);
		}
	};

	const pass = async (ms: number) => {
		await breathe();
		for (let left = ms; left > 0; left -= 500) {
			await vi.advanceTimersByTimeAsync(Math.min(left, 500));
			await delay(0);
		}

		await breathe();
	};

	return {
		pass,
		async passUntil(promise) {
			let isSettled = false;
			const settle = async () => {
				await Promise.allSettled([promise]);
				isSettled = true;
			};

			void settle();
			while (!isSettled) {
				await pass(500);
			}

			return promise;
		},
	};
}
