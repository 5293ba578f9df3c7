import {defineInfo} from '../define/define-info.js';
import {percent} from '../define/define-rates.js';
import type {HostReader} from '../define/host-reader.js';
import {failure} from '../method.js';
import {readMounts, type Mount} from './mounts.js';
import {spaceOf, type Space} from './space-of.js';

/**
Used is of what people can use: the part that the system keeps for root is neither used nor available, as in `df`.
Sizes are null where the file system did not answer in a second, as one on a server that is away.
*/
export const getinfoFilesystems = defineInfo({
	name: 'filesystems',
	summary: 'File systems with their space and inodes',
	options: {
		all: {kind: 'flag', short: 'a', about: 'those without a size too, and every place where one is mounted'},
		path: {
			kind: 'text', short: 'p', value: 'PATH', about: 'only the one that holds this path',
		},
	},
	schema: {
		filesystems: [{
			mount: 'text', device: 'text', type: 'text', sizeBytes: 'number?', usedBytes: 'number?', availableBytes: 'number?', usedPercent: 'number?',
			inodes: 'number?', inodesFree: 'number?', inodesUsedPercent: 'number?', isReadOnly: 'flag', options: 'text',
		}],
	},
	isPortable: true,
	async read({host, values: {all = false, path}}) {
		const mounts = host.hasProc ? readMounts(host) : [root];
		const wanted = path === undefined ? reachable(mounts) : mounts.filter(({mount}) => mount === holderOf(mounts, path));
		if (path !== undefined && !path.startsWith('/')) {
			return failure('invalidParams', '-p takes a path from the root on');
		}

		const rows = await Promise.all(wanted.slice(0, 2000).map(async mount => rowOf(mount, await space(host, mount))));
		return {filesystems: all || path !== undefined ? rows : once(rows.filter(({sizeBytes}) => sizeBytes !== 0), wanted)};
	},
});

/** Elsewhere Node knows no list of mounts. */
const root: Mount = {
	mount: '/', device: '/', type: 'unknown', isReadOnly: false, options: '', number: '0:0', from: '/',
};

async function space(host: HostReader, mount: Mount): Promise<Space | undefined> {
	const found = await spaceOf(host.at(mount.mount), mount.type);
	if (found === 'late') {
		host.lack(`${mount.mount} does not answer`);
	}

	return found === 'late' ? undefined : found;
}

type Row = ReturnType<typeof rowOf>;

function rowOf({mount, device, type, isReadOnly, options}: Mount, space: Space | undefined) {
	const {sizeBytes, usedBytes, availableBytes, inodes, inodesFree} = space ?? {
		sizeBytes: null, usedBytes: null, availableBytes: null, inodes: null, inodesFree: null,
	};
	return {
		mount, device, type, sizeBytes, usedBytes, availableBytes,
		usedPercent: usedBytes === null || availableBytes === null ? null : percent(usedBytes, usedBytes + availableBytes),
		inodes, inodesFree,
		inodesUsedPercent: inodes === null || inodesFree === null ? null : percent(inodes - inodesFree, inodes),
		isReadOnly, options,
	};
}

/** What is mounted over something else hides it: only the last one of a place can be reached. */
function reachable(mounts: readonly Mount[]): Mount[] {
	return [...new Map(mounts.map(mount => [mount.mount, mount])).values()];
}

function holderOf(mounts: readonly Mount[], path: string): string | undefined {
	const holders = mounts.map(({mount}) => mount).filter(mount => path === mount || path.startsWith(mount.endsWith('/') ? mount : `${mount}/`));
	return holders.sort((a, b) => b.length - a.length)[0];
}

/** A file system that is mounted in several places is told once, with the shortest of them, as `df` does; so are the subvolumes of a btrfs. */
function once(rows: readonly Row[], mounts: readonly Mount[]): Row[] {
	const numbers = new Map(mounts.map(({mount, number, type, device}) => [mount, type === 'btrfs' ? device : number]));
	const shortest = new Map<string, Row>();
	for (const row of rows) {
		const number = numbers.get(row.mount) ?? row.mount;
		const known = shortest.get(number);
		if (known === undefined || row.mount.length < known.mount.length) {
			shortest.set(number, row);
		}
	}

	return [...shortest.values()];
}
