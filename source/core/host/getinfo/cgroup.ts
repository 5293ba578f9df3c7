import type {HostReader} from '../define/host-reader.js';

export type Cgroup = {
	memoryUsedBytes: number | null;
	memoryLimitBytes: number | null;
	swapUsedBytes: number | null;
	cpuLimit: number | null;
	cpuMs: number | null;
	throttledMs: number | null;
	processes: number | null;
	processLimit: number | null;
	oomKills: number | null;
};

/** `version` 1 has a tree for each kind of limit, 2 one for all; a host that has both uses 1 for what is found there. */
export function cgroupVersion(host: HostReader): 1 | 2 | null {
	if (host.exists('/sys/fs/cgroup/cgroup.controllers')) {
		return 2;
	}

	return host.exists('/sys/fs/cgroup/memory') || host.exists('/sys/fs/cgroup/cpu') ? 1 : null;
}

/** The limits and the use of one group, by its path below the root of the tree. Null is no limit, or not told. */
export function readCgroup(host: HostReader, path: string, version: 1 | 2): Cgroup {
	return version === 2 ? readUnified(host, `/sys/fs/cgroup${path}`) : readLegacy(host, path);
}

function readUnified(host: HostReader, folder: string): Cgroup {
	const [quota = 'max', period = '100000'] = (host.line(`${folder}/cpu.max`) ?? '').split(' ').filter(word => word !== '');
	return {
		memoryUsedBytes: host.number(`${folder}/memory.current`), memoryLimitBytes: host.number(`${folder}/memory.max`), swapUsedBytes: host.number(`${folder}/memory.swap.current`),
		cpuLimit: quota === 'max' ? null : Number(quota) / Number(period),
		cpuMs: milli(counter(host, `${folder}/cpu.stat`, 'usage_usec')), throttledMs: milli(counter(host, `${folder}/cpu.stat`, 'throttled_usec')),
		processes: host.number(`${folder}/pids.current`), processLimit: host.number(`${folder}/pids.max`),
		oomKills: counter(host, `${folder}/memory.events`, 'oom_kill'),
	};
}

function readLegacy(host: HostReader, path: string): Cgroup {
	const at = (tree: string, file: string) => `/sys/fs/cgroup/${tree}${path}/${file}`;
	const limit = host.number(at('memory', 'memory.limit_in_bytes'));
	const quota = host.number(at('cpu', 'cpu.cfs_quota_us'));
	const nanoseconds = host.number(at('cpuacct', 'cpuacct.usage'));
	const throttled = counter(host, at('cpu', 'cpu.stat'), 'throttled_time');
	return {
		memoryUsedBytes: host.number(at('memory', 'memory.usage_in_bytes')),
		// No limit is the largest number of whole pages.
		memoryLimitBytes: limit === null || limit > 2 ** 60 ? null : limit,
		swapUsedBytes: null,
		cpuLimit: quota === null || quota < 0 ? null : quota / (host.number(at('cpu', 'cpu.cfs_period_us')) ?? 100_000),
		cpuMs: nanoseconds === null ? null : Math.round(nanoseconds / 1e6), throttledMs: throttled === null ? null : Math.round(throttled / 1e6),
		processes: host.number(at('pids', 'pids.current')), processLimit: host.number(at('pids', 'pids.max')),
		oomKills: counter(host, at('memory', 'memory.oom_control'), 'oom_kill'),
	};
}

function counter(host: HostReader, file: string, name: string): number | null {
	const found = new RegExp(String.raw`^${name} (\d+)$`, 'm').exec(host.text(file) ?? '')?.[1];
	return found === undefined ? null : Number(found);
}

function milli(micro: number | null): number | null {
	return micro === null ? null : Math.round(micro / 1000);
}
