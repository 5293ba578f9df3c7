import type {Job, JobEntry} from '../../core/client/job.js';
import type {Result} from '../../core/protocol/result.js';
import {createCostDigest, type CostDigest} from './cost-digest.js';
import {hitFacts} from './hit-facts.js';
import {createRateMeter, type RateMeter} from './rate-meter.js';
import {isHit} from './stream-row.js';

/** What is counted over all results of a job, whatever is shown of them. */
export type StreamFigures = {
	/** Results that the command found. Those that left the log unread are among them. */
	readonly hits: number;
	readonly rate: RateMeter;
	readonly costs: CostDigest;
	/** Of how many calls it is known how they ended, and how many of them threw. */
	readonly ends: {known: number; threw: number};
	readonly isUpToDate: boolean;
	read(entries: readonly JobEntry[], isDue: () => boolean): void;
};

const askEvery = 16;
/** Of a flood so many calls at a time stand for all: percentiles of 30 times that in a second are right to a percent. */
const sample = 500;

export function createStreamFigures(job: Pick<Job, 'getSnapshot'>): StreamFigures {
	const rate = createRateMeter();
	const costs = createCostDigest();
	const ends = {known: 0, threw: 0};
	let newest = 0;
	let last = 0;
	/** Results about the job itself, which the job counts, too. */
	let others = 0;

	/** @param weight For how many calls it stands. */
	const take = (result: Result, weight: number) => {
		const {cost, threw} = hitFacts(result);
		if (cost !== undefined) {
			costs.add(cost, weight);
		}

		if (threw !== undefined) {
			ends.known += weight;
			ends.threw += threw ? weight : 0;
		}
	};

	/** Reads one entry; `step` is how many of them there are for each that is looked at more closely. */
	const readEntry = (entry: JobEntry, step: number) => {
		if (entry.kind !== 'result') {
			return;
		}

		if (isHit(entry.result)) {
			rate.add(entry.at);
			if (entry.seq % step === 0) {
				take(entry.result, step);
			}
		} else {
			others++;
		}
	};

	return {
		rate, costs, ends,
		get hits() {
			return job.getSnapshot().results - others;
		},
		get isUpToDate() {
			return newest >= last;
		},
		read(entries, isDue) {
			const first = entries[0]?.seq ?? 1;
			last = entries.at(-1)?.seq ?? 0;
			newest = Math.max(newest, first - 1);
			const step = Math.max(Math.floor((last - newest) / sample), 1);
			for (; newest < last && !(newest % askEvery === askEvery - 1 && isDue()); newest++) {
				readEntry(entries[newest + 1 - first]!, step);
			}
		},
	};
}
