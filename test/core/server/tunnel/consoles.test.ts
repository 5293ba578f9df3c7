import {once} from 'node:events';
import {setImmediate} from 'node:timers/promises';
import {
	afterEach, describe, expect, test, vi,
} from 'vitest';
import {WebSocket} from 'ws';
import {call, post, startJob} from '../harness.js';
import {
	consoleOf, doorUrl, joinTunnel, opened, openConsole, prompt, startDoor,
} from './harness.js';

afterEach(() => {
	vi.useRealTimers();
});

const fakeTimeouts = () => vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});

describe('a console through the tunnel door', () => {
	test('banner, prompt, a command, and the good-bye of the shell', async () => {
		const server = await startDoor();
		await joinTunnel(server, {id: 'demo_a'});
		const console = consoleOf(server, 'demo_a');
		await console.untilPrompt();
		console.type('version\r');
		await console.untilPrompt(2);
		expect(console.output.slice(console.output.indexOf(prompt))).toBe(`${prompt}version\r\n4.1.5\r\n${prompt}`);
		console.type('quit\r');
		expect(await console.untilClosed()).toBe('1000 Bye');
	});

	test('what is typed before the shell is there waits for it', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a'});
		const console = consoleOf(server, 'demo_a');
		await opened(console);
		console.type('version\r');
		await console.untilPrompt(2);
		expect(agent.commands).toEqual(['version']);
	});

	test('the same on every port of the server', async () => {
		const server = await startDoor();
		await joinTunnel(server, {id: 'demo_a'});
		for (const {port} of [server.http, server.ws, server.tunnel!]) {
			const console = openConsole(`ws://127.0.0.1:${port}/ws?method=connectArthas&id=demo_a`);
			await console.untilPrompt();
		}
	});

	test('20 at once open within a second, each with its own output', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a', lines: Object.fromEntries(Array.from({length: 20}, (_, index) => [`pwd ${index}`, [`out ${index}`]]))});
		const startedAt = performance.now();
		const consoles = Array.from({length: 20}, () => consoleOf(server, 'demo_a'));
		await Promise.all(consoles.map(async console => console.untilPrompt()));
		expect(performance.now() - startedAt).toBeLessThan(1000);
		expect(agent.consoles).toBe(20);
		await Promise.all(consoles.map(async (console, index) => {
			console.type(`pwd ${index}\r`);
			await console.untilPrompt(2);
		}));
		expect(consoles.map(({output}) => output.slice(output.indexOf(prompt)))).toEqual(consoles.map((_, index) => `${prompt}pwd ${index}\r\nout ${index}\r\n${prompt}`));
	});

	test('an operator who leaves ends the shell', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a'});
		const console = consoleOf(server, 'demo_a');
		await console.untilPrompt();
		console.socket.terminate();
		await agent.until(() => agent.consoles === 0);
	});

	test('consoles outlive the control connection of their agent', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a'});
		const console = consoleOf(server, 'demo_a');
		await console.untilPrompt();
		agent.cut();
		await agent.until(() => agent.tries.length === 2);
		console.type('version\r');
		await console.untilPrompt(2);
		expect(console.closed).toBeUndefined();
	});

	test('a JVM that dies in mid-output is told from a shell that ends', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a', perSecond: 200});
		const console = consoleOf(server, 'demo_a');
		await console.untilPrompt();
		console.type('watch demo.MathGame primeFactors\r');
		await console.until(() => console.output.includes('@Integer[3]'));
		agent.kill();
		expect(await console.untilClosed()).toBe('4503 demo_a or its connection is gone');
		const late = consoleOf(server, 'demo_a');
		expect(await late.untilClosed()).toMatch(/^4503 demo_a has no connection/u);
	});

	test('10 MB of output come whole, also to somebody who reads slowly', async () => {
		const server = await startDoor();
		const text = Array.from({length: 10_000}, (_, index) => `${index} ${'x'.repeat(1000)}`);
		await joinTunnel(server, {id: 'demo_a', lines: {'cat big': text}});
		const console = consoleOf(server, 'demo_a');
		await console.untilPrompt();
		console.type('cat big\r');
		await once(console.socket, 'message');
		console.socket.pause();
		// The other consoles go on while this one stands still.
		const other = consoleOf(server, 'demo_a');
		await other.untilPrompt();
		console.socket.resume();
		await console.untilPrompt(2);
		expect(console.output.slice(console.output.indexOf(prompt))).toBe(`${prompt}cat big\r\n${text.join('\r\n')}\r\n${prompt}`);
	});

	test('somebody who reads nothing for 30 s loses the console, because the JVM would have to keep it', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a', lines: {'cat big': Array.from({length: 30_000}, (_, index) => `${index} ${'x'.repeat(1000)}`)}});
		const console = consoleOf(server, 'demo_a');
		await console.untilPrompt();
		fakeTimeouts();
		console.type('cat big\r');
		await once(console.socket, 'message');
		console.socket.pause();
		while (vi.getTimerCount() === 0) {
			await setImmediate();
		}

		await vi.advanceTimersByTimeAsync(30_000);
		await agent.until(() => agent.consoles === 0);
		console.socket.resume();
		expect(await console.untilClosed()).toMatch(/^1009 the console wrote faster than it was read/u);
	});

	test('nonsense of an operator does no harm: no JSON, binary, a frame that is too large', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a'});
		const console = consoleOf(server, 'demo_a');
		await console.untilPrompt();
		console.socket.send('nonsense');
		console.socket.send(Uint8Array.from([1, 2, 3]));
		console.type('version\r');
		await console.untilPrompt(2);
		console.socket.send('x'.repeat(2 << 20));
		expect(await console.untilClosed()).toMatch(/^1009/u);
		await agent.until(() => agent.consoles === 0);
		expect(agent.tries).toEqual(['open']);
	});
});

