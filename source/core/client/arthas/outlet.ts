import {createQueue} from '../queue.js';
import type {WireEvent} from '../wire.js';

/** The events of one command, until the last one. */
export type Outlet = {
	readonly events: AsyncIterable<WireEvent>;
	/** Aborted with the last event: nothing is waited for any more. */
	readonly over: AbortSignal;
	push(...events: WireEvent[]): void;
	/** With the last events; what comes after them is dropped. */
	finish(...last: WireEvent[]): void;
};

export function createOutlet(): Outlet {
	const queue = createQueue<WireEvent>();
	const over = new AbortController();
	const push = (...events: WireEvent[]) => {
		for (const event of events) {
			queue.push(event);
		}
	};

	return {
		events: queue,
		over: over.signal,
		push,
		finish(...last) {
			push(...last);
			queue.end();
			over.abort();
		},
	};
}
