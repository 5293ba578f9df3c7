import {Buffer} from 'node:buffer';
import {
	appendFileSync, closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** No history is read further back than this. */
const mostBytes = 16 << 20;
const ownerOnly = 0o600;
/** A program that died while it shortened the file has left its lock. */
const lockMs = 60_000;

/** What stands in the file; nothing where there is none. */
export function readHistory(file: string): {text: string; problem?: string | undefined} {
	try {
		// Opening a pipe would wait for somebody to write into it.
		if (!statSync(file).isFile()) {
			return {text: '', problem: `${file} is no file`};
		}

		const descriptor = openSync(file, 'r');
		try {
			return {text: lastLines(descriptor)};
		} finally {
			closeSync(descriptor);
		}
	} catch (error) {
		const {code, message} = error as NodeJS.ErrnoException;
		return {text: '', problem: code === 'ENOENT' ? undefined : message};
	}
}

/** Adds a line at the end, whoever else does so at the same time. Gives why it could not. */
export function appendLine(file: string, line: string, isTorn: boolean): string | undefined {
	try {
		mkdirSync(path.dirname(file), {recursive: true, mode: 0o700});
		const found = statSync(file, {throwIfNoEntry: false});
		if (found && !found.isFile()) {
			return `${file} is no file`;
		}

		// One write of a file that was opened to append: lines of two programs never mix.
		appendFileSync(file, `${isTorn ? '\n' : ''}${line}\n`, {mode: ownerOnly});
		return undefined;
	} catch (error) {
		return (error as Error).message;
	}
}

/** Leaves only the last lines. Nothing is lost that another program adds meanwhile, and nothing at all where it can't be done. */
export function shorten(file: string, lines: number): void {
	const lock = `${file}.lock`;
	if (!take(lock)) {
		return;
	}

	const descriptor = openSync(file, 'r');
	try {
		const {size} = fstatSync(descriptor);
		const kept = lastLines(descriptor).split('\n').filter(line => line !== '').slice(-lines);
		const fresh = `${file}.${process.pid}`;
		writeFileSync(fresh, `${kept.join('\n')}\n`, {mode: ownerOnly});
		renameSync(fresh, file);
		// What came while this was done went to the file that has just lost its name.
		const late = readFrom(descriptor, size);
		if (late !== '') {
			appendFileSync(file, late, {mode: ownerOnly});
		}
	} catch {
		// It stays as long as it is, which only costs time.
	} finally {
		closeSync(descriptor);
		rmSync(lock, {force: true});
	}
}

function take(lock: string): boolean {
	try {
		closeSync(openSync(lock, 'wx', ownerOnly));
		return true;
	} catch {
		const since = statSync(lock, {throwIfNoEntry: false})?.mtimeMs;
		if (since !== undefined && Date.now() - since > lockMs) {
			rmSync(lock, {force: true});
		}

		return false;
	}
}

/** The end of the file from the beginning of a line on. */
function lastLines(descriptor: number): string {
	const from = Math.max(0, fstatSync(descriptor).size - mostBytes);
	const text = readFrom(descriptor, from);
	return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
}

function readFrom(descriptor: number, from: number): string {
	const bytes = Buffer.alloc(Math.max(0, fstatSync(descriptor).size - from));
	return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, bytes.length, from));
}
