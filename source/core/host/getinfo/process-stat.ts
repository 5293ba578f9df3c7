import type {HostReader} from '../define/host-reader.js';

/** One process as /proc/PID/stat tells it. Times are in ticks of 10 ms, which is what Linux shows programs on every machine. */
export type ProcessStat = {
	pid: number;
	/** What the kernel calls it: 15 bytes at most. */
	name: string;
	state: string;
	ppid: number;
	cpuTicks: number;
	nice: number;
	threads: number;
	startTicks: number;
	vszBytes: number;
	rssBytes: number;
	/** A task of the kernel and no program. */
	isKernel: boolean;
};

export const tickMs = 10;

/** All that run now. One that ends while the list is read is simply not in it. */
export function readProcesses(host: HostReader): ProcessStat[] {
	const found: ProcessStat[] = [];
	for (const name of host.names('/proc')) {
		const code = name.codePointAt(0) ?? 0;
		const stat = code >= 48 && code <= 57 ? readProcess(host, Number(name)) : undefined;
		if (stat !== undefined) {
			found.push(stat);
		}
	}

	return found;
}

/** Pages are 4 KiB but on some ARM and POWER kernels; the kernel tells the size in smaps only, of a process that has memory. */
const pageBytes = new Map<string, number>();

export function readProcess(host: HostReader, pid: number): ProcessStat | undefined {
	const text = host.record(`/proc/${pid}/stat`);
	// The name may hold blanks and brackets: it ends at the last one.
	const open = text?.indexOf('(') ?? -1;
	const close = text?.lastIndexOf(')') ?? -1;
	if (text === undefined || open === -1 || close < open) {
		return undefined;
	}

	// Nothing behind the 24th is asked for.
	const fields = text.slice(close + 2).split(' ', 22);
	const at = (number: number) => Number(fields[number - 3]);
	return {
		pid,
		name: text.slice(open + 1, close),
		state: fields[0] ?? '?',
		ppid: at(4),
		cpuTicks: at(14) + at(15),
		nice: at(19),
		threads: at(20),
		startTicks: at(22),
		vszBytes: at(23),
		rssBytes: Math.max(0, at(24)) * pageSize(host),
		// PF_KTHREAD of sched.h.
		isKernel: (at(9) & 0x20_00_00) !== 0,
	};
}

function pageSize(host: HostReader): number {
	const root = host.at('/');
	const known = pageBytes.get(root);
	if (known !== undefined) {
		return known;
	}

	const told = /^KernelPageSize:\s+(?<size>\d+) kB$/m.exec(host.text('/proc/self/smaps') ?? '')?.groups?.['size'];
	const size = told === undefined ? 4096 : Number(told) * 1024;
	pageBytes.set(root, size);
	return size;
}
