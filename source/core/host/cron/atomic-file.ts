import {
	mkdir, open, readFile, rename, rm,
} from 'node:fs/promises';
import path from 'node:path';

/** What a store needs of the disk; tests give one that is full. */
export type Disk = {
	/** The text of a file; undefined where there is none. */
	read(file: string): Promise<string | undefined>;
	/** Either the whole new text is there afterwards, or the old one is and this rejects. */
	write(file: string, text: string): Promise<void>;
	/** Moves a file aside. */
	move(file: string, to: string): Promise<void>;
	remove(file: string): Promise<void>;
};

/**
Files that are replaced as a whole: written beside, forced to the disk, renamed over the old one. Whoever is killed in
between leaves the old text and perhaps a file that the next write replaces.
*/
export const disk: Disk = {
	async read(file) {
		try {
			return await readFile(file, 'utf8');
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
				return undefined;
			}

			throw error;
		}
	},
	async write(file, text) {
		const folder = path.dirname(file);
		await mkdir(folder, {recursive: true, mode: 0o700});
		const beside = `${file}.new`;
		try {
			await writeThrough(beside, text);
			await rename(beside, file);
		} catch (error) {
			await discard(beside);
			throw error;
		}

		await syncFolder(folder);
	},
	async move(file, to) {
		await rename(file, to);
	},
	async remove(file) {
		await rm(file, {force: true});
	},
};

async function writeThrough(file: string, text: string): Promise<void> {
	const handle = await open(file, 'w', 0o600);
	try {
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Why the write failed matters more than what is left of it. */
async function discard(file: string): Promise<void> {
	try {
		await rm(file, {force: true});
	} catch {
		// The next write begins it again.
	}
}

/** The new name has to reach the disk as well; a system that can't do that for a folder does it by itself. */
async function syncFolder(folder: string): Promise<void> {
	try {
		const handle = await open(folder, 'r');
		try {
			await handle.sync();
		} finally {
			await handle.close();
		}
	} catch {
		// What was renamed stands there, for everybody who reads it.
	}
}
