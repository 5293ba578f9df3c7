import {statfs} from 'node:fs/promises';

export type Space = {sizeBytes: number; usedBytes: number; availableBytes: number; inodes: number | null; inodesFree: number | null};

/** File systems that are somewhere else, and silent for ever when that is away. */
const remote = /^(?:nfs|cifs|smb|ceph|gluster|fuse\.|9p|lustre|afs|beegfs)/;

/** Places that were asked and have not answered yet. */
const waiting = new Set<string>();

const patienceMs = 1000;

/**
The space of the file system at a place; undefined where it tells none, `late` where it did not answer in time.

Each question that hangs keeps one of the four threads that Node reads files with. A place that owes an answer is
therefore not asked again, and of all remote file systems only one at a time is given the chance to hang.
*/
export async function spaceOf(place: string, type: string): Promise<Space | undefined | 'late'> {
	if (waiting.has(place) || (remote.test(type) && [...waiting].length > 0)) {
		return 'late';
	}

	return Promise.race([ask(place), late()]);
}

async function ask(place: string): Promise<Space | undefined> {
	waiting.add(place);
	try {
		const {bsize, blocks, bfree, bavail, files, ffree} = await statfs(place);
		return {
			sizeBytes: blocks * bsize, usedBytes: (blocks - bfree) * bsize, availableBytes: bavail * bsize,
			// Where inodes are made as they are needed (btrfs, vfat) there is no number of them.
			inodes: files > 0 ? files : null, inodesFree: files > 0 ? ffree : null,
		};
	} catch {
		return undefined;
	} finally {
		waiting.delete(place);
	}
}

async function late(): Promise<'late'> {
	return new Promise(resolve => {
		setTimeout(resolve, patienceMs, 'late' as const).unref();
	});
}
