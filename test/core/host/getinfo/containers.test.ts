import {expect, test} from 'vitest';
import {ask} from './support/ask.js';
import {hostTree} from './support/host-tree.js';

const id = 'a'.repeat(64);
const group = (folder: string, files: Record<string, string>) => Object.fromEntries(Object.entries({'cgroup.procs': '', ...files}).map(([name, content]) => [`sys/fs/cgroup${folder}/${name}`, content]));

test('limits of version 2 are read for this process and each container', async () => {
	const root = hostTree({
		'sys/fs/cgroup/cgroup.controllers': 'cpu memory pids\n', 'proc/self/cgroup': '0::/system.slice/agent.service\n',
		...group('/system.slice/agent.service', {
			'memory.current': '1000\n', 'memory.max': '4000\n', 'cpu.max': '150000 100000\n', 'pids.current': '5\n', 'pids.max': 'max\n',
			'memory.events': 'oom 1\noom_kill 2\n', 'cpu.stat': 'usage_usec 5000000\nthrottled_usec 7000\n',
		}),
		...group(`/system.slice/docker-${id}.scope`, {'memory.current': '10\n', 'memory.max': 'max\n', 'cpu.max': 'max 100000\n'}),
		...group('/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod01234567_89ab_cdef_0123_456789abcdef.slice/cri-containerd-' + 'b'.repeat(64) + '.scope', {'memory.current': '20\n'}),
		...group('/kubepods.slice', {}), ...group('/kubepods.slice/kubepods-burstable.slice', {}), ...group('/system.slice', {}),
		...group('/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod01234567_89ab_cdef_0123_456789abcdef.slice', {}),
	});
	expect(await ask('containers', {root})).toMatchObject({
		cgroupVersion: 2,
		own: {
			path: '/system.slice/agent.service', memoryUsedBytes: 1000, memoryLimitBytes: 4000, memoryPercent: 25, cpuLimit: 1.5, cpuMs: 5000,
			throttledMs: 7, processes: 5, processLimit: null, oomKills: 2, cpuPercent: null,
		},
		containers: [
			{
				id, runtime: 'docker', pod: null, memoryUsedBytes: 10, memoryLimitBytes: null, cpuLimit: null,
			},
			{
				id: 'b'.repeat(64), runtime: 'containerd', pod: '01234567-89ab-cdef-0123-456789abcdef', memoryUsedBytes: 20,
			},
		],
	});
});

test('inside of a container the root of what it sees is its own group', async () => {
	const root = hostTree({
		'sys/fs/cgroup/cgroup.controllers': 'memory\n', 'proc/self/cgroup': `0::/docker/${id}\n`, 'sys/fs/cgroup/memory.max': '512\n', 'sys/fs/cgroup/memory.current': '256\n', '.dockerenv': '',
	});
	expect(await ask('containers', {root})).toMatchObject({container: 'docker', own: {path: '', memoryLimitBytes: 512, memoryPercent: 50}, containers: []});
});

test('version 1 has a tree for each limit, and a number that means none', async () => {
	const root = hostTree({
		'proc/self/cgroup': '5:memory:/app\n4:cpu,cpuacct:/app\n', 'sys/fs/cgroup/memory/app/memory.limit_in_bytes': '9223372036854771712\n', 'sys/fs/cgroup/memory/app/memory.usage_in_bytes': '77\n',
		'sys/fs/cgroup/cpu/app/cpu.cfs_quota_us': '50000\n', 'sys/fs/cgroup/cpu/app/cpu.cfs_period_us': '100000\n', 'sys/fs/cgroup/cpuacct/app/cpuacct.usage': '3000000\n',
	});
	expect(await ask('containers', {root})).toMatchObject({
		cgroupVersion: 1, own: {
			path: '/app', memoryLimitBytes: null, memoryUsedBytes: 77, cpuLimit: 0.5, cpuMs: 3, memoryPercent: null,
		},
	});
});

test('without any groups it says so', async () => {
	expect(await ask('containers', {root: hostTree({})})).toMatchObject({
		cgroupVersion: null, own: {memoryUsedBytes: null}, containers: [], partial: ['limits: no cgroups are shown here'],
	});
});
