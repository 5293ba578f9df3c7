// The door for stock agents: what it takes, 1,000 agents at once, and with a real one what it adds to a key, 20 consoles
// opened at once, and commands typed into hidden consoles, one and 20, 150 mixed ones, and one that
// hangs. Without Java and Maven the real one is left out.
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {WebSocket} from 'ws';
import {connect} from '../source/core/client/connect.js';
import {parseEndpoint} from '../source/core/client/endpoint.js';
import {openConsoleSocket} from '../source/core/client/open-console.js';
import {createTextConsole, textConsoleSize, type TextConsole} from '../source/core/client/text/text-console.js';
import {prepareArthas, startJvm} from '../test/interop/arthas.js';
import type {TunnelServerChild} from './children/tunnel-server.js';
import {buildChildren} from './support/build-children.js';
import {startChild} from './support/child.js';
import {mixedOnDoor} from './support/mixed-on-door.js';
import {printFigure} from './support/print-figure.js';
import {median, percentile} from './support/statistics.js';

const starts = 7;
const agents = 1000;
const keys = 300;
const commands = 300;

await using children = await buildChildren();
await startAndMemory();
await manyAgents();
const home = await prepareArthas();
if ('skip' in home) {
	process.stderr.write(`tunnel-door: ${home.skip}\n`);
} else {
	await realAgent();
}

async function startAndMemory(): Promise<void> {
	const ms: number[] = [];
	const megabytes: number[] = [];
	for (let run = 0; run < starts; run++) {
		await using server = await startChild<TunnelServerChild>(children, 'tunnel-server');
		const {startedMs} = await server.ask('start');
		ms.push(startedMs);
		await wait(1000);
		const {rss} = await server.ask('memory');
		megabytes.push(rss / 1e6);
	}

	printFigure({
		figure: 'tunnel door: start of the process to all open doors', value: median(ms), unit: 'ms', atMost: 250, runs: starts,
	});
	printFigure({
		figure: 'tunnel door: server idle with all doors, resident', value: median(megabytes), unit: 'MB', atMost: 100, runs: starts,
	});
}

/** All of them dial at once, as they do after a restart of their server. */
async function manyAgents(): Promise<void> {
	await using server = await startChild<TunnelServerChild>(children, 'tunnel-server');
	const {http, tunnel} = await server.ask('start');
	const began = performance.now();
	const sockets = Array.from(
		{length: agents},
		(_, index) => new WebSocket(`ws://127.0.0.1:${tunnel}/ws?method=agentRegister&arthasVersion=4.1.5&appName=bench&id=bench_${index}`, {perMessageDeflate: false}),
	);
	let listed = 0;
	while (listed < agents && performance.now() - began < 30_000) {
		const answer = await fetch(`http://127.0.0.1:${http}/agents`);
		const all = await answer.json() as Array<{agentStatus: string}>;
		listed = all.filter(({agentStatus}) => agentStatus === 'IN_SERVICE').length;
	}

	const seconds = (performance.now() - began) / 1000;
	// Two rounds of signs of life.
	await wait(11_000);
	const {rss, peak} = await server.ask('memory');
	const open = sockets.filter(({readyState}) => readyState === WebSocket.OPEN).length;
	printFigure({
		figure: `tunnel door: ${agents} agents register at once until all are listed`, value: seconds, unit: 's', atMost: 10, isWell: listed === agents && open === agents, listed, open,
	});
	printFigure({
		figure: `tunnel door: server with ${agents} agents, resident`, value: rss / 1e6, unit: 'MB', atMost: 250, peak: peak / 1e6,
	});
	for (const socket of sockets) {
		socket.terminate();
	}
}

async function realAgent(): Promise<void> {
	await using server = await startChild<TunnelServerChild>(children, 'tunnel-server');
	const {http, tunnel} = await server.ask('start');
	const door = `ws://127.0.0.1:${tunnel}/ws`;
	await using jvm = await startJvm({main: 'math-game', sysprops: {'arthas.tunnelServer': door, 'arthas.agentId': 'bench_real'}});
	const through = `${door}?method=connectArthas&id=bench_real`;
	const direct = `ws://127.0.0.1:${jvm.httpPort}/ws`;
	await keyToEcho(through, direct);
	await atOnce(through);
	await typedCommands(http);
	await sideBySide(`${door}?method=connectArthas&id=bench_real`, http);
	await mixedOnDoor(jvm, http);
}

/** The way through the door and the way straight to the JVM in turn, key by key, so that both meet the same noise. */
async function keyToEcho(through: string, direct: string): Promise<void> {
	const [there, straight] = [await openConsole(through), await openConsole(direct)];
	const ms = {there: [] as number[], straight: [] as number[]};
	for (let key = 0; key < keys; key++) {
		ms.there.push(await there.press('x'));
		ms.straight.push(await straight.press('x'));
		if (key % 50 === 49) {
			// A line that grows long would be wrapped.
			await there.press('\u0003');
			await straight.press('\u0003');
		}
	}

	there.socket.terminate();
	straight.socket.terminate();
	printFigure({
		figure: 'tunnel door: key to echo on a real agent, added to the direct way, p50', value: median(ms.there) - median(ms.straight), unit: 'ms', atMost: 5,
		through: median(ms.there), direct: median(ms.straight), p95: {through: percentile(ms.there, 0.95), direct: percentile(ms.straight, 0.95)}, keys,
	});
}

