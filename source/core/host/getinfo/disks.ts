import {
	defineRates, percent, perSecond, type Since,
} from '../define/define-rates.js';
import type {HostReader} from '../define/host-reader.js';
import {steady} from '../define/steady.js';
import {readDiskCounts, type DiskCounts} from './disk-counts.js';
import {readMounts} from './mounts.js';

type Sample = Map<string, DiskCounts>;

/** Bytes and times are counted by the kernel since the disk appeared. `busyPercent` says how much of the time something was under way. */
export const getinfoDisks = defineRates({
	name: 'disks',
	summary: 'Disks, their sizes, and what they read and write',
	options: {
		partitions: {kind: 'flag', short: 'p', about: 'partitions too'},
		all: {kind: 'flag', short: 'a', about: 'empty loop and ram devices too'},
	},
	schema: {
		disks: [{
			name: 'text', kind: 'text', model: 'text?', serial: 'text?', sizeBytes: 'number?', isRotational: 'flag?', isRemovable: 'flag?', isReadOnly: 'flag?', scheduler: 'text?',
			mounts: 'texts',
			reads: 'number', readBytes: 'number', readMs: 'number', writes: 'number', writtenBytes: 'number', writeMs: 'number', busyMs: 'number', inFlight: 'number',
			readsPerSecond: 'number?', writesPerSecond: 'number?', readBytesPerSecond: 'number?', writtenBytesPerSecond: 'number?',
			busyPercent: 'number?', readLatencyMs: 'number?', writeLatencyMs: 'number?',
		}],
	},
	sample: ({host}): Sample => readDiskCounts(host),
	tell(now, {host, values: {partitions = false, all = false}}, since) {
		const mounts = readMounts(host);
		const disks = [...now]
			.map(([name, counts]) => ({name, counts, told: describe(host, name)}))
			.filter(({told: {kind, sizeBytes}}) => (partitions || kind !== 'partition') && (all || sizeBytes !== 0))
			.map(({name, counts, told}) => ({
				...told,
				mounts: [...new Set(mounts.filter(({number}) => number === counts.number).map(({mount}) => mount))],
				...counters(counts),
				...rates(counts, since, name),
			}));
		return {disks};
	},
});

const describe = steady((host, name) => {
	// A slash in a name is an exclamation mark there.
	const folder = `/sys/class/block/${name.replaceAll('/', '!')}`;
	const sectors = host.number(`${folder}/size`);
	return {
		name,
		kind: kindOf(host, name, folder),
		model: host.line(`${folder}/device/model`),
		serial: host.line(`${folder}/device/serial`) ?? host.line(`${folder}/serial`),
		// Sectors are counted in 512 bytes here, whatever the disk's own are.
		sizeBytes: sectors === null ? null : sectors * 512,
		isRotational: flag(host, `${folder}/queue/rotational`),
		isRemovable: flag(host, `${folder}/removable`),
		isReadOnly: flag(host, `${folder}/ro`),
		scheduler: /\[(?<name>[^\]]+)]/.exec(host.text(`${folder}/queue/scheduler`) ?? '')?.groups?.['name'] ?? null,
	};
});

function kindOf(host: HostReader, name: string, folder: string): string {
	if (host.exists(`${folder}/partition`)) {
		return 'partition';
	}

	return /^(?:loop|z?ram|dm|md|sr|nbd|rbd)(?=-?\d)/.exec(name)?.[0] ?? 'disk';
}

function flag(host: HostReader, file: string): boolean | null {
	const value = host.number(file);
	return value === null ? null : value !== 0;
}

function counters({reads, readBytes, readMs, writes, writtenBytes, writeMs, busyMs, inFlight}: DiskCounts) {
	return {
		reads, readBytes, readMs, writes, writtenBytes, writeMs, busyMs, inFlight,
	};
}

function rates(now: DiskCounts, since: Since<Sample> | undefined, name: string) {
	const before = since?.sample.get(name);
	const rate = (count: 'reads' | 'writes' | 'readBytes' | 'writtenBytes') => perSecond(now[count], before?.[count], since?.ms);
	return {
		readsPerSecond: rate('reads'), writesPerSecond: rate('writes'), readBytesPerSecond: rate('readBytes'), writtenBytesPerSecond: rate('writtenBytes'),
		busyPercent: before === undefined || since === undefined ? null : Math.min(100, percent(Math.max(0, now.busyMs - before.busyMs), since.ms)),
		readLatencyMs: before === undefined ? null : latency(now.readMs - before.readMs, now.reads - before.reads),
		writeLatencyMs: before === undefined ? null : latency(now.writeMs - before.writeMs, now.writes - before.writes),
	};
}

/** What one of them took in the middle; null where there was none. */
function latency(ms: number, count: number): number | null {
	return count > 0 && ms >= 0 ? Math.round(ms * 100 / count) / 100 : null;
}
