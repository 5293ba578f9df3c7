import type {Agent} from '../../core/client/agent.js';
import type {Job, JobEntry} from '../../core/client/job.js';
import type {Result} from '../../core/protocol/result.js';
import {isOrdinary} from '../../workspace/doc.js';
import type {DiffSide} from '../docs/diff-doc.js';
import type {PaneContext} from '../panes/pane-view.js';
import {lastCall} from '../panes/last-call.js';

export type ResultEntry = Extract<JobEntry, {kind: 'result'}>;

export type ShownResult = {
	agent: Agent;
	job: Job;
	/** The result that the pane is about; undefined while there is none, and when it is no longer held. */
	entry: ResultEntry | undefined;
	/** Which of the results of its type it is, from 1, and how many there are. */
	number: number;
	count: number;
	/** Whether the newest result is shown, whichever that is. */
	isFollowing: boolean;
	/** What it is compared with: the result with the number `data.with`, or that this one is not held any more. */
	base: DiffSide | 'gone' | undefined;
	/** Results of its type that came before it, the oldest first. */
	previous: readonly Result[];
};

/** What a pane of kind `result` shows: the result with the number `data.seq` of its job, or the newest one without that. */
export function shownResult({pane, program: {live}}: PaneContext): ShownResult | undefined {
	const thing = live.get(pane.live);
	if (thing?.kind !== 'job') {
		return undefined;
	}

	const {job, agent} = thing;
	const seq = pane.data?.['seq'];
	const base = pane.data?.['with'];
	const entries = job.entries();
	return {agent, job, ...find(entries, entries.at(-1)?.seq ?? 0, typeof seq === 'number' ? seq : undefined, typeof base === 'number' ? base : undefined)};
}

const mostBefore = 20;

/** The number of the last entry tells whether any came. */
const find = lastCall((entries: readonly JobEntry[], _last: number, seq: number | undefined, base: number | undefined): Omit<ShownResult, 'agent' | 'job'> => {
	const results = entries.filter(entry => entry.kind === 'result');
	const entry = seq === undefined ? results.findLast(({result}) => !isOrdinary(result.type)) : results.find(each => each.seq === seq);
	const alike = results.filter(({result}) => result.type === entry?.result.type);
	const at = entry === undefined ? -1 : alike.indexOf(entry);
	return {
		entry,
		number: at + 1,
		count: alike.length,
		isFollowing: seq === undefined,
		base: base === undefined ? undefined : sideOf(alike, base),
		previous: at <= 0 ? noResults : alike.slice(Math.max(0, at - mostBefore), at).map(({result}) => result),
	};
});

function sideOf(alike: readonly ResultEntry[], seq: number): ShownResult['base'] {
	const at = alike.findIndex(entry => entry.seq === seq);
	const result = alike[at]?.result;
	return result === undefined ? 'gone' : {number: at + 1, result};
}

const noResults: readonly Result[] = [];
