export type Clock = {
	/** Milliseconds since 1970, of a clock that may be set. */
	now(): number;
	/** Calls once after `ms`; returns what calls it off. */
	after(ms: number, call: () => void): () => void;
};

export const systemClock: Clock = {
	now: () => Date.now(),
	after(ms, call) {
		const timer = setTimeout(call, ms);
		return () => {
			clearTimeout(timer);
		};
	},
};

/** What the protocol counts in. */
export function toSeconds(ms: number): number {
	return Math.floor(ms / 1000);
}
