import {pause} from '../pause.js';
import type {Consumer} from './consumer.js';

/** Empty pulls after which it is asked, 2 s each. */
const emptyLimit = 2;
const againMs = 30_000;

/** The doubt whether a command still runs, after an answer that may have held its `status` could not be read. */
export type Doubt = {
	raise(): void;
	/** A batch of so many results came: any at all prove that the command goes on, or tell its end. */
	heard(size: number): void;
};

/** Calls `onIdle` when the session takes a further command, which it does only when nothing runs. An interrupt would tell too, but end what runs. */
export function createDoubt({consumer, signal, onIdle}: {consumer: Consumer; signal: AbortSignal; onIdle: () => void}): Doubt {
	let empty: number | undefined;
	let belief = new AbortController();
	const ask = async () => {
		const over = AbortSignal.any([signal, belief.signal]);
		do {
			try {
				const {response} = await consumer.call({action: 'exec', command: 'version', execTimeout: 5000}, {timeoutMs: 10_000, signal: over});
				if (response.state === 'SUCCEEDED' && !over.aborted) {
					onIdle();
					return;
				}
			} catch {
				// It is asked again.
			}
		} while (await pause(againMs, over));
	};

	return {
		raise() {
			empty ??= 0;
		},
		heard(size) {
			if (empty === undefined) {
				return;
			}

			if (size > 0) {
				empty = undefined;
				belief.abort();
				belief = new AbortController();
			} else if (++empty === emptyLimit) {
				void ask();
			}
		},
	};
}
