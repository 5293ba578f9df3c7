import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createServer, type AddressInfo} from 'node:net';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {
	afterEach, describe, expect, test, vi,
} from 'vitest';
import {WebSocket} from 'ws';
import {startServer, type ChannelServer, type ServerOptions} from '../../../source/core/server/index.js';
import {ResponseStatus} from '../../../source/core/protocol/generated/ArthasService.js';
import type {ScriptedAgent, ScriptedAgentOptions} from '../../servers/scripted-agent.js';
import {
	call, closeAll, command, ends, join, messages, openEvents, post, startJob, startTestServer, untilAgent,
} from './harness.js';

const open: AsyncDisposable[] = [];
afterEach(async () => {
	await closeAll(open);
	vi.useRealTimers();
	vi.restoreAllMocks();
});

async function start(options: Omit<ScriptedAgentOptions, 'server'> = {}, serverOptions: ServerOptions = {}): Promise<{server: ChannelServer; agent: ScriptedAgent}> {
	const server = await startTestServer(serverOptions);
	open.push(server);
	const agent = await join(server, options);
	open.push(agent);
	return {server, agent};
}

describe('ports', () => {
	test('0 takes a free one on every door, and several servers stand side by side', async () => {
		const servers = await Promise.all([startTestServer(), startTestServer()]);
		open.push(...servers);
		const ports = servers.flatMap(({http, ws, grpc}) => [http.port, ws.port, grpc.port]);
		expect(new Set(ports).size).toBe(6);
		expect(ports.every(port => port > 0)).toBe(true);
	});

	test.each([['httpPort', '--http-port'], ['wsPort', '--ws-port'], ['grpcPort', '--grpc-port']])('%s taken: said with a hint, and nothing is left open', async (name, flag) => {
		const squatter = createServer().listen(0, '127.0.0.1');
		await once(squatter, 'listening');
		const {port} = squatter.address() as AddressInfo;
		await expect(startTestServer({[name]: port})).rejects.toMatchObject({
			code: 'ERR_CONNECT_PORT', message: `can't listen on 127.0.0.1:${port}: the port is taken`, hint: `choose another with ${flag}, or 0 for any free one`,
		});
		squatter.close();
		await once(squatter, 'close');
	});

	test('an address that is not of this machine', async () => {
		// The agents' door is opened first, by default on the Java server's port.
		await expect(startServer({host: '192.0.2.1', insecure: true})).rejects.toMatchObject({
			code: 'ERR_CONNECT_PORT', message: 'can\'t listen on 192.0.2.1:7700: no interface of this machine has that address', hint: 'choose another with --host',
		});
	});
});

