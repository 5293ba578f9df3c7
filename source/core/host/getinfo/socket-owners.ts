import type {HostReader} from '../define/host-reader.js';

/** One end of a socket in a process: descriptors are given out from the lowest free number on. */
export type Owner = {pid: number; descriptor: number};

/**
Which process holds each of these sockets: the one with the lowest number where several share it. Sockets of other users'
processes have no owner unless this is root.
*/
export function ownersOf(host: HostReader, inodes: ReadonlySet<number>, pids = pidsOf(host)): Map<number, Owner> {
	const owners = new Map<number, Owner>();
	for (const pid of pids) {
		if (owners.size === inodes.size) {
			break;
		}

		for (const name of host.names(`/proc/${pid}/fd`)) {
			const inode = inodeOf(host.link(`/proc/${pid}/fd/${name}`));
			if (inode !== undefined && inodes.has(inode) && !owners.has(inode)) {
				owners.set(inode, {pid, descriptor: Number(name)});
			}
		}
	}

	return owners;
}

export function pidsOf(host: HostReader): number[] {
	return host.names('/proc').filter(name => /^\d+$/.test(name)).map(Number).sort((a, b) => a - b);
}

function inodeOf(link: string | undefined): number | undefined {
	return link?.startsWith('socket:[') ? Number(link.slice(8, -1)) : undefined;
}
