import type {CronHost, CronJob} from './cron-job.js';

export type JobMember = {ref: string; host: string; job: CronJob};

/** The same job on all hosts that have it. */
export type JobGroup = {
	key: string;
	name: string;
	/** What most of the hosts have. */
	usual: CronJob;
	members: readonly JobMember[];
	/** Hosts that answered and do not have it, while most of them do. */
	missing: readonly string[];
	/** Members that differ, with what differs there. */
	drifted: ReadonlyArray<JobMember & {differs: ReadonlyArray<[name: string, value: string]>}>;
	failed: readonly JobMember[];
	/** How many have run, and well. */
	well: number;
	isRunning: boolean;
	/** Of the first of them. */
	next: number | null;
	/** The last run of any of them. */
	lastStart: number | null;
	lastMs: number | null;
};

/** What makes two jobs of one name the same. */
const compared = ['cron', 'cmd', 'user', 'group', 'timeout', 'enabled', 'tz', 'overlap', 'jitter'] as const;

/** The jobs of all hosts by their names, the next one to run first; those that never run stand last. */
export function groupJobs(hosts: readonly CronHost[]): readonly JobGroup[] {
	const known = grouped.get(hosts) ?? groupAnew(hosts);
	grouped.set(hosts, known);
	return known;
}

/** Asked for many times with each frame, of hosts that rarely change. */
const grouped = new WeakMap<readonly CronHost[], readonly JobGroup[]>();

function groupAnew(hosts: readonly CronHost[]): JobGroup[] {
	const groups = new Map<string, JobMember[]>();
	for (const {ref, name, jobs = []} of hosts) {
		for (const job of jobs) {
			const key = `${job.source === 'agent' ? '' : `${job.source} `}${job.name}`;
			groups.set(key, [...groups.get(key) ?? [], {ref, host: name, job}]);
		}
	}

	const answered = hosts.filter(({jobs}) => jobs !== undefined);
	return [...groups]
		.map(([key, members]) => groupOf(key, members, answered))
		.sort((one, other) => (one.next ?? Infinity) - (other.next ?? Infinity) || (one.key < other.key ? -1 : 1));
}

function groupOf(key: string, members: readonly JobMember[], answered: readonly CronHost[]): JobGroup {
	const usual = usualOf(members);
	const having = new Set(members.map(({ref}) => ref));
	const without = usual.source === 'agent' ? answered.filter(({ref}) => !having.has(ref)).map(({name}) => name) : [];
	const newest = members.toSorted((one, other) => (other.job.lastStart ?? 0) - (one.job.lastStart ?? 0))[0]?.job;
	const nexts = members.flatMap(({job: {next, enabled}}) => next === null || !enabled ? [] : [next]);
	return {
		key, name: usual.name, usual, members,
		// What only some hosts have was meant for those alone, as far as anybody can tell.
		missing: without.length < members.length ? without : [],
		drifted: usual.source === 'agent' ? members.map(member => ({...member, differs: differences(member.job, usual)})).filter(({differs}) => differs.length > 0) : [],
		failed: members.filter(({job: {result}}) => result !== null && result !== 'ok'),
		well: members.filter(({job: {result}}) => result === 'ok').length,
		isRunning: members.some(({job}) => job.isRunning),
		next: nexts.length === 0 ? null : Math.min(...nexts),
		lastStart: newest?.lastStart ?? null,
		lastMs: newest?.lastMs ?? null,
	};
}

/** What most have; of several that as many have, the first. */
function usualOf(members: readonly JobMember[]): CronJob {
	const counts = new Map<string, {count: number; job: CronJob}>();
	for (const {job} of members) {
		const key = JSON.stringify(compared.map(name => job[name]));
		counts.set(key, {count: (counts.get(key)?.count ?? 0) + 1, job});
	}

	const [first] = [...counts.values()].sort((one, other) => other.count - one.count);
	if (!first) {
		throw new Error('a group without a job');
	}

	return first.job;
}

function differences(job: CronJob, usual: CronJob): Array<[string, string]> {
	return compared.filter(name => job[name] !== usual[name]).map(name => [name, String(job[name] ?? '–')]);
}
