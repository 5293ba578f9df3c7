import type {Gap} from '../job-state.js';
import type {ResultTimes} from './agent-time.js';

/** One answer of `pull_results`; times of our clock, epoch ms. */
export type PullFacts = {
	startedAt: number;
	endedAt: number;
	/** Results in it. */
	size: number;
	/** Elements of the lists and maps in its results: from 100 on the agent sends a batch before it has 20 results. */
	items: number;
	times: ResultTimes | undefined;
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
loss. In a longer one a queue that overflowed leaves 30 results behind a full pull. So the next pull is
full, too, and shows it: all of its results had been waiting when it was sent, or 30 more came about
since the newest of them, at the pace of those that it holds. The place is the whole run, for the drop
can lie one pull after the sign. Where results carry no usable time, every run of 50 counts. One finding
a run.

@param agentTimeAt The agent's local time at a moment of our clock; undefined when it is not known.
@param slackMs How wrong that may be, and how late a pull is taken up.
*/
export function createRunRule(agentTimeAt: (epochMs: number) => number | undefined, slackMs: number): (pull: PullFacts) => RunFinding | undefined {
	const newRun = () => ({
		results: 0, isSuspect: false, isReported: false, lateMs: 0,
	});
	let run = newRun();
	let previous: {endedAt: number; isFull: boolean} | undefined;

	const isLeftBehind = ({startedAt, endedAt, times}: PullFacts) => {
		const [sent, received] = [agentTimeAt(startedAt), agentTimeAt(endedAt)];
		if (sent === undefined || received === undefined || !times) {
			return true;
		}

		const pace = (times.newest - times.oldest) / Math.max(1, times.count - 1);
		return times.newest <= sent + slackMs || received - times.newest >= pace * (queueSize - batchSize);
	};

	return pull => {
		const isFull = pull.size >= batchSize || pull.items >= batchItems;
		const awayMs = previous ? pull.startedAt - previous.endedAt : 0;
		run.results += pull.size;
		run.lateMs = Math.max(run.lateMs, awayMs > lateMs ? awayMs : 0);
		run.isSuspect ||= isFull && previous?.isFull === true && isLeftBehind(pull);
		const finding = run.isSuspect && run.results >= queueSize && !run.isReported
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
