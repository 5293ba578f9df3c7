/** One thing that a host is asked while somebody looks at it. */
export type HostPart = {
	name: HostPartName;
	line: string;
	/** How long an answer holds, ms; undefined where it is asked again as often as the pane says. */
	everyMs?: number | undefined;
};

export const hostPartNames = ['cpu', 'memory', 'load', 'processes', 'network', 'disks', 'filesystems', 'ports', 'sessions', 'jvms', 'users', 'os', 'kernel'] as const;

export type HostPartName = (typeof hostPartNames)[number];

/** What changes all the time is pushed; what doesn't is asked now and then. */
export const hostParts: readonly HostPart[] = [
	{name: 'cpu', line: 'getinfo.cpu'},
	{name: 'memory', line: 'getinfo.memory'},
	{name: 'load', line: 'getinfo.load'},
	{name: 'processes', line: 'getinfo.processes -n 50'},
	{name: 'network', line: 'getinfo.network'},
	{name: 'disks', line: 'getinfo.disks'},
	{name: 'filesystems', line: 'getinfo.filesystems', everyMs: 30_000},
	{name: 'ports', line: 'getinfo.ports', everyMs: 30_000},
	{name: 'sessions', line: 'getinfo.sessions', everyMs: 30_000},
	{name: 'jvms', line: 'getinfo.jvms', everyMs: 30_000},
	{name: 'users', line: 'getinfo.users', everyMs: 600_000},
	{name: 'os', line: 'getinfo.os', everyMs: 600_000},
	{name: 'kernel', line: 'getinfo.kernel', everyMs: 600_000},
];
