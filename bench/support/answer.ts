import process from 'node:process';
import type {Answer, Handlers, Question} from './child.js';

/** What every child can be asked. */
export type Vitals = {
	/** Bytes, and the peak of the resident ones. */
	memory(): {rss: number; peak: number; held: number};
	/** The same after everything unused was thrown away; needs `--expose-gc`. */
	settledMemory(): {rss: number; peak: number; held: number};
	/** Processor time used so far, ms. */
	cpu(): number;
};

/** The way to whoever asks. */
export type Channel = {
	onQuestion(listener: (question: Question) => void): void;
	send(answer: Answer): void;
	onEnd(listener: () => void): void;
};

/** Answers the parent by these functions; the process ends with its channel to the parent, so that none is left behind. */
export function answer(handlers: Handlers, channel: Channel = parent): void {
	const all: Record<string, (...args: unknown[]) => unknown> = {...vitals, ready: () => undefined, ...handlers as Record<string, never>};
	channel.onQuestion(({id, name, args}) => {
		void (async () => {
			channel.send(await outcome(id, async () => all[name]?.(...args)));
		})();
	});
	channel.onEnd(() => {
		process.exit(0);
	});
}

const parent: Channel = {
	onQuestion(listener) {
		process.on('message', listener);
	},
	send(answer) {
		process.send?.(answer);
	},
	onEnd(listener) {
		process.on('disconnect', listener);
	},
};

async function outcome(id: number, run: () => Promise<unknown>): Promise<Answer> {
	try {
		return {id, value: await run()};
	} catch (error) {
		return {id, error: String(error)};
	}
}

const vitals: Vitals = {
	memory,
	settledMemory() {
		const {gc} = globalThis;
		if (!gc) {
			throw new Error('start this child with --expose-gc');
		}

		gc();
		gc();
		return memory();
	},
	cpu() {
		const {user, system} = process.cpuUsage();
		return (user + system) / 1000;
	},
};

function memory(): {rss: number; peak: number; held: number} {
	const {rss, heapUsed, external} = process.memoryUsage();
	// The kernel counts the peak in KiB; `external` holds the array buffers already.
	return {rss, peak: process.resourceUsage().maxRSS * 1024, held: heapUsed + external};
}
