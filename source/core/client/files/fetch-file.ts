import {Buffer} from 'node:buffer';
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {ArthasError} from '../../error.js';
import type {OutputEntry} from '../../protocol/output-listing.js';
import {localName} from './local-name.js';
import type {FileLimits, OpenedFile, OutputFolder} from './output-folder.js';
import {
	fileError, openPart, partPath, type Part,
} from './part.js';
import {remotePath} from './remote-path.js';
import {stallGuard} from './stall-guard.js';

export type FetchProgress = {receivedBytes: number; totalBytes: number | null};

export type FetchOptions = {
	folder: OutputFolder;
	name: string;
	/** The folder that it comes into; made where there is none. */
	into: string;
	/** Without a byte for so long it is given up, ms. */
	stallMs: number;
	onProgress?: ((progress: FetchProgress) => void) | undefined;
	/** Asked before the first byte; rejects where it shall not be. */
	agree?: ((entry: OutputEntry, limits: FileLimits) => Promise<void>) | undefined;
	/** Told where what came of it lies when it ended too early and can be gone on with: doing it again does. */
	onKept?: ((part: {path: string; bytes: number}) => void) | undefined;
	signal: AbortSignal;
};

export type FetchedFile = {
	name: string;
	/** Where it lies now. */
	path: string;
	bytes: number;
	/** How much of it an earlier attempt had brought; null where there was some and the server began anew all the same. */
	resumedAt: number | null;
};

/**
Brings a file here, piece by piece, by way of a part that gets its name when it is whole. Nothing is overwritten. What an attempt
that failed has brought is kept where the server can go on from there.

@throws ArthasError ERR_FILE when it isn't there, doesn't come through, or can't be written; ERR_TIMEOUT; and as OutputFolder does.
*/
export async function fetchFile(options: FetchOptions): Promise<FetchedFile> {
	const {folder, name, into, signal} = options;
	// A name that leaves the folder is asked for in no way.
	remotePath(name);
	const at = path.resolve(into, localName(name));
	const {entries, limits} = await folder.list(path.posix.dirname(name).replace(/^\.$/u, ''), signal);
	const entry = findEntry(entries, name, limits);
	await options.agree?.(entry, limits);
	await makeFolder(path.dirname(at));
	const part = await openPart(at, partPath(at, entry), entry.sizeBytes);
	try {
		const resumedAt = await fill(part, entry, options);
		await part.finish();
		return {
			name, path: at, bytes: part.bytes, resumedAt,
		};
	} finally {
		const kept = await part.close();
		if (kept !== undefined) {
			options.onKept?.({path: kept, bytes: part.bytes});
		}
	}
}

function findEntry(entries: readonly OutputEntry[], name: string, {largestBytes}: FileLimits): OutputEntry {
	const last = path.posix.basename(name);
	const entry = entries.find(one => one.name === last);
	if (!entry || entry.isFolder) {
		throw new ArthasError('ERR_FILE', entry ? `“${name.slice(0, 80)}” is a folder` : `there is no “${name.slice(0, 80)}” among the files of the agent`, {
			hint: entry ? 'name the files in it' : 'arthas-tui files lists what there is; only what lies in its output folder can be fetched',
		});
	}

	if (largestBytes !== undefined && (entry.sizeBytes ?? 0) > largestBytes) {
		throw new ArthasError('ERR_FILE', `${last} has ${entry.sizeBytes} bytes, and no more than ${largestBytes} come through this tunnel`, {
			hint: 'fetch it straight from the HTTP port of its Arthas: --connect arthas+http://HOST:8563',
		});
	}

	return entry;
}

async function makeFolder(folder: string): Promise<void> {
	try {
		// Without its parents: where a folder takes none, as in /proc, Node 22 would try for ever.
		await mkdir(folder);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
			throw fileError(error, folder);
		}
	}
}

async function fill(part: Part, entry: OutputEntry, {folder, name, stallMs, onProgress, signal}: FetchOptions): Promise<number | null> {
	const had = part.bytes;
	if (had > 0 && had === entry.sizeBytes) {
		return had;
	}

	using guard = stallGuard(stallMs, signal);
	const opened = await folder.open(name, had, guard.signal);
	if (opened.offset > 0 && opened.totalBytes !== entry.sizeBytes) {
		throw new ArthasError('ERR_FILE', `${entry.name} was written anew meanwhile`, {hint: 'fetch it again', retryable: true});
	}

	part.canResume = opened.canResume;
	await part.goOnFrom(opened.offset);
	const whole = opened.totalBytes ?? entry.sizeBytes ?? Number.POSITIVE_INFINITY;
	const head = await take(part, opened, bytes => {
		guard.heard();
		if (bytes > whole) {
			part.canResume = false;
			throw new ArthasError('ERR_FILE', `more came of ${entry.name} than its ${whole} bytes`, {hint: 'it may be written at the moment: fetch it again', retryable: true});
		}

		onProgress?.({receivedBytes: bytes, totalBytes: opened.totalBytes ?? entry.sizeBytes});
	});
	checkWhole(part.bytes, head, opened, entry);
	return opened.offset === had ? had : null;
}

/** Gives the first bytes of what came. */
async function take(part: Part, {body}: OpenedFile, onBytes: (bytes: number) => void): Promise<Buffer> {
	let head = Buffer.alloc(0);
	for await (const chunk of body) {
		head = head.length < 5 ? Buffer.concat([head, chunk.subarray(0, 5)]) : head;
		await part.write(chunk);
		onBytes(part.bytes);
	}

	return head;
}

/** What the agent can't give it gives as a file with one word (4.1.5). */
function checkWhole(bytes: number, head: Buffer, {totalBytes}: OpenedFile, entry: OutputEntry): void {
	if (bytes === 5 && entry.sizeBytes !== 5 && head.toString('latin1') === 'error') {
		throw new ArthasError('ERR_FILE', `the agent could not give ${entry.name}: it is too large for the tunnel, or the memory of its JVM is short`, {
			hint: 'fetch it straight from the HTTP port of its Arthas: --connect arthas+http://HOST:8563',
		});
	}

	const whole = totalBytes ?? entry.sizeBytes;
	if (whole !== null && bytes !== whole) {
		throw new ArthasError('ERR_FILE', `${entry.name} broke off: ${bytes} of ${whole} bytes came`, {hint: 'fetch it again', retryable: true});
	}
}
