import {Buffer} from 'node:buffer';
import {constants} from 'node:fs';
import {open} from 'node:fs/promises';

export type Part = {
	offset: number;
	/** Where the next part begins. */
	nextOffset: number;
	sizeBytes: number;
	/** Another number for the same path is another file: the log was rotated. */
	inode: number;
	text: string;
};

/**
Some bytes of a file as text, from an offset or the last ones. A character that the part ends in the middle of is left
to the next part. Undefined for what is no ordinary file. Rejects when it can't be opened.
*/
export async function readPart(file: string, {offset, num}: {offset?: number | undefined; num: number}): Promise<Part | undefined> {
	// Without waiting: a pipe in the place of a log would be opened for ever.
	const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
	try {
		const stat = await handle.stat();
		if (!stat.isFile()) {
			return undefined;
		}

		const start = Math.min(offset ?? Math.max(0, stat.size - num), stat.size);
		const {bytesRead, buffer} = await handle.read(Buffer.alloc(num), 0, num, start);
		const bytes = buffer.subarray(0, bytesRead);
		const whole = start + bytesRead < stat.size ? wholeCharacters(bytes) : bytes.length;
		return {
			offset: start, nextOffset: start + whole, sizeBytes: stat.size, inode: stat.ino, text: bytes.toString('utf8', 0, whole),
		};
	} finally {
		await handle.close();
	}
}

/** The length without a last character of which some bytes are missing; text that is no UTF-8 stays as long as it is. */
function wholeCharacters(bytes: Buffer): number {
	for (let back = 1; back <= Math.min(3, bytes.length - 1); back++) {
		const byte = bytes[bytes.length - back] ?? 0;
		if (byte >= 0xC0) {
			const needed = byte >= 0xF0 ? 4 : (byte >= 0xE0 ? 3 : 2);
			return needed > back ? bytes.length - back : bytes.length;
		}

		if (byte < 0x80) {
			break;
		}
	}

	return bytes.length;
}
