import {Buffer} from 'node:buffer';
import {writeSync} from 'node:fs';
import type {ReadStream, WriteStream} from 'node:tty';

export type Input = Pick<ReadStream, 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>;
export type Output = Pick<WriteStream, 'columns' | 'rows' | 'write' | 'on' | 'off'> & {fd?: number};

/**
Lets writes return before the terminal took them, or not. Node 20 to 26 write to terminals in blocking mode, where a slow
one stops the whole program; the way out of it is private, so that it is looked for. Gives whether it was there.

Back to blocking only when nothing is waiting to be written: libuv aborts the program otherwise.
*/
export function setBlocking(stdout: Output, isBlocking: boolean): boolean {
	const {_handle: handle} = stdout as {_handle?: {setBlocking?: (isBlocking: boolean) => number}};
	return typeof handle?.setBlocking === 'function' && handle.setBlocking(isBlocking) === 0;
}

/** Writes before it returns, as long as the terminal takes bytes at all within so many ms. For the way out of the program. */
export function writeThrough(stdout: Output, text: string, patience = 500): void {
	if (stdout.fd === undefined) {
		stdout.write(text);
		return;
	}

	const bytes = Buffer.from(text);
	const end = performance.now() + patience;
	let at = 0;
	while (at < bytes.length && performance.now() < end) {
		try {
			at += writeSync(stdout.fd, bytes, at);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
				// The terminal is gone, and with it what was to be restored.
				return;
			}

			pause(5);
		}
	}
}

function pause(ms: number): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
