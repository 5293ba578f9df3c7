/** How much may be sent at once so that what comes after it, such as the answer to a key, is not held up. */
export type Pace = {
	budget(): number;
	/** Whether a frame was measured, and not only how far the terminal is. */
	isKnown(): boolean;
	isSlow(): boolean;
	/** So many bytes, all that was under way included, arrived after so many ms. */
	measure(bytes: number, ms: number): void;
};

/** What is sent at once may hold up the rest for so long, in ms. */
const longestHold = 25;

const leastBudget = 512;
const firstBudget = 1 << 16;
const mostBudget = 1 << 20;

/** Below the first a link is slow, once it was so often; from the second on it is not. */
const slowBudget = 4096;
const fastBudget = 16_384;
const slowMeasures = 5;

/**
Measures how far the terminal is, which is the shortest time that was seen, and how much longer frames take. One late
answer says nothing: terminals, too, are busy now and then. The distance creeps up, so that a link that got longer is
not slow forever.
*/
export function createPace(): Pace {
	let budget = firstBudget;
	let distance = Number.POSITIVE_INFINITY;
	let measures = 0;
	let late = 0;
	let slow = 0;
	let isSlow = false;
	return {
		budget: () => budget,
		isKnown: () => measures > 1,
		isSlow: () => isSlow,
		measure(bytes, ms) {
			measures++;
			distance = ms < distance ? ms : distance + ((ms - distance) / 64);
			const hold = ms - distance;
			late = hold > longestHold ? late + 1 : 0;
			if (late > 1) {
				budget = Math.max(leastBudget, Math.floor(Math.min(budget, bytes) * Math.max(0.25, longestHold / hold)));
			} else if (hold < longestHold / 2 && bytes >= budget / 2) {
				budget = Math.min(mostBudget, budget * 2);
			}

			slow = budget < slowBudget ? slow + 1 : 0;
			isSlow = isSlow ? budget < fastBudget : slow >= slowMeasures;
		},
	};
}
