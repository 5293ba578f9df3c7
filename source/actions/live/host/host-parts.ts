/** One thing that a host is asked while somebody looks at it. */
export type HostPart = {
	name: HostPartName;
	line: string;
	/** How long an answer holds, ms; undefined where it is asked again as often as the pane says. */
	everyMs?: number | undefined;
	/** How often it is pushed at most, ms: what costs the host more than the rest. */
	atLeastMs?: number | undefined;
	/** Told by long answers, so that it is asked for only while it is shown by itself. */
	isApart?: true | undefined;
};

export const hostPartNames = ['cpu', 'memory', 'load', 'processes', 'network', 'disks', 'filesystems', 'ports', 'sessions', 'jvms', 'users', 'os', 'kernel', 'tree', 'packages'] as const;

export type HostPartName = (typeof hostPartNames)[number];

/** What changes all the time is pushed; what doesn't is asked now and then. */
export const hostParts: readonly HostPart[] = [
	{name: 'cpu', line: 'getinfo.cpu'},
	{name: 'memory', line: 'getinfo.memory', atLeastMs: 2000},
	// Kernels count it anew each 5 s.
	{name: 'load', line: 'getinfo.load', atLeastMs: 5000},
	{name: 'processes', line: 'getinfo.processes', atLeastMs: 5000},
	{name: 'network', line: 'getinfo.network', atLeastMs: 2000},
	{name: 'disks', line: 'getinfo.disks', atLeastMs: 2000},
	{name: 'filesystems', line: 'getinfo.filesystems', everyMs: 30_000},
	{name: 'ports', line: 'getinfo.ports', everyMs: 30_000},
	{name: 'sessions', line: 'getinfo.sessions', everyMs: 30_000},
	{name: 'jvms', line: 'getinfo.jvms', everyMs: 30_000},
	{name: 'users', line: 'getinfo.users', everyMs: 600_000},
	{name: 'os', line: 'getinfo.os', everyMs: 600_000},
	{name: 'kernel', line: 'getinfo.kernel', everyMs: 600_000},
	{
		name: 'tree', line: 'getinfo.processes -T -n 0', everyMs: 10_000, isApart: true,
	},
	{
		name: 'packages', line: 'getinfo.packages -a', everyMs: 600_000, isApart: true,
	},
];
