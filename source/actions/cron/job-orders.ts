import type {Json} from '../../core/protocol/result.js';
import {
	changedMembers, type JobForm, type JobGroup,
} from '../../workspace/cron.js';
import type {JobOrder} from './change-jobs.js';

const methods = {
	run: 'cron.run', enable: 'cron.enable', disable: 'cron.disable', delete: 'cron.delete',
} as const;

/** The same change of a job wherever it is. What was seen is what it is done to: the revision says which that was. */
export function ordersFor(verb: keyof typeof methods, groups: readonly JobGroup[]): JobOrder[] {
	return groups.flatMap(({members}) => members.map(({ref, host, job: {name, rev}}) => ({
		ref, host, line: `${methods[verb]} ${JSON.stringify({name, ...(rev !== null && {rev})})}`, diff: [],
	})));
}

/** A new job on each of some hosts. */
export function addOrders(hosts: ReadonlyArray<{ref: string; name: string}>, form: JobForm): JobOrder[] {
	// What is null is as good as absent, and less to read.
	const members = Object.fromEntries(Object.entries(changedMembers(undefined, form)).filter(([, value]) => value !== null));
	return hosts.map(({ref, name}) => ({
		ref, host: name, line: `cron.add ${JSON.stringify(members)}`, diff: Object.entries(members).map(([key, value]) => [key, null, textOf(value)]),
	}));
}

/** What was edited, on each host that has the job; hosts where nothing changes by it are left out. */
export function editOrders({members, name}: JobGroup, before: JobForm, after: JobForm): JobOrder[] {
	const edited = changedMembers(before, after);
	return members.flatMap(({ref, host, job}) => {
		const changes = Object.entries(edited).filter(([key, value]) => job[key as keyof typeof job] !== value);
		return changes.length === 0
			? []
			: [{
				ref, host, line: `cron.update ${JSON.stringify({name, rev: job.rev, ...Object.fromEntries(changes)})}`,
				diff: changes.map(([key, value]) => [key, textOf(job[key as keyof typeof job]), textOf(value)] as const),
			}];
	});
}

function textOf(value: Json): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}
