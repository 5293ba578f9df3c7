import {readFileSync} from 'node:fs';
import os from 'node:os';
import type {Buffer} from 'node:buffer';
import type {HostReader} from '../define/host-reader.js';

export type Login = {user: string; terminal: string; from: string | null; pid: number; startedAtMs: number};

/** The sizes of `struct utmp` on Linux: 384 bytes, times of 32 bits even where programs have 64. */
const size = 384;
const userProcess = 7;

/** The logins of a utmp(5) file; undefined where there is none. Entries of sessions that have ended are left out. */
export function readUtmp(host: HostReader, file: string): Login[] | undefined {
	const bytes = readBytes(host.at(file));
	if (bytes === undefined) {
		return undefined;
	}

	const entries = Array.from({length: Math.floor(bytes.length / size)}, (_, index) => bytes.subarray(index * size, (index + 1) * size));
	return entries.filter(entry => (os.endianness() === 'LE' ? entry.readUInt16LE(0) : entry.readUInt16BE(0)) === userProcess)
		.map(entry => readEntry(entry)).filter(({pid}) => pid === 0 || host.exists(`/proc/${pid}`));
}

function readEntry(entry: Buffer): Login {
	const from = text(entry, 76, 256);
	return {
		pid: number(entry, 4), terminal: text(entry, 8, 32), user: text(entry, 44, 32), from: from === '' ? null : from,
		startedAtMs: (number(entry, 340) * 1000) + Math.round(number(entry, 344) / 1000),
	};
}

export function readBytes(file: string): Buffer | undefined {
	try {
		return readFileSync(file);
	} catch {
		return undefined;
	}
}

function number(entry: Buffer, offset: number): number {
	return os.endianness() === 'LE' ? entry.readUInt32LE(offset) : entry.readUInt32BE(offset);
}

function text(entry: Buffer, offset: number, length: number): string {
	const end = entry.indexOf(0, offset);
	return entry.toString('utf8', offset, end === -1 || end > offset + length ? offset + length : end);
}
