/** How many came in each of the last seconds. Times are epoch ms. */
export type RateMeter = {
	add(at: number, count?: number): void;
	/** How many a second, over the last ten seconds or since the first. */
	perSecond(now: number): number;
	/** When that changes although nothing comes; undefined where it doesn't. */
	nextChange(now: number): number | undefined;
};

const window = 10;

export function createRateMeter(): RateMeter {
	const counts = new Float64Array(window);
	/** The second for which `counts` has its last entry. */
	let newest = Number.NEGATIVE_INFINITY;
	let slot = 0;
	let first: number | undefined;

	const moveTo = (second: number) => {
		if (second - newest >= window) {
			counts.fill(0);
		} else {
			for (let passed = newest + 1; passed <= second; passed++) {
				counts[passed % window] = 0;
			}
		}

		newest = second;
	};

	const sumAt = (now: number) => {
		const second = Math.floor(now / 1000);
		let sum = 0;
		for (let at = Math.max(second - window + 1, newest - window + 1); at <= Math.min(second, newest); at++) {
			sum += counts[at % window] ?? 0;
		}

		return sum;
	};

	/** One of an earlier second, when the clock was put back, counts as if it had come in the newest. */
	const enter = (at: number) => {
		const second = Math.floor(at / 1000);
		first ??= at;
		if (second > newest) {
			moveTo(second);
		}

		slot = newest % window;
	};

	return {
		add(at, count = 1) {
			// Nearly all come within the second of the one before, and a division for each would cost more than all the rest.
			if (at < newest * 1000 || at >= (newest + 1) * 1000) {
				enter(at);
			}

			counts[slot] = (counts[slot] ?? 0) + count;
		},
		perSecond(now) {
			const since = Math.max(first ?? now, (Math.floor(now / 1000) - window + 1) * 1000);
			return sumAt(now) / Math.max((now - since) / 1000, 1);
		},
		nextChange: now => sumAt(now) === 0 ? undefined : (Math.floor(now / 1000) + 1) * 1000,
	};
}
