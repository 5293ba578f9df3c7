import {createHash} from 'node:crypto';
import {
	constants, link, open, rename, rm, stat, unlink, type FileHandle,
} from 'node:fs/promises';
import {ArthasError} from '../../error.js';
import type {OutputEntry} from '../../protocol/output-listing.js';

/** A file on its way. */
export type Part = {
	/** How much of it is here. */
	readonly bytes: number;
	/** Keeps what is here when it isn't finished. */
	canResume: boolean;
	/** Drops what lies behind a byte. */
	goOnFrom(offset: number): Promise<void>;
	write(chunk: Uint8Array): Promise<void>;
	/** Gives it its name. */
	finish(): Promise<void>;
	/** Lets it go. Gives where what is here stays, to be gone on with; undefined where nothing does. */
	close(): Promise<string | undefined>;
};

/**
A part is named after the very file: another one of that name, written since, is not gone on with. One whose age isn't told is begun anew.
*/
export function partPath(at: string, {sizeBytes, modified}: OutputEntry): {path: string; isKnown: boolean} {
	const isKnown = sizeBytes !== null && modified !== null;
	const mark = isKnown ? createHash('sha256').update(`${sizeBytes} ${modified}`).digest('hex').slice(0, 8) : 'new';
	return {path: `${at}.${mark}.part`, isKnown};
}

/** @throws ArthasError ERR_FILE where something lies at the place already, or nothing can be written there. */
export async function openPart(at: string, {path, isKnown}: {path: string; isKnown: boolean}, sizeBytes: number | null): Promise<Part> {
	if (await sizeOf(at) !== undefined) {
		throw isThere(at);
	}

	if (underWay.has(path)) {
		throw new ArthasError('ERR_FILE', `${at} is being fetched already`, {hint: 'wait until it is here, or choose another folder with --output DIR'});
	}

	underWay.add(path);
	try {
		return await startPart(at, path, {isKnown, sizeBytes});
	} catch (error) {
		underWay.delete(path);
		throw error;
	}
}

/** Two who fill the same one would each take it for whole when the other has written beyond a hole. */
const underWay = new Set<string>();

async function startPart(at: string, path: string, {isKnown, sizeBytes}: {isKnown: boolean; sizeBytes: number | null}): Promise<Part> {
	const had = isKnown ? await sizeOf(path) ?? 0 : 0;
	let bytes = had <= (sizeBytes ?? 0) ? had : 0;
	let isDone = false;
	const handle = await attempt(path, async () => had === 0 ? openNew(path) : open(path, constants.O_RDWR | constants.O_NOFOLLOW));
	const part: Part = {
		get bytes() {
			return bytes;
		},
		canResume: bytes > 0,
		async goOnFrom(offset) {
			bytes = offset;
			await attempt(path, async () => handle.truncate(offset));
		},
		async write(chunk) {
			await attempt(path, async () => writeAll(handle, chunk, bytes));
			bytes += chunk.byteLength;
		},
		async finish() {
			await attempt(path, async () => handle.sync());
			await takeName(path, at);
			isDone = true;
		},
		async close() {
			const isKept = !isDone && part.canResume && isKnown && bytes > 0;
			try {
				await handle.close();
				if (!isDone && !isKept) {
					await rm(path, {force: true});
				}

				return isKept ? path : undefined;
			} finally {
				underWay.delete(path);
			}
		},
	};
	return part;
}

/** What JVMs write holds secrets, and folders such as /tmp are everybody's: nothing that somebody has laid there is written to. */
async function openNew(path: string): Promise<FileHandle> {
	await rm(path, {force: true});
	return open(path, 'wx', 0o600);
}

async function writeAll(handle: FileHandle, chunk: Uint8Array, at: number): Promise<void> {
	for (let written = 0; written < chunk.byteLength;) {
		const {bytesWritten} = await handle.write(chunk, written, chunk.byteLength - written, at + written);
		written += bytesWritten;
	}
}

/** A second name fails where there is one, which renaming doesn't; not every file system has them. */
async function takeName(path: string, at: string): Promise<void> {
	try {
		await link(path, at);
		await unlink(path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST' || await sizeOf(at) !== undefined) {
			throw isThere(at);
		}

		await attempt(at, async () => rename(path, at));
	}
}

async function sizeOf(path: string): Promise<number | undefined> {
	try {
		const {size} = await stat(path);
		return size;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		throw fileError(error, path);
	}
}

async function attempt<T>(path: string, act: () => Promise<T>): Promise<T> {
	try {
		return await act();
	} catch (error) {
		throw fileError(error, path);
	}
}

const reasons: Readonly<Record<string, string>> = {
	ENOSPC: 'the disk is full',
	EDQUOT: 'your quota is full',
	EFBIG: 'it is too large for this file system',
	ELOOP: 'a link lies there',
	EACCES: 'you may not write there',
	EPERM: 'you may not write there',
	EROFS: 'nothing can be written there',
	ENOTDIR: 'a part of the path is no folder',
	ENOENT: 'its folder isn\'t there',
};

export function fileError(error: unknown, path: string): ArthasError {
	const {code = '', message} = error as NodeJS.ErrnoException;
	return new ArthasError('ERR_FILE', `${path} can't be written: ${reasons[code] ?? message}`, {hint: 'choose another folder with --output DIR', cause: error});
}

function isThere(path: string): ArthasError {
	return new ArthasError('ERR_FILE', `${path} is there already, and nothing is overwritten`, {hint: 'move it away, or choose another folder with --output DIR'});
}
