import {closeSync, openSync, readSync} from 'node:fs';
import {Buffer} from 'node:buffer';
import os from 'node:os';

/** `struct lastlog` of Linux: seconds, the terminal in 32 bytes, where from in 256; that of a uid stands at its own place. */
const size = 292;

export type LastLogin = {time: number | null; from: string | null};

/** When and from where somebody logged in last, by uid; null where nobody did, or the host keeps no lastlog(8). */
export function readLastLogins(file: string, uids: readonly number[]): Map<number, LastLogin> | undefined {
	let descriptor: number;
	try {
		descriptor = openSync(file, 'r');
	} catch {
		return undefined;
	}

	try {
		return new Map(uids.map(uid => [uid, readOne(descriptor, uid)]));
	} finally {
		closeSync(descriptor);
	}
}

function readOne(descriptor: number, uid: number): LastLogin {
	const entry = Buffer.alloc(size);
	const isWhole = readSync(descriptor, entry, 0, size, uid * size) === size;
	const time = os.endianness() === 'LE' ? entry.readUInt32LE(0) : entry.readUInt32BE(0);
	const text = (start: number, end: number) => entry.toString('utf8', start, end).replace(/\0.*$/s, '');
	// Who sat at the machine has a terminal and no place.
	const from = text(36, size) || text(4, 36);
	return isWhole && time > 0 ? {time, from: from === '' ? null : from} : {time: null, from: null};
}
