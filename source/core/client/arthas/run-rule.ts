import type {Gap} from '../job-state.js';

/** One answer of `pull_results`; times of our clock, epoch ms. */
export type PullFacts = {
	startedAt: number;
	endedAt: number;
	/** Results in it. */
	size: number;
	/** Elements of the lists and maps in its results: from 100 on the agent sends a batch before it has 20 results. */
	items: number;
	/** Agent's local time of its newest result; undefined when none has one. */
	newest: number | undefined;
};

export type RunFinding = {
	gap: Gap;
	/** We ourselves stayed away for so long before it, ms; 0 when we did not. */
	lateMs: number;
};

/** Results in a full batch, and in the queue of a consumer, which drops its oldest without a word. */
const batchSize = 20;
const batchItems = 100;
const queueSize = 50;
const lateMs = 1000;

/**
Finds overflows of the agent's queue. A pull takes 20 results at most and stays open while results come
less than 100 ms apart, so a busy stream is one run of full pulls, and a run of less than 50 hides no
loss. In a longer one a queue that overflowed leaves 30 results behind a full pull, so that all 20 of
the next one are older than the end of the first: such an old pair is the sign, and the whole run is
the place, for the drop can lie one pull after the pair. Where results carry no usable time, every run of
50 counts. One finding a run.

@param agentTimeAt The agent's local time at a moment of our clock; undefined when it is not known.
@param slackMs How wrong that may be.
*/
export function createRunRule(agentTimeAt: (epochMs: number) => number | undefined, slackMs: number): (pull: PullFacts) => RunFinding | undefined {
	const newRun = () => ({
		results: 0, hasOldPair: false, isReported: false, lateMs: 0,
	});
	let run = newRun();
	let previous: {endedAt: number; isFull: boolean} | undefined;

	const isOldPair = ({newest}: PullFacts) => {
		if (!previous?.isFull) {
			return false;
		}

		const agentTime = agentTimeAt(previous.endedAt);
		return agentTime === undefined || newest === undefined || newest <= agentTime + slackMs;
	};

	return pull => {
		const isFull = pull.size >= batchSize || pull.items >= batchItems;
		const awayMs = previous ? pull.startedAt - previous.endedAt : 0;
		run.results += pull.size;
		run.lateMs = Math.max(run.lateMs, awayMs > lateMs ? awayMs : 0);
		run.hasOldPair ||= isFull && isOldPair(pull);
		const finding = run.hasOldPair && run.results >= queueSize && !run.isReported
			? {gap: overflow, lateMs: run.lateMs}
			: undefined;
		run.isReported ||= finding !== undefined;
		previous = {endedAt: pull.endedAt, isFull};
		if (!isFull) {
			run = newRun();
		}

		return finding;
	};
}

const overflow: Gap = {
	reason: 'consumer-overflow', count: null, atLeast: 0, detail: 'the agent produced results faster than they could be fetched; its queue of 50 dropped some',
};
