import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {
	afterEach, describe, expect, test, vi,
} from 'vitest';
import {WebSocket} from 'ws';
import {memoryStore, type ChannelServer, type ServerOptions} from '../../../source/core/server/index.js';
import {inputPieces} from '../../../source/core/server/websocket/input-pieces.js';
import {AgentStatus, RequestAction, ResponseStatus} from '../../../source/core/protocol/generated/ArthasService.js';
import type {Answer, ScriptedAgent, ScriptedAgentOptions} from '../../servers/scripted-agent.js';
import {fixture} from '../../helpers/fixture.js';
import {
	call, closeAll, join, messages, openEvents, post, startTestServer, untilAgent, type Message,
} from './harness.js';

const open: AsyncDisposable[] = [];
afterEach(async () => {
	await closeAll(open);
	vi.useRealTimers();
});

const {SUCCEEDED, CONTINUOUS, FAILED} = ResponseStatus;
const {OPEN_CONSOLE, CLOSE_CONSOLE, CONSOLE_INPUT} = RequestAction;
const consoleId = '358cceb0b1184c758be965702bae1baf';
const output = (...texts: string[]): Answer => ({requestId: consoleId, status: CONTINUOUS, consoleResult: {results: texts.map(text => ({dataType: 'tty', dataBytes: Buffer.from(text)}))}});

async function start(options: Omit<ScriptedAgentOptions, 'server'> = {}, serverOptions: ServerOptions = {}): Promise<{server: ChannelServer; agent: ScriptedAgent}> {
	const server = await startTestServer(serverOptions);
	open.push(server);
	const agent = await join(server, options);
	open.push(agent);
	return {server, agent};
}

/** Opens the console, and otherwise keeps silent. */
const opening: ScriptedAgentOptions['answer'] = ({action}) => action === OPEN_CONSOLE ? [{status: SUCCEEDED, consoleResult: {consoleId}}] : undefined;

type Terminal = {socket: WebSocket; frames: string[]; closed: Promise<{code: number; reason: string}>; until(fits: (frames: string[]) => boolean): Promise<void>};

async function dial(server: ChannelServer, query = '?method=connectArthas&id=mg1', {door = 'ws', path = '/ws'}: {door?: 'ws' | 'http'; path?: string} = {}): Promise<Terminal> {
	const socket = new WebSocket(`ws://127.0.0.1:${server[door].port}${path}${query}`);
	const frames: string[] = [];
	const checks = new Set<() => void>();
	socket.on('message', (data, isBinary) => {
		frames.push(`${isBinary ? 'binary ' : ''}${(data as Buffer).toString('utf8')}`);
		for (const check of checks) {
			check();
		}
	});
	const closed = (async () => {
		const [code, reason] = await once(socket, 'close') as [number, Buffer];
		return {code, reason: reason.toString('utf8')};
	})();
	open.push({
		async [Symbol.asyncDispose]() {
			socket.terminate();
			await closed;
		},
	});
	await once(socket, 'open');
	return {
		socket,
		frames,
		closed,
		until: async fits => new Promise(resolve => {
			const check = () => {
				if (fits(frames)) {
					checks.delete(check);
					resolve();
				}
			};

			checks.add(check);
			check();
		}),
	};
}

const inputs = (agent: ScriptedAgent) => agent.requests.filter(({action}) => action === CONSOLE_INPUT).map(({consoleParams}) => consoleParams?.inputData);

