import type {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {
	afterEach, describe, expect, it, vi,
} from 'vitest';
import {WebSocketServer, type RawData, type WebSocket} from 'ws';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import {openConsoleSocket, type ConsoleSocketOptions, type ConsoleState} from '../../../source/core/client/open-console.js';

type Talk = (socket: WebSocket, frames: Array<Record<string, unknown>>) => void;

const prompt = '[arthas@4711]$ ';
const banner: Talk = socket => {
	socket.send('wiki  https://example.com\r\n');
	socket.send(prompt);
};

let servers: Server[] = [];

afterEach(() => {
	for (const server of servers) {
		server.closeAllConnections();
		server.close();
	}

	servers = [];
});

describe('opening', () => {
	it('is ready at the prompt, which may come in pieces, and keeps the banner', async () => {
		const {open} = await serve(socket => {
			socket.send('banner\r\n[arthas@');
			socket.send('4711]$ ');
		});
		const console = await open();
		console.close();

		expect(await readAll(console.output)).toBe('banner\r\n[arthas@4711]$ ');
		expect(await console.closed).toEqual({reason: 'by-us', detail: ''});
	});

	it('sends its size first, and its login', async () => {
		const {open, frames, requests} = await serve(banner);
		const console = await open({endpoint: parseEndpoint('arthas+http://127.0.0.1:1', {password: 'geheim'})});
		console.close();
		await console.closed;

		expect(frames).toEqual([{action: 'resize', cols: 120, rows: 40}]);
		expect(requests[0]).toMatchObject({authorization: 'Basic YXJ0aGFzOmdlaGVpbQ=='});
		expect(requests[0]).not.toHaveProperty('sec-websocket-extensions');
	});

	it('takes any output for ready where there is no prompt', async () => {
		const {open} = await serve(socket => {
			socket.send('$');
		});
		const console = await open({ready: 'any-output'});
		console.close();

		expect(await readAll(console.output)).toBe('$');
	});

	it.each<[name: string, talk: Talk, options: Partial<ConsoleSocketOptions>, expected: Record<string, unknown>]>([
		['silence', () => undefined, {readyMs: 50}, {code: 'ERR_TIMEOUT_CONSOLE', retryable: true}],
		['half a banner', socket => {
			socket.send('half');
		}, {stalledMs: 20}, {code: 'ERR_TIMEOUT_CONSOLE', retryable: true, hint: 'opening it again usually helps'}],
		['an unknown agent', socket => {
			socket.close(4404, 'no agent web-9 here');
		}, {}, {code: 'ERR_AGENT_UNKNOWN', message: expect.stringContaining('no agent web-9 here') as unknown}],
		['an agent that is gone', socket => {
			socket.close(4503, 'gone');
		}, {}, {code: 'ERR_AGENT_GONE', retryable: true}],
		['a close without a word', socket => {
			socket.close(1000);
		}, {}, {code: 'ERR_TIMEOUT_CONSOLE'}],
		['a cut', socket => {
			socket.terminate();
		}, {}, {code: 'ERR_CONNECT_DOWN', retryable: true}],
	])('fails with %s', async (_name, talk, options, expected) => {
		const {open} = await serve(talk);
		await expect(open(options)).rejects.toMatchObject(expected);
	});

	it.each([
		[401, 'ERR_AUTH_LOGIN'],
		[403, 'ERR_AUTH_POLICY'],
		[404, 'ERR_PROTOCOL_PEER'],
	])('fails with an HTTP %i as %s', async (status, code) => {
		const server = createServer();
		server.on('upgrade', (_request, socket) => {
			socket.end(`HTTP/1.1 ${status} x\r\ncontent-length: 0\r\n\r\n`);
		});
		const url = await listen(server);
		await expect(openConsoleSocket(withDefaults(url, {}))).rejects.toMatchObject({code});
	});

	it('fails where nothing listens', async () => {
		const server = createServer();
		const url = await listen(server);
		server.close();
		await once(server, 'close');
		await expect(openConsoleSocket(withDefaults(url, {}))).rejects.toMatchObject({code: 'ERR_CONNECT_REFUSED'});
	});

	it('ends with its signal, while it connects and while it waits for the prompt', async () => {
		const {open} = await serve(() => undefined);
		await expect(open({signal: AbortSignal.abort(new Error('left'))})).rejects.toThrow('left');
		const controller = new AbortController();
		const opening = open({
			signal: controller.signal,
			onState() {
				setImmediate(() => {
					controller.abort(new Error('left later'));
				});
			},
		});
		await expect(opening).rejects.toThrow('left later');
	});
});

describe('an open console', () => {
	it('types, resizes and keeps alive', async () => {
		const {open, frames, next} = await serve(banner);
		const console = await open({keepAliveMs: 20});
		console.write('thread -n 1\r');
		console.resize({cols: 80, rows: 24});
		await next(frame => frame['data'] === '');
		console.close();
		await console.closed;

		expect(frames.slice(1, 3)).toEqual([{action: 'read', data: 'thread -n 1\r'}, {action: 'resize', cols: 80, rows: 24}]);
	});

	it('types a long text in pieces that follow the echo and part no character', async () => {
		const {open, frames, next} = await serve(socket => {
			banner(socket, []);
			socket.on('message', data => {
				const {action, data: keys} = JSON.parse(textOf(data)) as {action: string; data: string};
				if (action === 'read') {
					for (const character of keys) {
						socket.send(character);
					}
				}
			});
		});
		const console = await open();
		const text = `${'x'.repeat(511)}😀${'y'.repeat(1000)}!`;
		console.write(text);
		await next(frame => String(frame['data']).endsWith('!'));
		console.close();
		const typed = frames.slice(1).map(frame => String(frame['data']));

		expect(typed.join('')).toBe(text);
		expect(typed.map(piece => piece.length)).toEqual([511, 512, 491]);
	});

	it('goes on typing where nothing is echoed', async () => {
		const {open, next} = await serve(banner);
		const console = await open();
		console.write('z'.repeat(600));
		expect(await next(frame => String(frame['data']).length === 88)).toMatchObject({action: 'read'});
		console.close();
	});

	it('holds the socket while nobody reads, and loses nothing', async () => {
		const total = 6 << 20;
		let server: WebSocket | undefined;
		const {open} = await serve(socket => {
			server = socket;
			banner(socket, []);
			for (let sent = 0; sent < total; sent += 65_536) {
				socket.send('a'.repeat(65_536));
			}

			socket.close(1000, 'Bye');
		});
		const console = await open();
		// What neither the sockets' buffers nor ours hold has to stay at the sender.
		expect(server?.bufferedAmount).toBeGreaterThan(0);
		expect(await readAll(console.output)).toHaveLength(total + 'wiki  https://example.com\r\n'.length + prompt.length);
		expect(await console.closed).toEqual({reason: 'ended', detail: 'the shell ended'});
	});

	it('tells when nothing answers, and when even a ping has no answer', async () => {
		const {open} = await serve(banner, {autoPong: false});
		const states: ConsoleState[] = [];
		const console = await open({silentMs: 30, onState: state => states.push(state)});
		console.write('x');

		expect(await console.closed).toMatchObject({reason: 'lost'});
		expect(states).toEqual(['opening', 'ready', 'silent']);
	});

	it('is no longer silent when the ping is answered', async () => {
		const {open} = await serve(banner);
		const states: ConsoleState[] = [];
		const console = await open({silentMs: 20, onState: state => states.push(state)});
		console.write('x');
		await expect.poll(() => states).toEqual(['opening', 'ready', 'silent', 'ready']);
		console.close();
	});

	it('counts as ended when no prompt follows a good-bye on a server that leaves the socket open', async () => {
		const {open, next} = await serve(banner);
		const console = await open({endsInSilence: true});
		vi.useFakeTimers({toFake: ['setTimeout']});
		try {
			console.write('exit\r');
			await next(frame => frame['data'] === 'exit\r');
			vi.advanceTimersByTime(3000);
			expect(await console.closed).toMatchObject({reason: 'ended'});
		} finally {
			vi.useRealTimers();
		}
	});

	it.each<[name: string, code: number, reason: string, last: string, expected: Record<string, unknown>]>([
		['too much for a server', 1009, 'Max frame length of 65536 has been exceeded.', '', {reason: 'too-big'}],
		['a server that drains', 1012, 'restarting', '', {reason: 'draining', detail: 'restarting'}],
		['an agent that went', 4503, 'web-1 is gone', '', {reason: 'agent-gone', detail: 'web-1 is gone'}],
		['a shell that ended', 1000, 'Bye', '', {reason: 'ended'}],
		['a session that was idle', 1000, '', 'session (c0ffee) is closed because inactivity timeout\r\n', {reason: 'idle'}],
		['a close that says nothing', 1000, '', '', {reason: 'agent-gone'}],
		['a protocol error', 1002, '', '', {reason: 'lost'}],
	])('says why it ended: %s', async (_name, code, reason, last, expected) => {
		const {open} = await serve(socket => {
			banner(socket, []);
			socket.on('message', data => {
				if (textOf(data).includes('leave')) {
					socket.send(last);
					socket.close(code, reason);
				}
			});
		});
		const console = await open();
		console.write('leave\r');
		expect(await console.closed).toMatchObject(expected);
	});

	it('is too big when a frame is', async () => {
		const {open} = await serve(socket => {
			banner(socket, []);
			socket.send('b'.repeat(5000));
		});
		const console = await open({maxFrame: 1000});
		expect(await console.closed).toMatchObject({reason: expect.stringMatching(/too-big|lost/u) as unknown});
	});
});

async function serve(talk: Talk, options: {autoPong?: boolean} = {}) {
	const server = createServer();
	const frames: Array<Record<string, unknown>> = [];
	const requests: Array<Record<string, unknown>> = [];
	const waiting = new Set<() => void>();
	new WebSocketServer({server, perMessageDeflate: true, ...options}).on('connection', (socket, request) => {
		requests.push(request.headers);
		socket.on('message', data => {
			frames.push(JSON.parse(textOf(data)) as Record<string, unknown>);
			for (const wake of waiting) {
				wake();
			}
		});
		talk(socket, frames);
	});
	const url = await listen(server);
	return {
		frames,
		requests,
		open: async (changes: Partial<ConsoleSocketOptions> = {}) => openConsoleSocket(withDefaults(url, changes)),
		/** The first frame that fits, now or later. */
		next: async (fits: (frame: Record<string, unknown>) => boolean) => new Promise<Record<string, unknown>>(resolve => {
			const look = () => {
				const found = frames.find(frame => fits(frame));
				if (found) {
					waiting.delete(look);
					resolve(found);
				}
			};

			waiting.add(look);
			look();
		}),
	};
}

function withDefaults(url: URL, changes: Partial<ConsoleSocketOptions>): ConsoleSocketOptions {
	return {
		url, endpoint: parseEndpoint('arthas+http://127.0.0.1:1'), size: {cols: 120, rows: 40}, signal: new AbortController().signal, readyMs: 5000, maxFrame: 1 << 20, ...changes,
	};
}

async function listen(server: Server): Promise<URL> {
	servers.push(server);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return new URL(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`);
}

function textOf(data: RawData): string {
	return (data as Buffer).toString();
}

async function readAll(output: AsyncIterable<string>): Promise<string> {
	let text = '';
	for await (const piece of output) {
		text += piece;
	}

	return text;
}