describe('the end', () => {
	test('everybody is told: events, lists, consoles, callers, agents', async () => {
		const {server, agent} = await start();
		const stream = await startJob(server, 'watch');
		await agent.nextRequest();
		const list = await openEvents(server, '/agents?watch=1');
		const waiting = post(server, '/agent/mg1/exec', command('EXECUTE', 'version'));
		await agent.nextRequest();
		const socket = new WebSocket(`ws://127.0.0.1:${server.ws.port}/ws?method=connectArthas&id=mg1`);
		await once(socket, 'open');
		await agent.nextRequest();
		const consoleClosed = once(socket, 'close');
		await server.close();
		expect(ends(await stream.all())).toEqual([{state: 'closed', lost: 0}]);
		await list.all();
		expect(await waiting).toMatchObject({status: 503, headers: {'retry-after': '10'}, json: {code: 'DRAINING', ran: 'maybe'}});
		expect(await consoleClosed).toMatchObject([1012, expect.anything()]);
		await agent.until(() => agent.ended.length === 3);
		expect(agent.ended.every(({code}) => code !== 0)).toBe(true);
	});

	test('with a grace nothing new is taken, and what runs may end', async () => {
		const {server, agent} = await start();
		const stream = await startJob(server, 'version');
		const {requestId} = await agent.nextRequest();
		const closed = server.close(10_000);
		const refused = await post(server, '/agent/mg1/exec', command('EXECUTE', 'version'));
		expect(refused).toMatchObject({status: 503, headers: {'retry-after': '10'}, json: {code: 'DRAINING', ran: 'no'}});
		expect((await call(server, '/agents')).status).toBe(200);
		agent.send({requestId, status: ResponseStatus.CONTINUOUS, message: 'one'});
		agent.send({requestId, status: ResponseStatus.SUCCEEDED});
		await closed;
		const events = await stream.all();
		expect(messages(events)).toHaveLength(2);
		expect(ends(events)).toEqual([{state: 'done', lost: 0}]);
	});

	test('a grace that is over ends what runs', async () => {
		const {server, agent} = await start();
		const stream = await startJob(server, 'watch');
		await agent.nextRequest();
		await server.close(50);
		expect(ends(await stream.all())).toEqual([{state: 'closed', lost: 0}]);
	});

	test('readers who read nothing don\'t hold it up', async () => {
		const {server, agent} = await start();
		const stream = await startJob(server, 'watch');
		const request = await agent.nextRequest();
		stream.response.pause();
		await agent.flood(request, 2000, {bytes: 4000});
		await agent.until(() => agent.acknowledgements.length === 2000);
		await server.close();
	});

	test('twice is once', async () => {
		const {server} = await start();
		await Promise.all([server.close(), server.close()]);
		await server.close(10);
		await expect(call(server, '/agents')).rejects.toThrow('ECONNREFUSED');
	});

	test('nothing keeps the process alive', async () => {
		const program = `
			import {startServer} from '../../../source/core/server/index.js';
			const server = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
			const address = 'http://127.0.0.1:' + server.http.port;
			const answer = await fetch(address + '/agents?ext=1&watch=1');
			await server.close();
			await answer.text().catch(() => undefined);
			console.log('closed');
		`;
		const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit']});
		const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
		expect({output: output.trim(), code: child.exitCode}).toEqual({output: 'closed', code: 0});
	});
});

describe('a clock that jumps', () => {
	test.each([3_600_000, -3_600_000])('by %d ms: nobody is down for it, no job is ended, and times told are those of the new clock', async jump => {
		vi.useFakeTimers({toFake: ['setInterval', 'clearInterval']});
		const {server, agent} = await start();
		const {requestId} = (await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'watch', {sessionId: 's'}))).json as {requestId: string};
		const real = Date.now;
		vi.spyOn(Date, 'now').mockImplementation(() => real() + jump);
		await vi.advanceTimersByTimeAsync(10_000);
		const {json, headers} = await call(server, '/agent/mg1');
		expect(json['agentStatus']).toBe('IN_SERVICE');
		expect(Math.abs(Number(json['heartbeatTime']) - Date.now())).toBeLessThan(30_000);
		expect(Math.abs(Number(headers['arthas-tui-time']) - Date.now())).toBeLessThan(30_000);
		expect(await server.store.responses.get('mg1', requestId)).toMatchObject({endedAt: 0});
		agent.beat();
		await agent.until(() => agent.beats.length === 2);
		expect(agent.requests).toHaveLength(1);
		expect(agent.ended).toEqual([]);
	});
});

describe('silence', () => {
	test('an agent without a heartbeat is out after 15 s, down after 30, forgotten after 30 min; one beat brings it back', async () => {
		vi.useFakeTimers({toFake: ['setInterval', 'clearInterval', 'performance']});
		const {server, agent} = await start();
		const statuses: string[] = [];
		server.store.agents.subscribe(({kind, agent: one}) => statuses.push(kind === 'put' ? one.agentStatus : 'forgotten'));
		await vi.advanceTimersByTimeAsync(15_000);
		expect(statuses).toEqual([]);
		await vi.advanceTimersByTimeAsync(1500);
		expect(statuses).toEqual(['OUT_OF_SERVICE']);
		await vi.advanceTimersByTimeAsync(15_000);
		expect(statuses).toEqual(['OUT_OF_SERVICE', 'DOWN']);
		agent.beat();
		await untilAgent(server, 'mg1', one => one?.agentStatus === 'IN_SERVICE');
		await vi.advanceTimersByTimeAsync(1_802_000);
		expect(statuses.at(-1)).toBe('forgotten');
		await agent.until(() => agent.ended.length === 3);
	});
});
