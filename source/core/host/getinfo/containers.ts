import {defineRates, percent} from '../define/define-rates.js';
import type {HostReader} from '../define/host-reader.js';
import {cgroupVersion, readCgroup, type Cgroup} from './cgroup.js';
import {containerOf} from './virtualization.js';
import {findContainers, type Container} from './find-containers.js';

type Sample = {version: 1 | 2 | null; own: string; groups: Map<string, Cgroup>; containers: Container[]};

const limitsShape = {
	memoryUsedBytes: 'number?', memoryLimitBytes: 'number?', memoryPercent: 'number?', swapUsedBytes: 'number?', cpuLimit: 'number?', cpuPercent: 'number?', cpuMs: 'number?', throttledMs: 'number?',
	processes: 'number?', processLimit: 'number?', oomKills: 'number?',
} as const;

/** `cpuLimit` is in processors, `cpuPercent` of one of them. `own` is the group of the host agent itself: its limits are what it can get. */
export const getinfoContainers = defineRates({
	name: 'containers',
	summary: 'Containers of this host, and the limits that this one has itself',
	options: {},
	schema: {
		cgroupVersion: 'number?', container: 'text?', own: {path: 'text', ...limitsShape},
		containers: [{
			id: 'text', runtime: 'text', pod: 'text?', ...limitsShape,
		}],
	},
	sample({host}): Sample {
		const version = cgroupVersion(host);
		const own = version === null ? '/' : ownPath(host, version);
		const containers = version === null ? [] : findContainers(host, version);
		const paths = version === null ? [] : [own, ...containers.map(({path}) => path)];
		return {
			version, own, containers, groups: new Map(paths.map(path => [path, readCgroup(host, path, version ?? 2)])),
		};
	},
	tell({version, own, groups, containers}, {host}, since) {
		if (version === null) {
			host.lack('limits: no cgroups are shown here');
		}

		const told = (path: string) => {
			const group = groups.get(path) ?? nothing;
			const before = since?.sample.groups.get(path)?.cpuMs;
			const {cpuMs, memoryUsedBytes, memoryLimitBytes} = group;
			return {
				...group,
				memoryPercent: memoryUsedBytes === null || memoryLimitBytes === null ? null : percent(memoryUsedBytes, memoryLimitBytes),
				cpuPercent: cpuMs === null || before === undefined || before === null || since === undefined || cpuMs < before ? null : percent(cpuMs - before, since.ms),
			};
		};

		return {
			cgroupVersion: version, container: containerOf(host), own: {path: own, ...told(own)},
			containers: containers.map(({id, runtime, pod, path}) => ({
				id, runtime, pod, ...told(path),
			})),
		};
	},
});

const nothing: Cgroup = {
	memoryUsedBytes: null, memoryLimitBytes: null, swapUsedBytes: null, cpuLimit: null, cpuMs: null, throttledMs: null, processes: null, processLimit: null, oomKills: null,
};

/** Where this process stands in the tree. In a container of its own namespace that is the root of what it sees. */
function ownPath(host: HostReader, version: 1 | 2): string {
	const text = host.text('/proc/self/cgroup') ?? '';
	const line = version === 2 ? /^0::(?<path>\/.*)$/m : /^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(?<path>\/.*)$/m;
	const path = (line.exec(text)?.groups?.['path'] ?? '/').replace(/\/$/, '');
	const tree = version === 2 ? '/sys/fs/cgroup' : '/sys/fs/cgroup/memory';
	return host.exists(`${tree}${path}`) ? path : '';
}
