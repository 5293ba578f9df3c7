// 50 MB of coloured output in a console of 200 × 50 that is painted all the while, and keys that are pressed meanwhile:
// first from this process, then over a WebSocket from another one, and the same file printed in tmux. The rate is that of
// the processor's time, the collector's and the painting included, which on an idle machine is that of the clock; `wall`
// is the clock's, with whatever else ran. tmux has only the clock, and so has what stands beside it.
import {Buffer} from 'node:buffer';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {execFileSync} from 'node:child_process';
import {loadEmulator} from '../source/actions/live/console/emulator.js';
import {createConsoleRun, type ConsoleRun} from '../source/actions/live/console-run.js';
import type {ConsoleWire} from '../source/core/client/console-wire.js';
import {parseEndpoint} from '../source/core/client/endpoint.js';
import {openConsoleSocket} from '../source/core/client/open-console.js';
import {until} from '../source/core/readable.js';
import type {ConsoleChild} from './children/console.js';
import {buildChildren} from './support/build-children.js';
import {startChild} from './support/child.js';
import {coloredOutput} from './support/colored-output.js';
import {showConsole} from './support/console-screen.js';
import {startKeys} from './support/key-clock.js';
import {printFigure} from './support/print-figure.js';
import {median, percentile} from './support/statistics.js';

const size = {cols: 200, rows: 50};
const text = coloredOutput();
const times = Math.ceil(50e6 / Buffer.byteLength(text));
const megabytes = Buffer.byteLength(text) * times / 1e6;
const rounds = 5;

const createEmulator = await loadEmulator();
await flood(await openHere());
const here = await inTurn(async () => flood(await openHere()));
tell('console: through the emulator, painted', here, {atLeast: 40});

await using children = await buildChildren();
await using child = await startChild<ConsoleChild>(children, 'console');
await child.ask('prints', text, times);
const url = new URL(await child.ask('url'));
const there = await inTurn(async () => flood(await openThere(url)));
tell('console: from a socket, through the emulator, painted', there, {});

if (hasTmux()) {
	const seconds = await inTurn(async () => printInTmux());
	printFigure({
		figure: 'console: the same in tmux with a terminal attached', value: megabytes / median(seconds), unit: 'MB/s', megabytes, rounds, ours: megabytes / median(there.map(({seconds}) => seconds)),
	});
} else {
	process.stderr.write('tmux is not installed: nothing to compare with\n');
}

type Flood = {seconds: number; cpu: number; frames: number; paintMs: number; toHost: number[]; toScreen: number[]; roundTrip: number[]};

type Source = {run: ConsoleRun; begin: () => void};

/** The wire is an array: what is measured is what happens behind it. */
async function openHere(): Promise<Source> {
	let begin: () => void = () => undefined;
	const begun = new Promise<void>(resolve => {
		begin = resolve;
	});
	const run = createConsoleRun({
		createEmulator, size,
		open: async () => ({
			output: {
				async * [Symbol.asyncIterator]() {
					await begun;
					for (let time = 0; time < times; time++) {
						for (let at = 0; at < text.length; at += 1 << 16) {
							yield text.slice(at, at + (1 << 16));
						}
					}
				},
			},
			write: () => undefined,
			resize: () => undefined,
			close: () => undefined,
			closed: Promise.resolve({reason: 'by-us', detail: ''}),
			async [Symbol.asyncDispose]() {
				// There is nothing to close.
			},
		} satisfies ConsoleWire),
	});
	await until(run.state, ({name}) => name === 'ready');
	return {run, begin};
}

async function openThere(address: URL): Promise<Source> {
	const run = createConsoleRun({
		createEmulator, size,
		open: async (given, signal) => openConsoleSocket({
			url: address, endpoint: parseEndpoint('arthas+http://127.0.0.1:1'), size: given, signal, readyMs: 5000, maxFrame: 1 << 24, ready: 'any-output',
		}),
	});
	await until(run.state, ({name}) => name === 'ready');
	return {
		run, begin() {
			run.type('\r');
		},
	};
}

