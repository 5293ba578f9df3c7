import {type Buffer} from 'node:buffer';
import {
	existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {Terminal} from '@xterm/headless';
import pty from 'node-pty';
import {actions} from '../../source/actions/index.js';
import {bytesOf} from '../screens/keys.js';
import {createJudge} from '../ui/terminal/judge.js';

export const cli = path.resolve('dist/cli.js');

export type JourneyOptions = {
	columns?: number;
	rows?: number;
	env?: Record<string, string>;
	/** What a shell runs; the program by default. */
	command?: string;
	arguments?: readonly string[];
	/** The home of a journey before, to which this one comes back; a new one unless given. */
	home?: string;
	/** Files of the home, by their paths in it. */
	files?: Readonly<Record<string, string>>;
};

/** A journey that is not over by then never ends by itself. */
const longestJourney = 60_000;

/** The built program in a real terminal, driven by what its own table of actions says. */
export type Journey = {
	/** The emulator in which it is seen. */
	readonly screen: Terminal;
	/** What is on the screen. */
	text(): string;
	/** All that the program wrote, as it came. */
	written(): string;
	/** Presses the keys of an action; where letters are typed, those that are no letter. */
	act(id: string, isTyping?: boolean): void;
	press(...keys: string[]): void;
	/** Presses the keys of an action again and again until the condition holds: dialogs pass over what is pressed as they open. */
	insist(id: string, condition: () => boolean): Promise<void>;
	type(text: string): void;
	paste(text: string): void;
	resize(columns: number, rows: number): void;
	/** Sends a signal to the program, which is the child of the shell of the terminal. */
	kill(signal: NodeJS.Signals): void;
	/** Hangs up. */
	hangUp(): void;
	until(condition: string | RegExp | ((text: string) => boolean), ms?: number): Promise<string>;
	/** Resolves with the exit code of the shell. */
	ended: Promise<number>;
	hasEnded(): boolean;
	pid: number;
	/** A folder of this journey alone, in which its home is. */
	folder: string;
	[Symbol.asyncDispose](): Promise<void>;
};

export async function openJourney({columns = 120, rows = 40, env = {}, command, arguments: given = [], home, files = {}}: JourneyOptions = {}): Promise<Journey> {
	if (!existsSync(cli)) {
		throw new Error(`${cli} is missing: npm run build makes it`);
	}

	const folder = home ?? mkdtempSync(path.join(tmpdir(), 'arthas-tui-journey-'));
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(path.dirname(path.join(folder, name)), {recursive: true});
		writeFileSync(path.join(folder, name), text, {mode: 0o600});
	}

	const judge = createJudge(columns, rows);
	const child = pty.spawn(command === undefined ? process.execPath : 'bash', command === undefined ? [cli, ...given] : ['-c', command], {
		cols: columns, rows, encoding: null, name: env['TERM'] ?? 'xterm-256color',
		env: {
			PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: path.join(folder, 'run'),
			LANG: 'C.UTF-8', TERM: 'xterm-256color', COLORTERM: 'truecolor', SHELL: '/bin/bash', NODE: process.execPath, CLI: cli, ...env,
		},
	});
	let written = '';
	const waiting = new Set<() => void>();
	const changed = () => {
		for (const look of waiting) {
			look();
		}
	};

	child.onData(data => {
		const bytes = data as unknown as Buffer;
		written += bytes.toString('latin1');
		judge.terminal.write(bytes, changed);
	});
	let hasEnded = false;
	let isHungUp = false;
	judge.terminal.onData(answer => {
		if (!hasEnded && !isHungUp) {
			child.write(answer);
		}
	});
	const ended = new Promise<number>(resolve => {
		child.onExit(({exitCode, signal}) => {
			hasEnded = true;
			resolve(signal ? 128 + signal : exitCode);
			changed();
		});
	});
	const end = () => {
		try {
			child.kill('SIGKILL');
		} catch {
			// It has ended.
		}
	};

	const lastWord = setTimeout(end, longestJourney);
	const text = () => judge.rows().join('\n');
	const press = (...keys: string[]) => {
		for (const key of keys.flatMap(sequence => sequence.split(' '))) {
			child.write(bytesOf(key));
		}
	};

	const act = (id: string, isTyping = false) => {
		const keys = actions.find(action => action.id === id)?.keys.find(key => !isTyping || key.length > 1);
		if (keys === undefined) {
			throw new Error(`no key does ${id}`);
		}

		press(keys);
	};

	return {
		text, press, act, ended, folder,
		hasEnded: () => hasEnded,
		async insist(id, condition) {
			while (!condition()) {
				act(id);
				await new Promise(resolve => {
					setTimeout(resolve, 50);
				});
			}
		},
		screen: judge.terminal,
		pid: child.pid,
		written: () => written,
		type(typed) {
			child.write(typed);
		},
		paste(pasted) {
			child.write(`\u{1B}[200~${pasted}\u{1B}[201~`);
		},
		resize(...size) {
			judge.resize(...size);
			child.resize(...size);
		},
		kill(signal) {
			process.kill(child.pid, signal);
		},
		hangUp() {
			isHungUp = true;
			(child as unknown as {destroy(): void}).destroy();
		},
		async until(condition, ms = 15_000) {
			const holds = () => typeof condition === 'function' ? condition(text()) : (typeof condition === 'string' ? text().includes(condition) : condition.test(text()));
			await new Promise<void>((resolve, reject) => {
				const look = () => {
					if (holds()) {
						clearTimeout(timer);
						waiting.delete(look);
						resolve();
					}
				};

				const timer = setTimeout(() => {
					waiting.delete(look);
					reject(new Error(`the screen never showed ${String(condition)}:\n${text()}`));
				}, ms);
				waiting.add(look);
				look();
			});
			return text();
		},
		async [Symbol.asyncDispose]() {
			clearTimeout(lastWord);
			end();
			await ended;
			if (home === undefined) {
				rmSync(folder, {recursive: true, force: true});
			}
		},
	};
}
