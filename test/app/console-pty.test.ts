import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {spawn} from 'node-pty';
import {describe, expect, it} from 'vitest';
import {startArthasApi} from '../servers/arthas-api.js';
import {startJavaChannel} from '../servers/java-channel.js';
import {Moments} from '../servers/simulation/moments.js';
import {cleanEnvironment, program, temporaryFolder} from './run-cli.js';

/** What the terminal is set to before, how the program ends, and what it is set to after. */
const line = `tty > tty; stty -a > before
sh -c 'echo $$ > pid; exec "$NODE" "$PROGRAM" console "$@"' sh "$@"
echo $? > code; stty -a > after`;

/** `console` in a terminal of its own, below a shell as a person has it. */
function startConsole(args: readonly string[], env: Record<string, string> = {}) {
	const cwd = temporaryFolder();
	const moments = new Moments();
	let shown = '';
	const terminal = spawn('/bin/sh', ['-c', line, 'sh', ...args], {
		cwd, cols: 100, rows: 30, name: 'xterm', env: {
			...cleanEnvironment(), NODE: process.execPath, PROGRAM: program, ...env,
		},
	});
	terminal.onData(text => {
		shown += text;
		moments.notify();
	});
	const ended = new Promise<void>(resolve => {
		terminal.onExit(() => {
			resolve();
		});
	});
	const read = (name: string) => readFileSync(path.join(cwd, name), 'utf8').trim();
	return {
		until: async (word: string) => moments.until(() => shown.includes(word)),
		type(text: string) {
			terminal.write(text);
		},
		signal(name: NodeJS.Signals) {
			process.kill(Number(read('pid')), name);
		},
		settings: () => execFileSync('sh', ['-c', 'stty -a < "$0"', read('tty')], {encoding: 'utf8'}),
		async end() {
			await ended;
			return {
				code: Number(read('code')), before: read('before'), after: read('after'), shown,
			};
		},
		[Symbol.dispose]() {
			try {
				terminal.kill('SIGKILL');
			} catch {
				// It has ended by itself.
			}
		},
	};
}

describe('a console in a real terminal', {concurrent: true}, () => {
	it.each([
		['leaving it', 0, 'left the console'],
		['SIGTERM', 130, 'left the console'],
		['SIGHUP', 130, ''],
	])('gives it back as it was after %s', async (way, code, words) => {
		await using api = await startArthasApi();
		using console = startConsole(['--connect', api.endpoint]);
		await console.until(']$ ');
		expect(console.settings()).toMatch(/-icanon[^]*-echo\b/u);
		if (way === 'leaving it') {
			console.type('\r~.');
		} else {
			console.signal(way as NodeJS.Signals);
		}

		const end = await console.end();
		expect(end.code, end.shown).toBe(code);
		expect(end.after).toBe(end.before);
		expect(end.before).toMatch(/ icanon/u);
		expect(end.shown).toContain(words);
	});

	it('gives it back when the shell on the other side ends, and when its server dies', async () => {
		await using ending = await startJavaChannel();
		await using dying = await startJavaChannel();
		const begin = (java: typeof ending) => startConsole(['--connect', java.endpoint], {ARTHAS_TUI_CONSOLE_URL: `${java.consoleUrl}/ws`});
		using first = begin(ending);
		using second = begin(dying);
		await Promise.all([first.until(']$ '), second.until(']$ ')]);
		first.type('quit\r');
		await dying[Symbol.asyncDispose]();
		const ends = await Promise.all([first.end(), second.end()]);
		expect(ends.map(({code}) => code)).toEqual([0, 1]);
		for (const {before, after} of ends) {
			expect(after).toBe(before);
		}
	});

	it('is as large as the terminal', async () => {
		await using api = await startArthasApi();
		using console = startConsole(['--connect', api.endpoint]);
		await console.until(']$ ');
		await api.until(() => api.terminalSizes[0]?.cols === 100 && api.terminalSizes[0].rows === 30);
		console.type('\r~.');
		expect((await console.end()).code).toBe(0);
	});
});
