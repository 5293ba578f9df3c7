/** How long calls took, in ms: a fixed few kilobytes for any number of them, and digests of several agents can be put together. */
export type CostDigest = {
	readonly count: number;
	/** @param weight For how many calls it stands. */
	add(ms: number, weight?: number): void;
	/** The cost that so many of 1 don't exceed, to 1 %; undefined where there is none. */
	quantiles(...shares: number[]): Array<number | undefined>;
	/** Puts what another one counted into this one. */
	merge(other: CostDigest): void;
	/** Counts by class, the cheapest first. */
	readonly classes: Readonly<Float64Array>;
};

// Each class ends 2 % above the one before, from a nanosecond to eleven days.
const growth = Math.log(1.02);
const least = 1e-6;
const classCount = Math.ceil(Math.log(1e9 / least) / growth) + 1;

export function createCostDigest(): CostDigest {
	const classes = new Float64Array(classCount);
	let count = 0;
	return {
		classes,
		get count() {
			return count;
		},
		add(ms, weight = 1) {
			// What can't be true, such as a negative cost, says nothing about the others.
			if (ms >= 0 && ms < Number.POSITIVE_INFINITY) {
				const index = ms <= least ? 0 : Math.ceil(Math.log(ms / least) / growth);
				const at = Math.min(index, classCount - 1);
				classes[at] = (classes[at] ?? 0) + weight;
				count += weight;
			}
		},
		quantiles: (...shares) => shares.map(share => quantile(classes, count, share)),
		merge(other) {
			for (const [index, added] of other.classes.entries()) {
				classes[index] = (classes[index] ?? 0) + added;
			}

			count += other.count;
		},
	};
}

function quantile(classes: Readonly<Float64Array>, count: number, share: number): number | undefined {
	let left = Math.max(Math.ceil(count * share), 1);
	for (let index = 0; index < classes.length && count > 0; index++) {
		left -= classes[index] ?? 0;
		if (left <= 0) {
			return index === 0 ? 0 : least * Math.exp((index - 0.5) * growth);
		}
	}

	return undefined;
}
