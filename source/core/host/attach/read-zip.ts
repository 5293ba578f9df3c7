import type {Buffer} from 'node:buffer';
import {crc32, inflateRawSync} from 'node:zlib';
import {ArthasError} from '../../error.js';

export type ZipFile = {
	/** Its path with slashes, inside the folder that it is unpacked to. */
	path: string;
	data: Buffer;
};

/** Far more than Arthas has (20 MB in 21 files), far less than what fills a disk. */
const limit = {bytes: 300 << 20, files: 10_000};

const endSignature = 0x06_05_4B_50;
const entrySignature = 0x02_01_4B_50;
const localSignature = 0x04_03_4B_50;
const endLength = 22;
const unixLink = 0o12_0000;

/**
The files of a zip, one after the other, as its central directory tells them; folders have none of their own. Every file is compared
with its checksum.

@throws ArthasError ERR_CONFIG_FILE for what is no whole zip, is beyond 4 GB or encrypted, or would leave its folder.
*/
export function * readZip(zip: Buffer): Generator<ZipFile, void> {
	let {count, at} = findDirectory(zip);
	let bytes = 0;
	for (; count > 0; count--) {
		const entry = readEntry(zip, at);
		at = entry.next;
		if (entry.path.endsWith('/')) {
			continue;
		}

		bytes += entry.size;
		if (bytes > limit.bytes) {
			refuse('is larger than Arthas ever was');
		}

		yield {path: insideOnly(entry), data: contentOf(zip, entry)};
	}
}

type Entry = {path: string; next: number; isLink: boolean; method: number; flags: number; crc: number; compressed: number; size: number; local: number};

/** It ends with a record of fixed length and a comment, which is looked for from the end. */
function findDirectory(zip: Buffer): {count: number; at: number} {
	for (let at = zip.length - endLength; at >= Math.max(0, zip.length - endLength - 0xFF_FF); at--) {
		if (zip.readUInt32LE(at) === endSignature) {
			const [count, from] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 16)];
			return count > limit.files || from > at ? refuse('is of a kind for huge files (zip64), or broken') : {count, at: from};
		}
	}

	return refuse('is no zip, or not all of one');
}

function readEntry(zip: Buffer, at: number): Entry {
	if (at + 46 > zip.length || zip.readUInt32LE(at) !== entrySignature) {
		refuse('has a broken directory');
	}

	const length = zip.readUInt16LE(at + 28);
	return {
		path: zip.toString('utf8', at + 46, at + 46 + length),
		next: at + 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32),
		isLink: ((zip.readUInt32LE(at + 38) >>> 16) & 0o17_0000) === unixLink,
		flags: zip.readUInt16LE(at + 8), method: zip.readUInt16LE(at + 10), crc: zip.readUInt32LE(at + 16),
		compressed: zip.readUInt32LE(at + 20), size: zip.readUInt32LE(at + 24), local: zip.readUInt32LE(at + 42),
	};
}

function insideOnly({path, isLink}: Entry): string {
	const parts = path.split('/');
	const isInside = parts.every(part => part !== '' && part !== '.' && part !== '..') && !/[\\:\0]/u.test(path);
	return isInside && !isLink ? path : refuse(`has an entry that would leave its folder: ${JSON.stringify(path)}`);
}

function contentOf(zip: Buffer, entry: Entry): Buffer {
	const {path, flags, method, local, compressed, size, crc} = entry;
	if ((flags & 1) !== 0 || (method !== 0 && method !== 8)) {
		refuse(`has ${JSON.stringify(path)} encrypted or packed in a way that isn't known here`);
	}

	if (local + 30 > zip.length || zip.readUInt32LE(local) !== localSignature) {
		refuse(`is broken at ${JSON.stringify(path)}`);
	}

	const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
	const packed = zip.subarray(from, from + compressed);
	const data = method === 0 ? packed : inflate(packed, entry);
	return data.length === size && crc32(data) === crc ? data : refuse(`is broken at ${JSON.stringify(path)}`);
}

/** What is longer than it says is cut off by an error. */
function inflate(packed: Buffer, {size, path}: Entry): Buffer {
	try {
		return inflateRawSync(packed, {maxOutputLength: Math.max(1, size)});
	} catch {
		return refuse(`is broken at ${JSON.stringify(path)}`);
	}
}

function refuse(why: string): never {
	throw new ArthasError('ERR_CONFIG_FILE', `it ${why}`);
}
