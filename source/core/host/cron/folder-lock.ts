import {
	mkdirSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

export type FolderLock = {release(): void} | {pid: number};

/**
Makes a folder this process's own until it is released or the process ends, however it ends; otherwise tells whose it is. Throws
when the folder can't be written.
*/
export function lockFolder(folder: string): FolderLock {
	const file = path.join(folder, 'owner.json');
	mkdirSync(folder, {recursive: true, mode: 0o700});
	for (let tries = 0; ; tries++) {
		try {
			writeFileSync(file, JSON.stringify({pid: process.pid, began: beganAt(process.pid)}), {flag: 'wx', mode: 0o600});
			return {
				release() {
					rmSync(file, {force: true});
				},
			};
		} catch (error) {
			const owner = (error as NodeJS.ErrnoException).code === 'EEXIST' ? readOwner(file) : undefined;
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || tries > 2) {
				throw error;
			}

			if (owner && isAlive(owner)) {
				return {pid: owner.pid};
			}

			rmSync(file, {force: true});
		}
	}
}

/** The process whose folder it is, if there is one that lives. */
export function ownerOf(folder: string): number | undefined {
	const owner = readOwner(path.join(folder, 'owner.json'));
	return owner && isAlive(owner) ? owner.pid : undefined;
}

type Owner = {pid: number; began: string | null};

function readOwner(file: string): Owner | undefined {
	try {
		const {pid, began} = JSON.parse(readFileSync(file, 'utf8')) as Partial<Owner>;
		return Number.isSafeInteger(pid) && Number(pid) > 0 ? {pid: Number(pid), began: began ?? null} : undefined;
	} catch {
		return undefined;
	}
}

/** A number is given to another process some day, whose beginning is another one. */
function isAlive({pid, began}: Owner): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}

	return began === null || began === beganAt(pid);
}

/** In ticks since the system began; null where no file tells it. */
function beganAt(pid: number): string | null {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
	} catch {
		return null;
	}
}