describe('a console as recorded', () => {
	type Frames = Array<{dir?: string; opcode?: number; text?: string}>;

	test('the banner of the real agent, frame by frame', async () => {
		const {server} = await start({jvm: {}});
		const {frames} = JSON.parse(fixture('channel-server/ws-console-session.json')) as {frames: Frames};
		const recorded = frames.filter(({dir}) => dir === 'server->client').map(({text}) => text ?? '');
		const banner = recorded.slice(0, recorded.findIndex(text => text.startsWith('[arthas@')));
		const terminal = await dial(server);
		await terminal.until(all => all.length >= banner.length);
		const neutral = (lines: string[]) => lines.map(line => line.replaceAll(/\d{4}-\d\d-\d\d [\d:]{8}|\d{4,}/g, ''));
		expect(neutral(terminal.frames.slice(0, banner.length))).toEqual(neutral(banner));
	});

	type Recorded = Array<{
		dir: string;
		message?: {
			requestId: string;
			status: string;
			action?: string;
			message?: string;
			consoleParams?: {inputData: string};
			consoleResult?: {consoleId?: string; results?: Array<{dataType: string; dataBytes: {base64: string}}>};
		};
	}>;

	test('what the agent sent in a whole session: one text frame for each write, input as it was typed', async () => {
		const recording = JSON.parse(fixture('channel-server/grpc-console.json')) as Recorded;
		const said = recording.filter(({dir, message}) => dir === 'agent->server' && message?.requestId !== 'nosuchconsole').map(({message}) => message);
		const [opened, ...rest] = said;
		const recordedId = opened?.consoleResult?.consoleId ?? '';
		const {server, agent} = await start({
			answer: ({action}) => action === OPEN_CONSOLE ? [{status: SUCCEEDED, consoleResult: {consoleId: recordedId}}] : undefined,
		});
		const terminal = await dial(server);
		const typed = recording
			.filter(({dir, message}) => dir === 'server->agent' && message?.action === 'CONSOLE_INPUT' && message.requestId === recordedId)
			.map(({message}) => message?.consoleParams?.inputData ?? '');
		for (const text of typed) {
			terminal.socket.send(text);
		}

		await agent.until(() => agent.requests.length === typed.length + 1);
		expect(inputs(agent)).toEqual(typed);
		expect(agent.requests.slice(1).every(({requestId, consoleParams}) => requestId === recordedId && consoleParams?.consoleId === recordedId)).toBe(true);
		const writes: string[] = [];
		for (const {status, message, consoleResult} of rest.flatMap(one => one ?? [])) {
			const results = (consoleResult?.results ?? []).map(({dataType, dataBytes}) => ({dataType, dataBytes: Buffer.from(dataBytes.base64, 'base64')}));
			writes.push(...results.map(({dataBytes}) => dataBytes.toString('utf8')));
			agent.send({
				requestId: recordedId, status: status === 'CONTINUOUS' ? CONTINUOUS : SUCCEEDED, ...(message !== undefined && {message}), ...(consoleResult && {consoleResult: {results}}),
			});
		}

		await terminal.until(frames => frames.length === writes.length);
		expect(terminal.frames).toEqual(writes);
		expect(writes.length).toBeGreaterThan(50);
		if (rest.at(-1)?.status === 'SUCCEEDED') {
			expect(await terminal.closed).toEqual({code: 1000, reason: 'console closed'});
		}
	});

	test.each([
		['/ws/', 'ws'], ['/ws/x', 'ws'], ['/ws', 'http'],
	] as const)('%s on the %s port', async (path, door) => {
		const {server, agent} = await start({answer: opening});
		const terminal = await dial(server, undefined, {door, path});
		agent.send(output('hello'));
		await terminal.until(frames => frames.includes('hello'));
	});
});

