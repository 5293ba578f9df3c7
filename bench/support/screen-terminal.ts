import {Buffer} from 'node:buffer';
import process from 'node:process';
import pty from 'node-pty';
import {createDelayLine} from './delay-line.js';

/** How a terminal is reached: bytes a ms from the program, and ms for each way. */
export type Link = {bytesPerMs: number; delayMs: number};

export type ScreenTerminal = AsyncDisposable & {
	pid: number;
	/** What the program wrote so far: bytes, and frames, each of which ends with a question. */
	written(): {bytes: number; frames: number};
	press(keys: string): void;
	/** Presses keys; ms until the frame was through in which a sign was written after that. As many as it waits at the longest, where none was. */
	timeKey(keys: string, sign?: string): Promise<number>;
	/** When a text was written, on the clock of `performance`. */
	until(text: string, patience?: number): Promise<number>;
	ended: Promise<number>;
};

export type TerminalOptions = {
	file?: string; args: readonly string[]; env?: NodeJS.ProcessEnv; columns?: number; rows?: number; link?: Link | undefined;
};

const question = '\u{1B}[5n';
const answer = '\u{1B}[0n';
const longest = 5000;
const frameEnd = '\u{1B}[?2026l';
/** Enough for whatever may be split between two reads. */
const overlap = 64;

/** A terminal that shows nothing: it counts, and answers what it is asked, over a link as it is told. */
export function openScreenTerminal({file = process.execPath, args, env = {}, columns = 200, rows = 50, link}: TerminalOptions): ScreenTerminal {
	const child = pty.spawn(file, [...args], {
		cols: columns, rows, encoding: null, name: 'xterm-256color', env: {
			PATH: process.env['PATH'], LANG: 'C.UTF-8', TERM: 'xterm-256color', COLORTERM: 'truecolor', ...env,
		},
	});
	const counted = {bytes: 0, frames: 0};
	const searches = new Set<Search>();
	let tail = '';
	const toProgram = (bytes: string) => {
		if (link) {
			setTimeout(() => {
				child.write(bytes);
			}, link.delayMs);
		} else {
			child.write(bytes);
		}
	};

	const show = (bytes: Uint8Array, at: number) => {
		const text = Buffer.from(bytes).toString('latin1');
		const asked = count(tail.slice(1 - question.length) + text, question);
		tail = (tail + text).slice(-overlap);
		counted.frames += asked;
		if (asked > 0) {
			toProgram(answer.repeat(asked));
		}

		for (const search of searches) {
			search(text, at);
		}
	};

	const line = link && createDelayLine(link, show);
	child.onData(data => {
		const bytes = data as unknown as Buffer;
		counted.bytes += bytes.length;
		if (line) {
			line.send(bytes);
		} else {
			show(bytes, performance.now());
		}
	});
	const ended = new Promise<number>(resolve => {
		child.onExit(({exitCode, signal}) => {
			resolve(signal ? 128 + signal : exitCode);
		});
	});
	const seen = async (what: string[], patience: number): Promise<number> => new Promise((resolve, reject) => {
		const stop = startSearch(searches, what.map(text => Buffer.from(text).toString('latin1')), at => {
			clearTimeout(timer);
			resolve(at);
		});
		const timer = setTimeout(() => {
			stop();
			reject(new Error(`${JSON.stringify(what)} was not written within ${patience} ms`));
		}, patience);
	});
	return {
		pid: child.pid,
		ended,
		written: () => ({...counted}),
		press: toProgram,
		async timeKey(keys, sign = '') {
			const pressedAt = performance.now();
			toProgram(keys);
			try {
				return await seen([sign, frameEnd], longest) - pressedAt;
			} catch {
				return longest;
			}
		},
		until: async (text, patience = 15_000) => seen([text], patience),
		async [Symbol.asyncDispose]() {
			child.kill('SIGKILL');
			await ended;
			line?.close();
		},
	};
}

type Search = (text: string, at: number) => void;

/** Looks for texts one after the other in what comes from now on. */
function startSearch(searches: Set<Search>, [...what]: string[], found: (at: number) => void): () => void {
	let seen = '';
	const search: Search = (text, at) => {
		seen += text;
		for (let next = what[0]; next !== undefined && seen.includes(next); next = what[0]) {
			seen = seen.slice(seen.indexOf(next) + next.length);
			what.shift();
		}

		seen = seen.slice(-overlap);
		if (what.length === 0) {
			searches.delete(search);
			found(at);
		}
	};

	searches.add(search);
	return () => {
		searches.delete(search);
	};
}

function count(text: string, what: string): number {
	return text.split(what).length - 1;
}
