import {Buffer} from 'node:buffer';
import {
	closeSync, constants, openSync, readSync,
} from 'node:fs';

export type KernelMessage = {sequence: number; level: number; facility: number; bootMs: number; text: string};

/** Longer than any record that the kernel gives. */
const buffer = Buffer.allocUnsafe(16_384);

/** More than the largest buffer that a kernel is built with can hold of short messages. */
const most = 200_000;

/** All that the kernel still has of its messages, or the code of what hinders reading it. Each read gives one. */
export function readKernelLog(file: string): KernelMessage[] | string {
	let descriptor;
	try {
		descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code ?? 'EIO';
	}

	try {
		return readAll(descriptor);
	} finally {
		closeSync(descriptor);
	}
}

function readAll(descriptor: number): KernelMessage[] | string {
	const messages: KernelMessage[] = [];
	for (let reads = 0; reads < most; reads++) {
		try {
			const length = readSync(descriptor, buffer, 0, buffer.length, null);
			if (length === 0) {
				return messages;
			}

			messages.push(...readRecords(buffer.toString('utf8', 0, length)));
		} catch (error) {
			const {code = 'EIO'} = error as NodeJS.ErrnoException;
			// The end of the messages; or one that was overwritten before it could be read, after which come the others.
			if (code === 'EAGAIN') {
				return messages;
			}

			if (code !== 'EPIPE') {
				return messages.length === 0 ? code : messages;
			}
		}
	}

	return messages;
}

/** `6,339,5140900,-;NET: Registered protocol family 10`: priority, number, µs since the start, flags; more about it follows in lines that are set in. */
function readRecords(text: string): KernelMessage[] {
	return [...text.matchAll(/^(?<priority>\d+),(?<sequence>\d+),(?<time>\d+),[^;]*;(?<text>.*)$/gm)].map(({groups = {}}) => ({
		sequence: Number(groups['sequence']),
		level: Number(groups['priority']) & 7,
		facility: Number(groups['priority']) >> 3,
		bootMs: Math.round(Number(groups['time']) / 1000),
		text: (groups['text'] ?? '').replaceAll(/\\x(?<hex>[\da-f]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))),
	}));
}