describe('frames', () => {
	test('input before the console is open waits for it, output before its id is known too', async () => {
		const {server, agent} = await start();
		const terminal = await dial(server);
		terminal.socket.send('{"action":"resize","cols":120,"rows":40}');
		terminal.socket.send(String.raw`{"action":"read","data":"version\r"}`);
		const {requestId} = await agent.nextRequest();
		agent.send(output('banner'));
		agent.send(output('prompt'));
		agent.send({requestId, status: SUCCEEDED, consoleResult: {consoleId}});
		await terminal.until(frames => frames.length === 2);
		expect(terminal.frames).toEqual(['banner', 'prompt']);
		await agent.until(() => agent.requests.length === 3);
		expect(inputs(agent)).toEqual(['{"action":"resize","cols":120,"rows":40}', String.raw`{"action":"read","data":"version\r"}`]);
	});

	test('text goes to the agent as it is, fragmented or not; binary frames are ignored; other data is not shown', async () => {
		const {server, agent} = await start({answer: opening});
		const {socket, frames, until} = await dial(server);
		await agent.nextRequest();
		socket.send(Buffer.from('binary'), {binary: true});
		socket.send('{"action":"read",', {fin: false});
		socket.send('"data":"a"}', {fin: true});
		socket.send('not JSON');
		await agent.until(() => inputs(agent).length === 2);
		expect(inputs(agent)).toEqual(['{"action":"read","data":"a"}', 'not JSON']);
		agent.send({requestId: consoleId, status: CONTINUOUS, consoleResult: {results: [{dataType: 'image', dataBytes: Buffer.from('x')}, {dataType: 'tty', dataBytes: Buffer.from('号')}]}});
		await until(all => all.length === 1);
		expect(frames).toEqual(['号']);
	});

	test('a paste that the agent\'s terminal would not survive reaches it in pieces', async () => {
		const {server, agent} = await start({answer: opening});
		const {socket} = await dial(server);
		const pasted = 'echo 号😀'.repeat(20_000);
		socket.send(JSON.stringify({action: 'read', data: pasted}));
		await agent.until(() => inputs(agent).map(text => (JSON.parse(text ?? '') as {data: string}).data).join('') === pasted);
		expect(inputs(agent).every(text => Buffer.byteLength(text ?? '') < 65_536)).toBe(true);
	});

	test('pieces never split a letter, and what can\'t be split is not sent', () => {
		const data = `${'x'.repeat(4095)}😀${'y'.repeat(70_000)}`;
		const pieces = inputPieces(JSON.stringify({action: 'read', data})).map(piece => (JSON.parse(piece) as {data: string}).data);
		expect(pieces.join('')).toBe(data);
		expect(pieces.every(piece => Buffer.from(piece).toString('utf8') === piece)).toBe(true);
		expect(pieces[0]).toHaveLength(4095);
		expect(inputPieces('x'.repeat(100_000))).toEqual([]);
		expect(inputPieces(JSON.stringify({action: 'resize', cols: 'x'.repeat(100_000)}))).toEqual([]);
	});

	test('more than 1 MiB in one frame is too much', async () => {
		const {server, agent} = await start({answer: opening});
		const {socket, closed} = await dial(server);
		await agent.nextRequest();
		socket.send('x'.repeat((1 << 20) + 1));
		expect((await closed).code).toBe(1009);
		expect(await agent.nextRequest()).toMatchObject({action: CLOSE_CONSOLE, requestId: consoleId, consoleParams: {consoleId}});
	});

	test('an operator who does not read is cut before it costs much', async () => {
		const {server, agent} = await start({answer: opening}, {store: memoryStore({bytes: 2 << 20})});
		const {socket, closed} = await dial(server);
		await agent.nextRequest();
		socket.pause();
		const big = 'x'.repeat(100_000);
		const isCut = () => agent.requests.some(({action}) => action === CLOSE_CONSOLE);
		for (let index = 0; index < 400 && !isCut(); index++) {
			const before = agent.acknowledgements.length;
			agent.send(output(big));
			await agent.until(() => agent.acknowledgements.length > before);
		}

		socket.resume();
		expect((await closed).code).toBe(1009);
	});
});

