import {
	isFault, nextRuns, parseSchedule, zoneOf, type Schedule,
} from '../../core/cron/index.js';
import type {CronHost} from './cron-job.js';
import type {JobGroup} from './group-jobs.js';
import {hourCounts} from './hour-counts.js';

/** What runs when in 24 hours, on all hosts together. */
export type DayAhead = {
	/** The beginning of the first hour, epoch ms. */
	from: number;
	/** Runs in each hour. */
	counts: readonly number[];
	/** Where most jobs begin in the same second, of those that run once an hour or less. */
	meeting: {at: number; names: readonly string[]; hosts: number} | undefined;
};

/** Members of a group that run at the same instants. */
type Kind = {group: JobGroup; schedule: Schedule; zone: string | undefined; refs: readonly string[]};

const dayMs = 86_400_000;
const most = 24;

/** The runs of jobs that are on, from `now` until 24 hours after the beginning of the hour in which that is. */
export function dayAhead(groups: readonly JobGroup[], hosts: readonly CronHost[], now: number): DayAhead {
	const from = new Date(now).setMinutes(0, 0, 0);
	const zones = new Map(hosts.map(({ref, zone}) => [ref, zone]));
	const kinds = groups.flatMap(group => kindsOf(group, zones));
	const counted = kinds.map(kind => ({...kind, counts: hourCounts(kind.schedule, {zone: kind.zone, from, now})}));
	const seldom = counted.filter(({counts}) => sum(counts) <= most);
	return {
		from,
		counts: Array.from({length: 24}, (_, hour) => sum(counted.map(({counts, refs}) => (counts[hour] ?? 0) * refs.length))),
		meeting: meetingOf(seldom, now, from + dayMs),
	};
}

function kindsOf(group: JobGroup, zones: ReadonlyMap<string, string | undefined>): Kind[] {
	const kinds = new Map<string, Kind & {refs: string[]}>();
	for (const {ref, job: {cron, tz, enabled: isOn, isReadonly, next}} of group.members) {
		// What others run and has no next run is started by nothing there, or can't be told.
		const enabled = isOn && !(isReadonly && next === null);
		const zone = knownZone(tz ?? zones.get(ref));
		const key = `${cron}\0${zone ?? ''}`;
		const known = kinds.get(key);
		const schedule = known?.schedule ?? parseSchedule(cron);
		if (known && enabled) {
			known.refs.push(ref);
		} else if (enabled && !isFault(schedule)) {
			kinds.set(key, {
				group, schedule, zone, refs: [ref],
			});
		}
	}

	return [...kinds.values()];
}

/** Undefined for a zone of which only its host knows. */
export function knownZone(name: string | undefined): string | undefined {
	try {
		return name === undefined ? undefined : zoneOf(name).name;
	} catch {
		return undefined;
	}
}

function meetingOf(kinds: readonly Kind[], now: number, end: number): DayAhead['meeting'] {
	const instants = new Map<number, Kind[]>();
	for (const kind of kinds) {
		for (const at of nextRuns(kind.schedule, {zone: kind.zone, from: now, count: most}).filter(at => at < end)) {
			instants.set(at, [...instants.get(at) ?? [], kind]);
		}
	}

	const [best] = [...instants]
		.map(([at, kinds]) => ({at, ...meetingAt(kinds)}))
		.filter(({names}) => names.length > 1)
		.sort((one, other) => other.names.length - one.names.length || other.hosts - one.hosts || one.at - other.at);
	return best;
}

/** The jobs of the host on which most of them begin, and how many hosts have just those. */
function meetingAt(kinds: readonly Kind[]): {names: readonly string[]; hosts: number} {
	const byHost = new Map<string, string[]>();
	for (const {group: {name}, refs} of kinds) {
		for (const ref of refs) {
			byHost.set(ref, [...byHost.get(ref) ?? [], name]);
		}
	}

	const names = [...byHost.values()].sort((one, other) => other.length - one.length)[0] ?? [];
	return {names, hosts: [...byHost.values()].filter(each => names.every(name => each.includes(name))).length};
}

function sum(counts: readonly number[]): number {
	return counts.reduce((all, count) => all + count, 0);
}
