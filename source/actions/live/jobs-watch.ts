import type {Agent} from '../../core/client/agent.js';
import {isJsonObject} from '../../core/protocol/is-json-object.js';
import type {Json} from '../../core/protocol/result.js';
import {readCronJobs, type CronHost} from '../../workspace/cron.js';
import {askAgent, type Asked, type OpenSession} from './host/ask-agent.js';
import {createRounds} from './rounds.js';

/** The jobs of hosts, asked for while somebody looks. */
export type JobsWatch = {
	/** Every host that is meant, with its jobs as far as it told them. */
	hosts(): readonly CronHost[];
	/** The last runs of a job on each host that has it, as they were told. */
	history(name: string): ReadonlyMap<string, Asked>;
	look(isLooking: boolean): void;
	/** Asks all anew, such as after a change. */
	refresh(): void;
	/** Whose history is looked at, if any one's. */
	open(name: string | undefined): void;
	ask(ref: string, line: string, options?: {approved?: boolean}): Promise<Asked>;
	subscribe(listener: () => void): () => void;
	end(): Promise<void>;
};

export type JobsWatchOptions = {
	/** The hosts that are meant, as they are listed now. */
	agents: () => readonly Agent[];
	open: OpenSession;
	now: () => number;
};

/** Without a run that is near nothing changes but by others' hands. */
const seldom = 30_000;
const soon = 2000;
/** How long after it a run can be expected to be over, and told. */
const afterRun = 700;

export function createJobsWatch({agents, open, now}: JobsWatchOptions): JobsWatch {
	const told = new Map<string, Omit<CronHost, 'ref' | 'name' | 'isUp' | 'zone'>>();
	const zones = new Map<string, string | undefined>();
	const histories = new Map<string, Map<string, Asked>>();
	const listeners = new Set<() => void>();
	let opened: string | undefined;
	let shown: {listed: readonly Agent[]; hosts: readonly CronHost[]} | undefined;
	const changed = () => {
		shown = undefined;
		for (const listener of listeners) {
			listener();
		}
	};

	const hosts = () => {
		const listed = agents();
		// Painters tell what is new by the identity of the list.
		if (shown?.listed.length === listed.length && listed.every((agent, at) => agent === shown?.listed[at])) {
			return shown.hosts;
		}

		shown = {
			listed, hosts: listed.map(({ref, id, name, status}): CronHost => ({
				ref, isUp: status === 'up', zone: zones.get(ref), ...told.get(ref) ?? {jobs: undefined, problem: undefined, at: undefined},
				// Several agents of one host, or hosts of one name, are told apart.
				name: id !== name && listed.some(other => other.ref !== ref && other.name === name) ? `${name} ${id.slice(0, 8)}` : name,
			})),
		};
		return shown.hosts;
	};

	const askHost = async (ref: string, signal: AbortSignal) => {
		const {data, problem} = await askAgent(open, ref, 'cron.list', {signal});
		told.set(ref, problem === undefined ? {jobs: readCronJobs(data), problem, at: now()} : {jobs: told.get(ref)?.jobs, problem, at: told.get(ref)?.at});
		changed();
		// Schedules follow the zone of their host, which hardly ever changes.
		if (problem === undefined && !zones.has(ref)) {
			const os = (await askAgent(open, ref, 'getinfo.os', {signal})).data;
			const zone = isJsonObject(os) ? os['timezone'] : undefined;
			zones.set(ref, typeof zone === 'string' ? zone : undefined);
			changed();
		}
	};

	const askHistory = async (name: string, signal: AbortSignal) => {
		const having = hosts().filter(({isUp, jobs}) => isUp && jobs?.some(job => job.name === name && job.source === 'agent'));
		await Promise.all(having.map(async ({ref}) => {
			const asked = await askAgent(open, ref, `cron.history ${name}`, {signal});
			const known = histories.get(name) ?? new Map<string, Asked>();
			histories.set(name, new Map([...known, [ref, asked]]));
			changed();
		}));
	};

	const askAll = async (signal: AbortSignal) => {
		await Promise.all(hosts().filter(({isUp}) => isUp).map(async ({ref}) => askHost(ref, signal)));
		if (opened !== undefined) {
			await askHistory(opened, signal);
		}
	};

	const rounds = createRounds(askAll, () => waitFor(hosts(), now()));
	return {
		hosts,
		history: name => histories.get(name) ?? nothing,
		look(isLooking) {
			rounds.look(isLooking);
			if (isLooking && !rounds.isAsking && hosts().some(({ref, isUp}) => isUp && !told.has(ref))) {
				rounds.refresh();
			}
		},
		refresh: rounds.refresh,
		open(name) {
			if (name !== opened) {
				opened = name;
				rounds.refresh();
			}
		},
		ask: async (ref, line, options) => askAgent(open, ref, line, {...options, signal: rounds.signal}),
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		end: rounds.end,
	};
}

const nothing: ReadonlyMap<string, Asked> = new Map<string, {data: Json}>();

/** Until shortly after the next run of any of them. */
function waitFor(hosts: readonly CronHost[], now: number): number {
	const own = hosts.flatMap(({jobs = []}) => jobs.filter(({source}) => source === 'agent'));
	if (own.some(({isRunning}) => isRunning)) {
		return soon;
	}

	const next = Math.min(...own.flatMap(({next}) => next === null || next < now - afterRun ? [] : [next]));
	return Math.min(Math.max(next + afterRun - now, soon), seldom);
}