describe('consoles that don\'t open', () => {
	test.each(['nobody', ''])('an unknown id is told at once: “%s”', async id => {
		const server = await startDoor();
		await joinTunnel(server, {id: 'demo_a'});
		const console = consoleOf(server, id);
		expect(await console.untilClosed()).toMatch(/^4404 no agent (?:nobody|\(empty id\)) here/u);
	});

	test('an agent that doesn\'t dial back: 20 s, and it stays registered', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a', isFrozen: true});
		fakeTimeouts();
		const console = consoleOf(server, 'demo_a');
		await agent.until(() => agent.frames.some(frame => frame.includes('startTunnel')));
		await vi.advanceTimersByTimeAsync(19_900);
		expect(console.closed).toBeUndefined();
		await vi.advanceTimersByTimeAsync(200);
		expect(await console.untilClosed()).toBe('4504 demo_a opened no tunnel in 20 s: its JVM may be frozen');
		expect(agent.tries).toEqual(['open']);
	});

	test('a tunnel that was opened before the shell was up is silent for ever, and is replaced', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a', early: 1});
		fakeTimeouts();
		const console = consoleOf(server, 'demo_a');
		await agent.until(() => agent.consoles === 1);
		await vi.advanceTimersByTimeAsync(3500);
		vi.useRealTimers();
		await console.until(() => console.output.includes(prompt));
		expect(agent.frames.filter(frame => frame.includes('startTunnel'))).toHaveLength(2);
		await agent.until(() => agent.consoles === 1);
	});

	test('an agent that came for the first time is given time to start its shell', async () => {
		const server = await startDoor({tunnel: {settleMs: 60_000}});
		const agent = await joinTunnel(server, {id: 'demo_a'});
		const console = consoleOf(server, 'demo_a');
		await opened(console);
		// A second agent's console shows that everything before it has been done.
		agent.cut();
		await agent.until(() => agent.tries.length === 2);
		expect(agent.frames.filter(frame => frame.includes('startTunnel'))).toEqual([]);
		const after = consoleOf(server, 'demo_a');
		await after.untilPrompt();
	});

	test('an operator who leaves while it opens is waited for by nobody', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a', isFrozen: true});
		const console = consoleOf(server, 'demo_a');
		await agent.until(() => agent.frames.some(frame => frame.includes('startTunnel')));
		const connection = new URL(agent.frames.at(-1)!.replace('response:', 'ws://x')).searchParams.get('clientConnectionId');
		console.socket.terminate();
		await console.untilClosed();
		const answer = await lateDialBack(server, connection!);
		expect(answer).toBe(503);
	});

	test('the end of the server is told', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a'});
		const console = consoleOf(server, 'demo_a');
		await console.untilPrompt();
		await server.close();
		expect(await console.untilClosed()).toBe('1012 the server is shutting down');
		await agent.until(() => agent.consoles === 0);
	});
});

test('calls that only channel agents take say so at once', async () => {
	const server = await startDoor();
	await joinTunnel(server, {id: 'demo_a'});
	const answer = await post(server, '/agent/demo_a/exec', '{"action":"EXECUTE","executeParams":{"commandLine":"version"}}');
	expect([answer.status, answer.json]).toEqual([501, expect.objectContaining({code: 'CONSOLE_ONLY', ran: 'no'})]);
	await expect(startJob(server, 'watch a b', {agentId: 'demo_a'})).rejects.toThrow('501');
	expect((await call(server, '/agent/demo_a')).json).toMatchObject({agentId: 'demo_a', channelFeatures: ['WebConsole', 'Tunnel']});
});

/** A dial-back that comes too late is refused, or hung up as soon as it has come. */
async function lateDialBack(server: Parameters<typeof doorUrl>[0], connection: string): Promise<number> {
	const socket = new WebSocket(`${doorUrl(server)}?method=openTunnel&clientConnectionId=${connection}&id=demo_a`);
	socket.on('error', () => undefined);
	const [, response] = await once(socket, 'unexpected-response') as [unknown, {statusCode: number}];
	socket.terminate();
	return response.statusCode;
}
