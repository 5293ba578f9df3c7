import {
	defineRates, percent, perSecond, type Since,
} from '../define/define-rates.js';
import type {HostReader} from '../define/host-reader.js';
import type {ValuesOf} from '../define/options.js';
import {failure} from '../method.js';
import {accountNames} from './account-names.js';
import {bootedAtMs, uptimeMs} from './boot-time.js';
import {commandLineOf} from './command-lines.js';
import {readMeminfo} from './memory.js';
import {readProcessIo, type ProcessIo} from './process-io.js';
import {readProcesses, tickMs, type ProcessStat} from './process-stat.js';
import {arrange} from './process-order.js';

const options = {
	count: {
		kind: 'number', short: 'n', value: 'COUNT', min: 0, max: 1_000_000, about: 'how many to tell; 0 tells all, 30 unless given',
	},
	sort: {
		kind: 'choice', short: 's', of: ['cpu', 'memory', 'io', 'time', 'threads', 'start', 'pid', 'name'], about: 'what the first ones have most of; cpu unless given',
	},
	user: {
		kind: 'text', short: 'U', value: 'NAME', about: 'only those of this user',
	},
	pid: {
		kind: 'number', short: 'p', value: 'PID', min: 1, max: 4_194_304, about: 'only this one',
	},
	find: {
		kind: 'text', short: 'g', value: 'TEXT', about: 'only those with this in their name or command line',
	},
	tree: {
		kind: 'flag', short: 'T', about: 'children below their parents',
	},
} as const;

export type ProcessSample = {processes: Map<number, ProcessStat>; io: Map<number, ProcessIo>};

/** A process with what the order of a list needs. */
export type Ranked = {stat: ProcessStat; cpuPercent: number; io: ProcessIo | undefined; ioPerSecond: number};

/**
`cpuPercent` is of one processor: since the last sample, or without one since the process began, as in `ps`. Processes come
and go while they are read; who was gone is not told.
*/
export const getinfoProcesses = defineRates({
	name: 'processes',
	summary: 'Processes: the busiest, the largest, one, or all as a tree',
	options,
	schema: {
		total: 'number', running: 'number', sleeping: 'number', waiting: 'number', stopped: 'number', zombies: 'number', threads: 'number',
		processes: [{
			pid: 'number', ppid: 'number', user: 'text', uid: 'number', name: 'text', depth: 'number', state: 'text',
			cpuPercent: 'number', memoryPercent: 'number', rssBytes: 'number', vszBytes: 'number',
			cpuMs: 'number', threads: 'number', nice: 'number', startedAtMs: 'number',
			readBytes: 'number?', writtenBytes: 'number?', readBytesPerSecond: 'number?', writtenBytesPerSecond: 'number?', command: 'text?',
		}],
	},
	sample({host, values}): ProcessSample {
		const processes = new Map(readProcesses(host).map(process => [process.pid, process]));
		const io = values.sort === 'io' ? [...processes.keys()].map(pid => [pid, readProcessIo(host, pid)] as const) : [];
		return {processes, io: new Map(io.filter((entry): entry is readonly [number, ProcessIo] => entry[1] !== undefined))};
	},
	tell(now, {host, values}, since) {
		const nameOf = accountNames(host);
		const uidOf = (pid: number) => host.facts(`/proc/${pid}`)?.uid;
		const ranked = rank(host, now, since).filter(({stat}) => fits(stat, values, host, pid => nameOf(uidOf(pid) ?? -1)));
		if (values.pid !== undefined && ranked.length === 0) {
			return failure('invalidParams', `there is no process ${values.pid}`);
		}

		const tell = teller(host, now, since);
		return {
			...count([...now.processes.values()]),
			processes: arrange(ranked, values).map(({process, depth}) => {
				const uid = uidOf(process.stat.pid);
				return uid === undefined
					? undefined
					: tell(process, {user: nameOf(uid), uid, depth});
			}).filter(row => row !== undefined),
		};
	},
});