async function flood({run, begin}: Source): Promise<Flood> {
	const screen = showConsole(run, size.cols, size.rows);
	const [toHost, toScreen, roundTrip]: number[][] = [[], [], []];
	const typed: number[] = [];
	let heard = 0;
	// What comes back is the number of a key, in a title, which is nothing that is shown.
	const stop = run.subscribe(() => {
		for (const last = Number(run.title()); heard < last; heard++) {
			roundTrip?.push(performance.now() - (typed[heard] ?? Number.NaN));
		}
	});
	const keys = startKeys(20, waited => {
		const pressedAt = performance.now() - waited;
		run.type(String(typed.push(pressedAt)));
		toHost?.push(performance.now() - pressedAt);
		screen.clock.schedule('key');
		screen.afterPaint(() => {
			toScreen?.push(performance.now() - pressedAt);
		});
	});
	const cpu = process.cpuUsage();
	const began = performance.now();
	begin();
	await until(run.state, ({name}) => name === 'closed');
	const seconds = (performance.now() - began) / 1000;
	const {user, system} = process.cpuUsage(cpu);
	await keys.stop();
	stop();
	screen.close();
	await run.end();
	return {
		seconds, cpu: (user + system) / 1e6, frames: screen.painted.frames, paintMs: screen.painted.ms, toHost: toHost ?? [], toScreen: toScreen ?? [], roundTrip: roundTrip ?? [],
	};
}

function tell(figure: string, all: readonly Flood[], bound: {atLeast?: number}): void {
	printFigure({
		figure,
		value: megabytes / median(all.map(({cpu}) => cpu)),
		unit: 'MB/s',
		...bound,
		wall: megabytes / median(all.map(({seconds}) => seconds)),
		megabytes,
		rounds,
		framesPerSecond: median(all.map(({frames, seconds}) => frames / seconds)),
		paintMsPerFrame: median(all.map(({paintMs, frames}) => paintMs / frames)),
	});
	for (const [what, values] of [['to the host', all.flatMap(({toHost}) => toHost)], ['to the screen', all.flatMap(({toScreen}) => toScreen)]] as const) {
		printFigure({
			figure: `${figure}: keys ${what}, p95`, value: percentile(values, 0.95), unit: 'ms', atMost: 50, p50: percentile(values, 0.5), most: Math.max(...values), keys: values.length,
		});
	}

	const echoes = all.flatMap(({roundTrip}) => roundTrip);
	if (echoes.length > 0) {
		printFigure({
			figure: `${figure}: keys to the host and back behind what it printed, p95`, value: percentile(echoes, 0.95), unit: 'ms', p50: percentile(echoes, 0.5), keys: echoes.length,
		});
	}
}

async function inTurn<Value>(run: () => Promise<Value>): Promise<Value[]> {
	const values: Value[] = [];
	for (let round = 0; round < rounds; round++) {
		values.push(await run());
	}

	return values;
}

function hasTmux(): boolean {
	try {
		execFileSync('tmux', ['-V'], {stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
}

/** Seconds until tmux has taken the whole file, while a terminal of the same size is attached to it. */
async function printInTmux(): Promise<number> {
	const {spawn} = await import('node-pty');
	const folder = await mkdtemp(path.join(tmpdir(), 'arthas-tui-tmux-'));
	const file = path.join(folder, 'output');
	await writeFile(file, text.repeat(times));
	const tmux = ['-S', path.join(folder, 'socket'), '-f', '/dev/null'];
	const began = performance.now();
	try {
		return await new Promise((resolve, reject) => {
			const terminal = spawn('tmux', [...tmux, 'new-session', '-x', '200', '-y', '50', `cat '${file}'`], {
				name: 'xterm-256color', cols: size.cols, rows: size.rows + 1, env: {PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8'},
			});
			terminal.onExit(({exitCode}) => {
				if (exitCode === 0) {
					resolve((performance.now() - began) / 1000);
				} else {
					reject(new Error(`tmux ended with ${exitCode}`));
				}
			});
		});
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}
