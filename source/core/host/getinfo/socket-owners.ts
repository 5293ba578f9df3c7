import type {HostReader} from '../define/host-reader.js';

/** One end of a socket in a process: descriptors are given out from the lowest free number on. */
export type Owner = {pid: number; descriptor: number};

/** What was found before, by the root of the host and the number of the socket. Looking through all processes costs more than all else. */
const known = new Map<string, {owner: Owner | undefined; atMs: number}>();
const limit = 20_000;

/** For so long nobody is looked for again whom nobody was found to be. */
const lostMs = 10_000;

/**
Which process holds each of these sockets: the one with the lowest number where several share it. Sockets of other users'
processes have no owner unless this is root.

@param pids Where to look; all processes unless given.
*/
export function ownersOf(host: HostReader, inodes: ReadonlySet<number>, pids?: readonly number[]): Map<number, Owner> {
	const root = host.at('/');
	const owners = new Map<number, Owner>();
	const sought = new Set<number>();
	for (const inode of inodes) {
		const before = known.get(`${root} ${inode}`);
		if (before?.owner !== undefined && holds(host, before.owner, inode)) {
			owners.set(inode, before.owner);
		} else if (before === undefined || before.owner !== undefined || performance.now() - before.atMs > lostMs) {
			sought.add(inode);
		}
	}

	const found = search(host, sought, pids ?? pidsOf(host));
	for (const inode of sought) {
		const owner = found.get(inode);
		if (owner !== undefined || pids === undefined) {
			remember(`${root} ${inode}`, owner);
		}
	}

	return new Map([...owners, ...found]);
}

function search(host: HostReader, inodes: ReadonlySet<number>, pids: readonly number[]): Map<number, Owner> {
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

function holds(host: HostReader, {pid, descriptor}: Owner, inode: number): boolean {
	return inodeOf(host.link(`/proc/${pid}/fd/${descriptor}`)) === inode;
}

function remember(key: string, owner: Owner | undefined): void {
	if (known.size >= limit) {
		known.clear();
	}

	known.set(key, {owner, atMs: performance.now()});
}

export function pidsOf(host: HostReader): number[] {
	return host.names('/proc').filter(name => /^\d+$/.test(name)).map(Number).sort((a, b) => a - b);
}

function inodeOf(link: string | undefined): number | undefined {
	return link?.startsWith('socket:[') ? Number(link.slice(8, -1)) : undefined;
}
