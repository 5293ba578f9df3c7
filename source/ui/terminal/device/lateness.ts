/** How late this program comes to what has arrived, because it is at work on something else. */
export type Lateness = {
	/** Looks once, a moment from now, unless it is about to. */
	look(): void;
	/** What is usual, in ms. */
	usual(): number;
	close(): void;
};

const moment = 10;

/** So many looks decide, by the one in the middle, so that a collection of garbage now and then says nothing. */
const looks = 9;

/** A timer is late for the same reasons as an answer that waits to be read, and by as much. */
export function createLateness(): Lateness {
	const seen: number[] = [];
	let usual = 0;
	let timer: NodeJS.Timeout | undefined;
	return {
		look() {
			const due = performance.now() + moment;
			timer ??= setTimeout(() => {
				timer = undefined;
				seen.push(performance.now() - due);
				seen.splice(0, seen.length - looks);
				usual = Math.max(0, seen.toSorted((one, other) => one - other)[(seen.length - 1) >> 1] ?? 0);
			}, moment).unref();
		},
		usual: () => usual,
		close() {
			clearTimeout(timer);
		},
	};
}