async function atOnce(url: string): Promise<void> {
	const ms: number[] = [];
	for (let round = 0; round < 5; round++) {
		const began = performance.now();
		const consoles = await Promise.all(Array.from({length: 20}, async () => openConsole(url)));
		ms.push(performance.now() - began);
		for (const {socket} of consoles) {
			socket.terminate();
		}
	}

	printFigure({
		figure: 'tunnel door: 20 consoles of a real agent opened at once, to the last prompt', value: median(ms), unit: 'ms', atMost: 1000, worst: Math.max(...ms), rounds: ms.length,
	});
}

/** `exec echo` on a console that is used again, its output compared. */
async function typedCommands(port: number): Promise<void> {
	await using connection = connect(`channel+http://127.0.0.1:${port}`);
	await connection.ready();
	const session = connection.openSession(connection.agents.getSnapshot().find(({id}) => id === 'bench_real')!);
	const ms: number[] = [];
	let exact = 0;
	for (let index = -10; index < commands; index++) {
		const began = performance.now();
		const job = session.run(`echo n${index}x`);
		await job.ended;
		if (index >= 0) {
			ms.push(performance.now() - began);
			exact += JSON.stringify(job.entries().filter(({kind}) => kind === 'result')).includes(`"n${index}x"`) ? 1 : 0;
		}
	}

	printFigure({
		figure: 'tunnel door: exec echo on a real agent, console used again, p50', value: median(ms), unit: 'ms', atMost: 20, isWell: exact === commands, p95: percentile(ms, 0.95), exact, commands,
	});
}

/**
20 hidden consoles at once, and on each 15 commands whose output is known: none may have another's. With so many at once a
real agent (4.1.5) leaves a console hanging now and then, whether or not there is a server between: it echoes, and that is
all. Such a one is replaced, as whoever gives commands a time-out does.
*/
async function sideBySide(url: string, port: number): Promise<void> {
	const endpoint = parseEndpoint(`channel+http://127.0.0.1:${port}`);
	let replaced = 0;
	const open = async () => createTextConsole(await openConsoleSocket({
		url: new URL(url), endpoint, size: textConsoleSize, signal: new AbortController().signal, readyMs: 10_000, maxFrame: 1 << 20,
	}));
	const run = async (index: number) => {
		let console = await open();
		let right = 0;
		for (let turn = 0; turn < 15; turn++) {
			const {command, fits} = known(index, turn);
			let {end, text} = await typed(console, command);
			if (end !== 'prompt') {
				replaced++;
				console = await open();
				({end, text} = await typed(console, command));
			}

			right += end === 'prompt' && fits(text) ? 1 : 0;
		}

		console.close();
		return right;
	};

	const began = performance.now();
	const rights = await Promise.all(Array.from({length: 20}, async (_, index) => run(index)));
	let right = 0;
	for (const count of rights) {
		right += count;
	}

	printFigure({
		figure: 'tunnel door: 20 consoles of a real agent at once, 15 commands each, outputs exact', value: right, unit: 'of 300', atLeast: 300, replaced, seconds: (performance.now() - began) / 1000,
	});
}

function known(index: number, turn: number): {command: string; fits: (text: string) => boolean} {
	const own = `c${index}t${turn}`;
	return [
		{command: `echo ${own}`, fits: (text: string) => text === own},
		{command: 'version', fits: (text: string) => text === '4.1.5'},
		{command: 'sysprop java.specification.version', fits: (text: string) => /^ ?KEY +VALUE *\n-+\n java\.specification\.version +17 *$/u.test(text)},
	][turn % 3]!;
}

async function typed(console: TextConsole, command: string): Promise<{end: string; text: string}> {
	const leave = new AbortController();
	const timer = setTimeout(() => {
		leave.abort();
	}, 5000);
	const lines: string[] = [];
	const {kind} = await console.run(command, {
		size: textConsoleSize, stop: new AbortController().signal, leave: leave.signal, onStart: () => undefined, onLine(line) {
			lines.push(line);
		},
	});
	clearTimeout(timer);
	return {end: kind, text: lines.join('\n').trim()};
}

type BenchConsole = {socket: WebSocket; press(key: string): Promise<number>};

/** Resolves at the first prompt. */
async function openConsole(url: string): Promise<BenchConsole> {
	const socket = new WebSocket(url, {perMessageDeflate: false});
	let hear: (frame: string) => void = () => undefined;
	socket.on('message', data => {
		hear((data as Uint8Array).toString());
	});
	const heard = async (fits: (frame: string) => boolean) => new Promise<void>(resolve => {
		hear = frame => {
			if (fits(frame)) {
				resolve();
			}
		};
	});
	await heard(isPrompt);
	return {
		socket,
		async press(key) {
			const began = performance.now();
			socket.send(JSON.stringify({action: 'read', data: key}));
			// The line end of an interrupted line comes before its prompt.
			await heard(frame => key !== '\u0003' || isPrompt(frame));
			return performance.now() - began;
		},
	};
}

function isPrompt(frame: string): boolean {
	return frame.endsWith(']$ ');
}
