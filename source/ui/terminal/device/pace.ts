/** A frame that the terminal has seen: its size, when it was sent and its answer was read, and how late that usually is, in ms. */
export type Measure = {bytes: number; sentAt: number; answeredAt: number; late: number};

/** How far away the terminal is, in ms, and how many bytes it takes in a ms; nothing while neither is known. */
export type Pace = {
	distance(): number;
	rate(): number | undefined;
	isSlow(): boolean;
	measure(measure: Measure): void;
};

/** Smaller frames say how far the terminal is, not how fast it reads. */
const leastMeasured = 400;

/** Terminals answer so much sooner or later, in ms, for reasons of their own. */
const jitter = 5;

/** So many measures decide, by the one in the middle, so that one or two late answers say nothing. */
const measures = 5;

/** Below the first rate a link is slow, once it was so often; from the second on it is not. */
const slowRate = 200;
const fastRate = 800;
const slowMeasures = 5;

/**
Measures the link by how long the narrowest part of it was busy with each frame: since the frame before it was through,
or since it could have been there. What we spent on other things before we read the answer does not count.
*/
export function createPace(): Pace {
	const rates: number[] = [];
	/** The one in the middle. */
	let rate: number | undefined;
	let distance = Number.POSITIVE_INFINITY;
	let lastAnswer = 0;
	let slow = 0;
	let isSlow = false;
	return {
		rate: () => rate,
		distance: () => distance,
		isSlow: () => isSlow,
		measure({bytes, sentAt, answeredAt, late}) {
			const took = Math.max(0, answeredAt - sentAt - late);
			distance = Math.min(distance, took);
			if (bytes >= leastMeasured) {
				const service = answeredAt - Math.max(lastAnswer, sentAt + distance) - late;
				// Within the jitter nothing can be told but that it is not slow.
				rates.push(bytes / Math.max(1, service - jitter));
				rates.splice(0, rates.length - measures);
				rate = rates.toSorted((one, other) => one - other)[(rates.length - 1) >> 1];
			}

			const known = rate ?? Number.POSITIVE_INFINITY;
			// It creeps up when even the rate does not explain the time, so that a link that got longer is not slow forever.
			distance += Math.max(0, took - (bytes / known) - distance - (2 * jitter)) / 16;
			slow = known < slowRate ? slow + 1 : 0;
			isSlow = isSlow ? known < fastRate : slow >= slowMeasures;
			lastAnswer = answeredAt;
		},
	};
}
