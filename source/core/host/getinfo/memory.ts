import os from 'node:os';
import {percent} from '../define/define-rates.js';
import {defineInfo} from '../define/define-info.js';
import type {HostReader} from '../define/host-reader.js';

/**
`usedBytes` is what programs could not get: total less available, as `free` counts since procps 4. Page cache that the
kernel would give back is not in it.
*/
export const getinfoMemory = defineInfo({
	name: 'memory',
	summary: 'Memory and swap',
	options: {},
	schema: {
		totalBytes: 'number', usedBytes: 'number', usedPercent: 'number', availableBytes: 'number', freeBytes: 'number',
		buffersBytes: 'number?', cachedBytes: 'number?', sharedBytes: 'number?', dirtyBytes: 'number?', slabBytes: 'number?', anonymousBytes: 'number?',
		committedBytes: 'number?', commitLimitBytes: 'number?',
		swapTotalBytes: 'number?', swapUsedBytes: 'number?', swapFreeBytes: 'number?', swapUsedPercent: 'number?',
		hugePages: 'number?', hugePagesFree: 'number?', hugePageBytes: 'number?',
	},
	isPortable: true,
	read({host}) {
		const bytes = readMeminfo(host);
		const total = bytes('MemTotal') ?? os.totalmem();
		const free = bytes('MemFree') ?? os.freemem();
		// Kernels before 3.14 don't tell what is available; this is the guess that their tools made.
		const available = bytes('MemAvailable') ?? Math.min(total, free + (bytes('Buffers') ?? 0) + (bytes('Cached') ?? 0));
		return {
			totalBytes: total, usedBytes: total - available, usedPercent: percent(total - available, total), availableBytes: available, freeBytes: free,
			buffersBytes: bytes('Buffers'), cachedBytes: sum(bytes('Cached'), bytes('SReclaimable')), sharedBytes: bytes('Shmem'),
			dirtyBytes: sum(bytes('Dirty'), bytes('Writeback')), slabBytes: bytes('Slab'), anonymousBytes: bytes('AnonPages'),
			committedBytes: bytes('Committed_AS'), commitLimitBytes: bytes('CommitLimit'),
			...swapOf(bytes('SwapTotal'), bytes('SwapFree')),
			hugePages: bytes('HugePages_Total'), hugePagesFree: bytes('HugePages_Free'), hugePageBytes: bytes('Hugepagesize'),
		};
	},
});

/** A number of /proc/meminfo: what is told in kB there is in bytes here, counts stay counts. */
export function readMeminfo(host: HostReader): (name: string) => number | null {
	const lines = [...(host.text('/proc/meminfo') ?? '').matchAll(/^(?<name>\S+):\s+(?<count>\d+)(?<unit> kB)?$/gm)];
	const values = new Map(lines.map(({groups = {}}) => [groups['name'], Number(groups['count']) * (groups['unit'] === undefined ? 1 : 1024)]));
	return name => values.get(name) ?? null;
}

function swapOf(total: number | null, free: number | null): {swapTotalBytes: number | null; swapUsedBytes: number | null; swapFreeBytes: number | null; swapUsedPercent: number | null} {
	const used = total === null || free === null ? null : total - free;
	return {
		swapTotalBytes: total, swapUsedBytes: used, swapFreeBytes: free, swapUsedPercent: used === null || total === null ? null : percent(used, total),
	};
}

function sum(first: number | null, second: number | null): number | null {
	return first === null ? null : first + (second ?? 0);
}
