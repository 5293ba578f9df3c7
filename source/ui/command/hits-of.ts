import type {Job} from '../../core/client/job.js';
import {isHit} from '../stream/stream-row.js';

type Counted = {seq: number; others: number};

const known = new WeakMap<Job, Counted>();

/** How many results a command found so far. Its job also counts what it was told about itself, which comes first and last. */
export function hitsOf(job: Job): number {
	const counted = known.get(job) ?? {seq: 0, others: 0};
	known.set(job, counted);
	const entries = job.entries();
	const first = entries[0]?.seq ?? 1;
	for (let at = Math.max(counted.seq + 1 - first, 0); at < entries.length; at++) {
		const entry = entries[at];
		if (entry) {
			counted.seq = entry.seq;
			counted.others += entry.kind === 'result' && !isHit(entry.result) ? 1 : 0;
		}
	}

	return job.getSnapshot().results - counted.others;
}
