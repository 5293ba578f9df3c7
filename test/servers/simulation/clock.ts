import {performance} from 'node:perf_hooks';
import {
	clearInterval, clearTimeout, setImmediate, setInterval, setTimeout,
} from 'node:timers';

/** Timers take a signed 32-bit number of milliseconds; anything above would fire at once. */
const longest = (2 ** 31) - 1;

/** Milliseconds since the process began, real even while a test fakes its own timers. */
export const now = performance.now.bind(performance);

/**
The timers of one scripted peer. They are taken from `node:timers`, so that a test may fake the
timers of the code under test while its peer goes on living, and they all end with the peer.
*/
export class Clock implements Disposable {
	readonly #running = new Set<() => void>();

	/** Runs once after `ms`; returns the function that cancels it. */
	after(ms: number, run: () => void): () => void {
		const timer = setTimeout(() => {
			this.#running.delete(cancel);
			run();
		}, Math.min(ms, longest));
		const cancel = this.#add(() => {
			clearTimeout(timer);
		});
		return cancel;
	}

	/** Runs every `ms` until cancelled. */
	repeat(ms: number, run: () => void): () => void {
		const timer = setInterval(run, ms);
		return this.#add(() => {
			clearInterval(timer);
		});
	}

	/** Runs after what is going on now, as another thread of the real server would. */
	soon(run: () => void): void {
		setImmediate(run);
	}

	[Symbol.dispose](): void {
		for (const cancel of this.#running) {
			cancel();
		}
	}

	#add(stop: () => void): () => void {
		const cancel = () => {
			stop();
			this.#running.delete(cancel);
		};

		this.#running.add(cancel);
		return cancel;
	}
}
