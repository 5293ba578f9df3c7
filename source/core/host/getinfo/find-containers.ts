import type {HostReader} from '../define/host-reader.js';

export type Container = {id: string; runtime: string; pod: string | null; path: string};

/** How makers of containers name their groups: by an id of 64 digits, with or without a word around it. */
const names: ReadonlyArray<[pattern: RegExp, runtime: string | undefined]> = [
	[/^docker-(?<id>[\da-f]{64})\.scope$/, 'docker'],
	[/^libpod-(?<id>[\da-f]{64})\.scope$/, 'podman'],
	[/^cri-containerd-(?<id>[\da-f]{64})\.scope$/, 'containerd'],
	[/^crio-(?<id>[\da-f]{64})\.scope$/, 'cri-o'],
	[/^lxc\.payload\.(?<id>.+)$/, 'lxc'],
	[/^machine-(?<id>.+)\.scope$/, 'machine'],
	[/^(?<id>[\da-f]{64})$/, undefined],
];

/** Deeper than any of them put their groups; a tree that a container fills with groups of its own is not followed. */
const deepest = 6;

/** The containers of this host by the tree of groups, which needs neither their makers' sockets nor their rights. */
export function findContainers(host: HostReader, version: 1 | 2): Container[] {
	const tree = version === 2 ? '/sys/fs/cgroup' : '/sys/fs/cgroup/memory';
	const found: Container[] = [];
	const look = (path: string, depth: number) => {
		for (const name of host.names(`${tree}${path}`)) {
			// Files have dots or underscores of their own; folders are asked for their list of processes.
			const inner = `${path}/${name}`;
			if (/^(?:cgroup|memory|cpu|io|pids|hugetlb|rdma|misc|cpuset|notify_on|release_agent|tasks)(?:\.|_|$)/.test(name) || !host.exists(`${tree}${inner}/cgroup.procs`)) {
				continue;
			}

			const container = containerAt(path, name);
			if (container !== undefined) {
				found.push(container);
			} else if (depth < deepest) {
				look(inner, depth + 1);
			}
		}
	};

	look('', 0);
	return found.sort((a, b) => a.id < b.id ? -1 : 1);
}

function containerAt(path: string, name: string): Container | undefined {
	for (const [pattern, runtime] of names) {
		const id = pattern.exec(name)?.groups?.['id'];
		if (id !== undefined) {
			const pod = /pod(?<pod>[\da-f]{8}(?:[_-][\da-f]{4}){3}[_-][\da-f]{12})/.exec(path)?.groups?.['pod']?.replaceAll('_', '-') ?? null;
			return {
				id, runtime: runtime ?? (pod === null ? 'docker' : 'kubernetes'), pod, path: `${path}/${name}`,
			};
		}
	}

	return undefined;
}
