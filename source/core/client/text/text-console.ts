import {onAbort} from '../../on-abort.js';
import type {ConsoleClosing} from '../console/closing.js';
import type {ConsoleWire} from '../console-wire.js';
import {isOwnWords} from './own-words.js';
import type {TerminalSize} from './shapes/index.js';
import {TextRun, type TextEnd} from './text-run.js';

/** Arthas 4.1.5 takes so many. */
const widest = 10_000;
const promptPattern = /(?<prompt>\[arthas@(?<pid>\d+)\]\$ )$/u;

/** A console that nobody sees, which runs one command after the other. */
export type TextConsole = {
	/** Of the JVM behind it, as its prompt tells. */
	readonly pid: string;
	/** Commands so far. */
	readonly used: number;
	/** False when the next command needs another console. */
	readonly isUsable: boolean;
	/** One at a time. `stop` interrupts it; `leave` closes the console under it. */
	run(commandLine: string, options: {size: TerminalSize; stop: AbortSignal; leave: AbortSignal; onStart: () => void; onLine: (line: string) => void}): Promise<TextEnd>;
	readonly closed: Promise<ConsoleClosing>;
	close(): void;
};

export const textConsoleSize: TerminalSize = {cols: 250, rows: 50};

/** The longest command that can be typed in one line. */
export const longestCommand = widest - 40;

/** Takes a console that is at its first prompt. */
export async function createTextConsole(wire: ConsoleWire): Promise<TextConsole> {
	let run: TextRun | undefined;
	let used = 0;
	let isUsable = true;
	let size = textConsoleSize;
	const {prompt, pid, rest} = await firstPrompt(wire);
	const pump = async () => {
		for await (const text of rest) {
			run?.take(text);
		}

		isUsable = false;
		run?.closed(await wire.closed);
	};

	void pump();
	return {
		pid,
		get used() {
			return used;
		},
		get isUsable() {
			return isUsable;
		},
		async run(commandLine, {size: wanted, stop, leave, onStart, onLine}) {
			used++;
			const cols = Math.max(wanted.cols, prompt.length + commandLine.length + 2);
			if (cols !== size.cols || wanted.rows !== size.rows) {
				size = {cols, rows: wanted.rows};
				wire.resize(size);
			}

			const current = new TextRun({
				prompt, commandLine, isOwnWords: isOwnWords(commandLine), write: wire.write, onStart, onLine,
			});
			run = current;
			const forget = [onAbort(stop, () => {
				current.interrupt();
			}), onAbort(leave, wire.close)];
			const end = await current.ended;
			for (const forgetOne of forget) {
				forgetOne();
			}

			run = undefined;
			isUsable &&= end.kind === 'prompt' && current.isClean;
			return end;
		},
		closed: wire.closed,
		close: wire.close,
	};
}

/** Reads the banner away. The caller has seen that a prompt ends it. */
async function firstPrompt({output, closed}: ConsoleWire): Promise<{prompt: string; pid: string; rest: AsyncIterable<string>}> {
	const pieces = output[Symbol.asyncIterator]();
	let banner = '';
	for (;;) {
		const {value, done} = await pieces.next() as IteratorResult<string, undefined>;
		if (done) {
			throw Object.assign(new Error('the console ended'), {closing: await closed});
		}

		banner += value;
		const {prompt, pid} = promptPattern.exec(banner)?.groups ?? {};
		if (prompt !== undefined && pid !== undefined) {
			return {prompt, pid, rest: {[Symbol.asyncIterator]: () => pieces}};
		}
	}
}
