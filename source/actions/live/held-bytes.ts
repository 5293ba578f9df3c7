import type {Job} from '../../core/client/job.js';
import {emptied} from './emptied-job.js';

/** A rough count of what a job that ended holds, in bytes. Its whole depth counts: a single result may be a list of thousands. */
export function heldBytes(job: Job): number {
	let bytes = 0;
	for (const entry of job.entries()) {
		bytes += entry.kind === 'result' ? sizeOf(entry.result) : 64;
	}

	return bytes;
}

type Held = {readonly job: Job};

/**
Of things with jobs that ended, the oldest without their results where all of them hold more than `budget`; the newest keeps its own.
The same array where there is room.

@param sizes What each job holds, in bytes, for those that ended.
*/
export function withinBudget<T extends Held>(things: readonly T[], sizes: Pick<WeakMap<Job, number>, 'get'>, budget: number): readonly T[] {
	let room = budget;
	let isNewest = true;
	const kept = things.toReversed().map(thing => {
		const size = sizes.get(thing.job) ?? 0;
		room -= size;
		const keeps = isNewest || size === 0 || room >= 0;
		isNewest &&= size === 0;
		return keeps ? thing : {...thing, job: emptied(thing.job)};
	}).reverse();
	return kept.every((thing, at) => thing === things[at]) ? things : kept;
}

function sizeOf(value: unknown): number {
	if (typeof value === 'string') {
		return 16 + (2 * value.length);
	}

	if (typeof value !== 'object' || value === null) {
		return 8;
	}

	let bytes = 32;
	for (const member of Object.values(value)) {
		bytes += 16 + sizeOf(member);
	}

	return bytes;
}
