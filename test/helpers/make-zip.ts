import {Buffer} from 'node:buffer';
import {crc32, deflateRawSync} from 'node:zlib';

export type ZippedFile = {
	path: string;
	text: string;
	/** Not packed, as small files often are. */
	isStored?: boolean;
	/** What the entry says instead of the truth. */
	says?: {size?: number; crc?: number; method?: number; flags?: number; unixMode?: number};
};

/** A zip of these files, as `zip` would make it, with a comment at its end. */
export function makeZip(files: readonly ZippedFile[], comment = 'made by a test'): Buffer {
	const locals: Buffer[] = [];
	const entries: Buffer[] = [];
	let at = 0;
	for (const {path, text, isStored = false, says = {}} of files) {
		const [name, data] = [Buffer.from(path), Buffer.from(text)];
		const packed = isStored ? data : deflateRawSync(data);
		const fields = Buffer.alloc(26);
		fields.writeUInt16LE(20, 0);
		fields.writeUInt16LE(says.flags ?? 0, 2);
		fields.writeUInt16LE(says.method ?? (isStored ? 0 : 8), 4);
		fields.writeUInt32LE(says.crc ?? crc32(data), 10);
		fields.writeUInt32LE(packed.length, 14);
		fields.writeUInt32LE(says.size ?? data.length, 18);
		fields.writeUInt16LE(name.length, 22);
		const rest = Buffer.alloc(14);
		rest.writeUInt32LE(((says.unixMode ?? 0o10_0644) << 16) >>> 0, 6);
		rest.writeUInt32LE(at, 10);
		entries.push(Buffer.from('504b01021e03', 'hex'), fields, rest, name);
		const local = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, name, packed]);
		locals.push(local);
		at += local.length;
	}

	const directory = Buffer.concat(entries);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06_05_4B_50, 0);
	end.writeUInt16LE(files.length, 8);
	end.writeUInt16LE(files.length, 10);
	end.writeUInt32LE(directory.length, 12);
	end.writeUInt32LE(at, 16);
	end.writeUInt16LE(comment.length, 20);
	return Buffer.concat([...locals, directory, end, Buffer.from(comment)]);
}