describe('the end of a console', () => {
	test.each([
		['an unknown agent', '?method=connectArthas&id=nosuch', 4404, 'no agent nosuch here; 1 other is'],
		['no id', '?method=connectArthas', 4404, 'no agent (empty id) here; 1 other is'],
	])('%s: at once, with a reason', async (_, query, code, reason) => {
		const {server} = await start();
		expect(await (await dial(server, query)).closed).toEqual({code, reason});
	});

	test.each([
		'/ws?id=mg1', '/ws?method=agentRegister&id=mg1', '/?method=connectArthas&id=mg1', '/wsx?method=connectArthas&id=mg1',
	])('%s is refused where the Java server says nothing', async address => {
		const {server, agent} = await start();
		const socket = new WebSocket(`ws://127.0.0.1:${server.ws.port}${address}`);
		const [, response] = await once(socket, 'unexpected-response') as [unknown, {statusCode: number}];
		expect(response.statusCode).toBe(404);
		socket.on('error', () => undefined);
		socket.terminate();
		expect(agent.requests).toEqual([]);
	});

	test.each<[string, Answer, number, string]>([
		['the agent says no', {status: FAILED, message: 'open console error'}, 4500, 'open console error'],
		['the agent names no console', {status: SUCCEEDED}, 4500, 'the agent opened no console'],
	])('%s', async (_, answer, code, reason) => {
		const {server} = await start({answer: () => [answer]});
		expect(await (await dial(server)).closed).toEqual({code, reason});
	});

	test('an agent without a connection', async () => {
		const {server, agent} = await start();
		agent.link.cancel('acquireRequest');
		await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
		expect(await (await dial(server)).closed).toMatchObject({code: 4503, reason: expect.stringContaining('nothing was sent') as string});
	});

	test('an agent that does not answer: after 15 s', async () => {
		vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance']});
		const {server, agent} = await start();
		const {closed} = await dial(server);
		await agent.nextRequest();
		await vi.advanceTimersByTimeAsync(15_000);
		expect(await closed).toMatchObject({code: 4504, reason: expect.stringContaining('no answer from mg1 in 15 s') as string});
	});

	test('the shell ends', async () => {
		const {server, agent} = await start({answer: opening});
		const {closed, frames} = await dial(server);
		await agent.nextRequest();
		agent.send(output('bye'));
		agent.send({requestId: consoleId, status: SUCCEEDED, message: 'console closed'});
		expect(await closed).toEqual({code: 1000, reason: 'console closed'});
		expect(frames).toEqual(['bye']);
	});

	test('the operator leaves: the agent is told; also when it opens only then', async () => {
		const {server, agent} = await start();
		const early = await dial(server);
		const {requestId} = await agent.nextRequest();
		early.socket.close();
		await early.closed;
		agent.send({requestId, status: SUCCEEDED, consoleResult: {consoleId}});
		expect(await agent.nextRequest()).toMatchObject({action: CLOSE_CONSOLE, consoleParams: {consoleId}});
		expect(await server.store.responses.get('mg1', consoleId)).toBeUndefined();
	});

	test('a new process has taken the agent\'s place', async () => {
		const {server, agent} = await start({answer: opening, wire: true});
		const {closed} = await dial(server);
		await agent.nextRequest();
		agent.wire.cut();
		await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
		await agent.connect(AgentStatus.UP);
		expect(await closed).toEqual({code: 4503, reason: 'mg1 went away after it was given the command'});
	});

	test('what is typed while the agent is away is not swallowed in silence', async () => {
		const {server, agent} = await start({answer: opening, wire: true});
		const {closed, socket, until} = await dial(server);
		agent.send(output('$ '));
		await until(frames => frames.length === 1);
		agent.wire.cut();
		await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
		socket.send('{"action":"read","data":"x"}');
		expect(await closed).toEqual({code: 4503, reason: 'the agent has no connection: what was typed did not reach it'});
	});

	test('a console outlives a lost connection of the same process', async () => {
		const {server, agent} = await start({answer: opening, wire: true});
		const {until, frames} = await dial(server);
		agent.send(output('one'));
		await until(all => all.length === 1);
		agent.wire.cut();
		await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
		await agent.connect(AgentStatus.OUT_OF_SERVICE);
		agent.send(output('two'));
		await until(all => all.length === 2);
		expect(frames).toEqual(['one', 'two']);
	});

	test('an operator who answers no ping is cut', async () => {
		vi.useFakeTimers({toFake: ['setInterval', 'clearInterval']});
		const {server, agent} = await start({answer: opening});
		const socket = new WebSocket(`ws://127.0.0.1:${server.ws.port}/ws?method=connectArthas&id=mg1`, {autoPong: false});
		await once(socket, 'open');
		const closed = once(socket, 'close');
		const pinged = once(socket, 'ping');
		await agent.nextRequest();
		agent.send(output('x'));
		await once(socket, 'message');
		await vi.advanceTimersByTimeAsync(20_000);
		await pinged;
		await vi.advanceTimersByTimeAsync(20_000);
		expect((await closed)[0]).toBe(1006);
	});

	test('too many: the 33rd of one agent', async () => {
		const {server, agent} = await start({answer: ({action, requestId}) => action === OPEN_CONSOLE ? [{status: SUCCEEDED, consoleResult: {consoleId: `c-${requestId}`}}] : undefined});
		for (let index = 0; index < 32; index++) {
			await dial(server);
		}

		await agent.until(() => agent.requests.length === 32);
		expect(await (await dial(server)).closed).toEqual({code: 4429, reason: 'too many consoles are open'});
	});
});