function fits(stat: ProcessStat, {user, pid, find}: ValuesOf<typeof options>, host: HostReader, userOf: (pid: number) => string): boolean {
	return (pid === undefined || stat.pid === pid)
		&& (find === undefined || stat.name.includes(find) || (commandLineOf(host, stat)?.includes(find) ?? false))
		&& (user === undefined || userOf(stat.pid) === user);
}

function rank(host: HostReader, {processes, io}: ProcessSample, since: Since<ProcessSample> | undefined): Ranked[] {
	const upMs = uptimeMs(host);
	return [...processes.values()].map(stat => {
		const before = since?.sample.processes.get(stat.pid);
		const isSame = before?.startTicks === stat.startTicks;
		const spentMs = (stat.cpuTicks - (isSame ? before.cpuTicks : 0)) * tickMs;
		// Who began after the last sample has had less time than the others.
		const ageMs = Math.max(tickMs, upMs - (stat.startTicks * tickMs));
		const counts = io.get(stat.pid);
		const countsBefore = isSame ? since?.sample.io.get(stat.pid) : undefined;
		return {
			stat,
			cpuPercent: percent(spentMs, isSame && since !== undefined ? since.ms : ageMs),
			io: counts,
			ioPerSecond: counts && countsBefore ? ((counts.readBytes + counts.writtenBytes) - (countsBefore.readBytes + countsBefore.writtenBytes)) : 0,
		};
	});
}

/** Turns a process into a row; what costs a file each is read here, for those that are told. */
function teller(host: HostReader, {io}: ProcessSample, since: Since<ProcessSample> | undefined) {
	const memory = readMeminfo(host)('MemTotal') ?? 0;
	const bootMs = bootedAtMs(host);
	return ({stat, cpuPercent}: Ranked, {user, uid, depth}: {user: string; uid: number; depth: number}) => {
		const counts = io.get(stat.pid) ?? readProcessIo(host, stat.pid);
		const before = since?.sample.processes.get(stat.pid)?.startTicks === stat.startTicks ? since.sample.io.get(stat.pid) : undefined;
		if (counts === undefined && !host.isRoot) {
			host.lack('readBytes and writtenBytes of other users\' processes (not root)');
		} else if (counts !== undefined) {
			io.set(stat.pid, counts);
		}

		const {pid, ppid, name, threads, nice, rssBytes, vszBytes} = stat;
		return {
			pid, ppid, user, uid, name, depth, state: states[stat.state] ?? stat.state, cpuPercent,
			memoryPercent: percent(rssBytes, memory), rssBytes, vszBytes, cpuMs: stat.cpuTicks * tickMs, threads, nice, startedAtMs: bootMs + (stat.startTicks * tickMs),
			readBytes: counts?.readBytes ?? null, writtenBytes: counts?.writtenBytes ?? null,
			readBytesPerSecond: counts === undefined ? null : perSecond(counts.readBytes, before?.readBytes, since?.ms),
			writtenBytesPerSecond: counts === undefined ? null : perSecond(counts.writtenBytes, before?.writtenBytes, since?.ms),
			command: commandLineOf(host, stat),
		};
	};
}

const states: Record<string, string> = {
	R: 'running', S: 'sleeping', D: 'waiting', I: 'idle', T: 'stopped', t: 'traced', Z: 'zombie', X: 'dead', x: 'dead', P: 'parked', W: 'paging', K: 'wakekill',
};

function count(processes: readonly ProcessStat[]) {
	const inState = (letters: string) => processes.filter(({state}) => letters.includes(state)).length;
	return {
		total: processes.length, running: inState('R'), sleeping: inState('SI'), waiting: inState('D'), stopped: inState('Tt'), zombies: inState('Z'),
		threads: processes.reduce((sum, {threads}) => sum + threads, 0),
	};
}
