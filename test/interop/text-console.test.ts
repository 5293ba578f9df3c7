import process from 'node:process';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {
	afterAll, beforeAll, describe, expect, it,
} from 'vitest';
import {parseEndpoint} from '../../source/core/client/endpoint.js';
import {openConsoleSocket} from '../../source/core/client/open-console.js';
import {createConsolePool, type ConsolePool} from '../../source/core/client/text/console-pool.js';
import {readShape, sizeFor} from '../../source/core/client/text/shapes/index.js';
import {createTextConsole, textConsoleSize, type TextConsole} from '../../source/core/client/text/text-console.js';
import type {TextEnd} from '../../source/core/client/text/text-run.js';
import {startJvm, whyNoArthas, type Jvm} from './arthas.js';

const missing = await whyNoArthas();
const never = new AbortController().signal;

describe.skipIf(missing)('commands on the text console of stock Arthas 4.1.5', () => {
	let jvm: Jvm;
	let pool: ConsolePool;
	const open = async (signal: AbortSignal): Promise<TextConsole> => createTextConsole(await openConsoleSocket({
		url: new URL(`ws://127.0.0.1:${jvm.httpPort}/ws`), endpoint: parseEndpoint(`arthas+${jvm.httpUrl}`), size: textConsoleSize, signal, readyMs: 10_000, maxFrame: 10 << 20,
	}));
	const run = async (console: TextConsole, commandLine: string, stop = never): Promise<{lines: string[]; end: TextEnd}> => {
		const lines: string[] = [];
		const end = await console.run(commandLine, {
			size: sizeFor(commandLine), stop, leave: never, onStart: () => undefined, onLine(line) {
				lines.push(line);
			},
		});
		return {lines, end};
	};

	const ask = async (commandLine: string) => {
		const {console, give} = await pool.take('one-shot', never);
		const {lines, end} = await run(console, commandLine);
		expect(end).toEqual({kind: 'prompt', isInterrupted: false});
		give();
		return lines;
	};

	const askJson = async (commandLine: string) => {
		const answer = await fetch(`${jvm.httpUrl}/api`, {method: 'POST', body: JSON.stringify({action: 'exec', command: commandLine})});
		const {body} = await answer.json() as {body: {results: Array<Record<string, unknown>>}};
		return body.results.filter(({type}) => type !== 'status').map(({jobId, ...result}) => result);
	};

	beforeAll(async () => {
		jvm = await startJvm({main: 'Shop'});
		pool = createConsolePool({open});
	});

	afterAll(async () => {
		pool.close();
		await jvm[Symbol.asyncDispose]();
	});

	it('gives 150 mixed outputs, each of them exact, over one console', async () => {
		const detail = await askJson('sc -d demo.Shop');
		const source = await ask('jad --source-only demo.Shop nap');
		expect(source.join('\n')).toContain('Thread.sleep');
		const started = performance.now();
		for (let round = 0; round < 30; round++) {
			const word = `n${round}x${'y'.repeat(round * 12)}`;
			expect(await ask(`echo ${word}`)).toEqual([word]);
			expect(readShape('version', await ask('version'))).toEqual(await askJson('version'));
			expect(readShape('sc -d demo.Shop', await ask('sc -d demo.Shop'))).toEqual(detail);
			const [head = '', ...stack] = await ask('thread -n 1');
			expect(head).toMatch(/^".+" Id=\d+ cpuUsage=/u);
			expect(stack.filter(line => !/^ {4}(?:at |- |Number of)|^$/u.test(line))).toEqual([]);
			expect(await ask('jad --source-only demo.Shop nap')).toEqual(source);
		}

		expect(pool.open).toBe(1);
		process.stderr.write(`150 commands in ${Math.round(performance.now() - started)} ms\n`);
	});

	it('echoes in a few ms', async () => {
		const times: number[] = [];
		for (let count = 0; count < 100; count++) {
			const started = performance.now();
			await ask(`echo t${count}`);
			times.push(performance.now() - started);
		}

		const median = times.toSorted((a, b) => a - b)[50]!;
		process.stderr.write(`echo: p50 ${median.toFixed(1)} ms\n`);
		expect(median).toBeLessThan(100);
	});

	it('never takes output for a prompt, and never breaks or repeats a line', async () => {
		const prompt = `[arthas@${jvm.pid}]$ `;
		const odd = ['first', prompt, '', prompt, `${prompt}echo hello`, `  ${prompt}`, 'x'.repeat(5000), 'tab\there', '漢字 é 😀'];
		const lines = [...odd, ...Array.from({length: 300}, (_, index) => index % 7 === 0 ? prompt : `line ${index}`), 'last'];
		const file = path.join(jvm.home, 'prompts.txt');
		await writeFile(file, `${lines.join('\n')}\n`);
		const shown = await ask(`cat ${file}`);
		expect(shown.slice(0, lines.length)).toEqual(lines.map(line => line.trimEnd()));
		expect(shown.slice(lines.length).filter(line => line !== '')).toEqual([]);
		await writeFile(file, prompt);
		expect((await ask(`cat ${file}`))[0]).toBe(prompt.trimEnd());
	});

	it('gives as much as cat shows, 7 MB, whole', async () => {
		const file = path.join(jvm.home, 'large.txt');
		const lines = Array.from({length: 70_000}, (_, index) => `${index} ${'z'.repeat(98)}`);
		await writeFile(file, `${lines.join('\n')}\n`);
		const shown = await ask(`cat -M ${8 << 20} ${file}`);
		expect(shown.filter(line => line !== '').length).toBe(lines.length);
		expect(shown.slice(0, lines.length)).toEqual(lines);
	});

	it('runs on twenty consoles at once and mixes nothing', async () => {
		const twenty = createConsolePool({open, size: 20, streams: 20});
		await Promise.all(Array.from({length: 20}, async (_, index) => {
			for (let round = 0; round < 8; round++) {
				const {console, give} = await twenty.take('one-shot', never);
				const command = ['echo', 'version', 'pwd', 'echo'][round % 4]!;
				const {lines, end} = await run(console, command === 'echo' ? `echo c${index}r${round}` : command);
				expect(end).toEqual({kind: 'prompt', isInterrupted: false});
				expect(lines).toEqual([command === 'echo' ? `c${index}r${round}` : (command === 'version' ? '4.1.5' : jvm.home)]);
				give();
			}
		}));
		expect(twenty.open).toBe(20);
		twenty.close();
	});

	it('ends a watch by Ctrl-C, and the console goes on', async () => {
		const {console, give} = await pool.take('stream', never);
		const stop = new AbortController();
		const lines: string[] = [];
		const end = await console.run('watch demo.Shop nap', {
			size: textConsoleSize, stop: stop.signal, leave: never, onStart: () => undefined, onLine(line) {
				lines.push(line);
				if (lines.length > 8) {
					stop.abort();
				}
			},
		});
		expect(end).toEqual({kind: 'prompt', isInterrupted: true});
		expect(console.isUsable).toBe(true);
		expect(lines.join('\n')).not.toContain('[arthas@');
		expect((await run(console, 'echo still')).lines).toEqual(['still']);
		give();
	});
});