describe('a console without the console port', () => {
	test('opened by exec, read by events, typed by async_exec, closed by async_exec', async () => {
		const {server, agent} = await start({answer: opening});
		const opened = (await post(server, '/agent/mg1/exec', '{"action":"OPEN_CONSOLE"}')).json as Message;
		expect(opened.consoleResult).toEqual({consoleId});
		const stream = await openEvents(server, `/agent/mg1/sse_results/${consoleId}?timeout=86400000`);
		const typed = await post(server, '/agent/mg1/async_exec', {action: 'CONSOLE_INPUT', consoleParams: {consoleId, inputData: 'x'}});
		expect(typed.json).toMatchObject({status: 'CONTINUOUS', agentId: 'mg1'});
		await post(server, '/agent/mg1/async_exec', {action: 'CLOSE_CONSOLE', consoleParams: {consoleId}});
		await agent.until(() => agent.requests.length === 3);
		agent.send(output('a', 'b'));
		agent.send({requestId: consoleId, status: SUCCEEDED, message: 'console closed'});
		const said = messages(await stream.all());
		expect(said.flatMap(({consoleResult}) => consoleResult?.results ?? []).map(({dataBytes}) => Buffer.from(dataBytes, 'base64').toString('utf8'))).toEqual(['a', 'b']);
		expect(said.at(-1)).toMatchObject({status: 'SUCCEEDED', message: 'console closed'});
		expect(await server.store.responses.running('mg1')).toBe(0);
	});

	test('opened by async_exec as well; nobody reads it, so it is closed', async () => {
		vi.useFakeTimers({toFake: ['setInterval', 'clearInterval', 'performance']});
		const {server, agent} = await start({answer: opening});
		const {requestId} = (await post(server, '/agent/mg1/async_exec', '{"action":"OPEN_CONSOLE"}')).json as Message;
		expect((await call(server, `/agent/mg1/results/${requestId}`)).json).toMatchObject({consoleResult: {consoleId}});
		expect(await server.store.responses.get('mg1', consoleId)).toMatchObject({kind: 'console'});
		await vi.advanceTimersByTimeAsync(62_000);
		await agent.until(() => agent.requests.length === 2);
		expect(agent.requests[1]).toMatchObject({action: CLOSE_CONSOLE, requestId: consoleId, consoleParams: {consoleId}});
	});
});

describe('ids', () => {
	test.each([
		['a b/号', encodeURIComponent('a b/号')], ['a b', 'a+b'], ['a+b', 'a+b'], ['a%2Fb', 'a%2Fb'], ['a%2Fb', 'a%252Fb'], ['', ''],
	])('%j is meant by %s', async (agentId, id) => {
		const {server, agent} = await start({agentId, answer: opening});
		const terminal = await dial(server, `?method=connectArthas&id=${id}`);
		agent.send(output('hello'));
		await terminal.until(frames => frames.includes('hello'));
	});
});
