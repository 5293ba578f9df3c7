import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {createServer, type ServerResponse} from 'node:http';
import {connect, type AddressInfo} from 'node:net';
import {
	afterEach, describe, expect, test, vi,
} from 'vitest';
import {
	memoryStore, startServer, type ChannelServer, type ServerOptions,
} from '../../../source/core/server/index.js';
import {TopicStream} from '../../../source/core/server/http/topic-stream.js';
import {AgentStatus, ActionResponse, ResponseStatus} from '../../../source/core/protocol/generated/ArthasService.js';
import type {ScriptedAgent, ScriptedAgentOptions} from '../../servers/scripted-agent.js';
import {exchangeBytes, httpRequest, normal} from '../../servers/simulation/compare.js';
import {dechunk} from '../../helpers/dechunk.js';
import {fixtureBytes} from '../../helpers/fixture.js';
import {
	addressOf, call, closeAll, command, ends, gaps, join, messages, numbers, openEvents, post, startJob, startTestServer, untilAgent, untilTopic, type EventStream, type Message,
} from './harness.js';

const open: AsyncDisposable[] = [];
afterEach(async () => {
	await closeAll(open);
	vi.useRealTimers();
});

async function start(options: Omit<ScriptedAgentOptions, 'server'> = {}, serverOptions: ServerOptions = {}): Promise<{server: ChannelServer; agent: ScriptedAgent}> {
	const server = await startTestServer(serverOptions);
	open.push(server);
	const agent = await join(server, options);
	open.push(agent);
	return {server, agent};
}

const {SUCCEEDED} = ResponseStatus;

async function resume(server: ChannelServer, requestId: string, lastEventId: string | undefined, query = ''): Promise<EventStream> {
	const stream = await openEvents(server, `/agent/mg1/sse_results/${requestId}${query}`, {headers: lastEventId === undefined ? {} : {'last-event-id': lastEventId}});
	open.push(stream);
	return stream;
}

describe('events as the Java server\'s readers know them', () => {
	test.each([
		['sse-version.raw.http', command('ASYNC_EXECUTE', 'version')],
		['sse-unknown-command.raw.http', command('ASYNC_EXECUTE', 'nosuch')],
		['sse-bad-body.raw.http', '{bad'],
	])('%s: the same events, each on one line, and nothing else', async (name, body) => {
		const {server} = await start({jvm: {}});
		const bytes = await exchangeBytes(server.http.port, httpRequest('POST', '/agent/mg1/sse_async_exec', typeof body === 'string' ? body : JSON.stringify(body)));
		const ours = dechunk(Buffer.from(bytes.replace('Transfer-Encoding', 'transfer-encoding')));
		const recorded = dechunk(fixtureBytes(`channel-server/${name}`));
		const blocks = recorded.body.toString('utf8').split('\n\n').filter(block => block !== '');
		// Compact JSON within the same data: lines, by the same characters.
		const expected = blocks.map(block => `data:${block.slice(5).split('\n').map(line => line.trim().replace(/^("\w+":) /, '$1')).join('')}\n\n`).join('');
		expect(normal(ours.body.toString('utf8'))).toBe(normal(expected));
		expect(ours.headers.get('content-type')).toBe(recorded.headers.get('content-type'));
		expect(ours.status).toBe(200);
	});

	test('a reader that asks for event streams gets ids, one that asks for ours also gaps and the end', async () => {
		const {server} = await start({jvm: {}});
		const standard = await openEvents(server, '/agent/mg1/sse_async_exec', {
			method: 'POST', extended: false, headers: {accept: 'text/event-stream'}, body: JSON.stringify(command('ASYNC_EXECUTE', 'version')),
		});
		const events = await standard.all();
		expect(events.map(({id}) => id?.replace(/^[\da-f]{8}/, 'boot'))).toEqual(['boot-1', 'boot-2', 'boot-3', 'boot-4', 'boot-5']);
		expect(events.every(({event}) => event === undefined)).toBe(true);
		const own = await (await startJob(server, 'version')).all();
		expect(own.at(-1)).toMatchObject({event: 'end', data: '{"state":"done","lost":0}'});
		expect(own.at(-2)?.id?.slice(0, 8)).toBe(events[0]?.id?.slice(0, 8));
	});

	test('a comment every 15 s while nothing comes, for those who know comments', async () => {
		vi.useFakeTimers({toFake: ['setInterval', 'clearInterval', 'performance']});
		const {server, agent} = await start();
		const [own, plain] = [await startJob(server, 'watch'), await startJob(server, 'watch', {extended: false})];
		open.push(own, plain);
		await agent.until(() => agent.requests.length === 2);
		for (let index = 0; index < 3; index++) {
			await vi.advanceTimersByTimeAsync(15_000);
		}

		await own.until(() => own.raw.length === 9);
		expect(own.raw).toBe(':\n\n:\n\n:\n\n');
		expect(plain.raw).toBe('');
	});

	test('timeout ends this answer, cleanly and without an end event; the job goes on', async () => {
		vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval']});
		const {server, agent} = await start();
		const given = await startJob(server, 'a', {query: '?timeout=3500'});
		const absent = await startJob(server, 'b', {extended: false});
		const none = await startJob(server, 'c', {query: '?timeout=0', extended: false});
		open.push(none);
		await agent.until(() => agent.requests.length === 3);
		await vi.advanceTimersByTimeAsync(3500);
		expect(await given.all()).toEqual([]);
		await vi.advanceTimersByTimeAsync(296_500);
		expect(await absent.all()).toEqual([]);
		expect(none.response.complete).toBe(false);
		expect(await server.store.responses.running('mg1')).toBe(3);
	});
});

describe('several readers', () => {
	test('each gets everything, also one that comes late, and one that leaves costs the others nothing', async () => {
		const {server, agent} = await start();
		const first = await startJob(server, 'watch');
		open.push(first);
		const request = await agent.nextRequest();
		await agent.flood(request, 50);
		await first.until(events => events.length === 50);
		const second = await resume(server, request.requestId, undefined);
		await second.until(events => events.length === 50);
		const topic = await server.store.responses.get('mg1', request.requestId);
		expect(topic?.readers).toBe(2);
		await first[Symbol.asyncDispose]();
		await untilTopic(server, request.requestId, one => one?.readers === 1);
		await agent.flood(request, 50, {from: 51});
		agent.send({requestId: request.requestId, status: SUCCEEDED});
		const events = await second.all();
		expect(numbers(events)).toEqual(Array.from({length: 100}, (_, index) => index + 1));
		expect(messages(events).at(-1)?.status).toBe('SUCCEEDED');
	});

	test('twenty readers at once, all with all', async () => {
		const {server, agent} = await start();
		const first = await startJob(server, 'watch');
		const request = await agent.nextRequest();
		const readers = [first, ...await Promise.all(Array.from({length: 19}, async () => resume(server, request.requestId, undefined)))];
		await agent.flood(request, 500);
		agent.send({requestId: request.requestId, status: SUCCEEDED});
		for (const reader of readers) {
			expect(numbers(await reader.all())).toEqual(Array.from({length: 500}, (_, index) => index + 1));
		}
	});

	test('one that stops reading slows neither the agent nor the others; when it reads on it is told what it lost', async () => {
		const {server, agent} = await start({}, {store: memoryStore({entries: 500})});
		const slow = await startJob(server, 'watch');
		const request = await agent.nextRequest();
		const quick = await resume(server, request.requestId, undefined);
		slow.response.pause();
		const count = 6000;
		for (let from = 1; from <= count; from += 500) {
			await agent.flood(request, 500, {bytes: 4000, from});
			await quick.until(events => numbers(events.slice(-1)).includes(from + 499));
		}

		agent.send({requestId: request.requestId, status: SUCCEEDED});
		expect(numbers(await quick.all())).toHaveLength(count);
		slow.response.resume();
		const events = await slow.all();
		const [gap, ...others] = gaps(events);
		expect(others).toEqual([]);
		expect(gap).toEqual({
			from: expect.any(Number) as number, to: count + 1 - 500, count: expect.any(Number) as number, reason: 'server-ring',
		});
		expect(numbers(events).length + Number(gap?.['count'])).toBe(count);
		expect(numbers(events).slice(0, Number(gap?.['from']) - 1)).toEqual(Array.from({length: Number(gap?.['from']) - 1}, (_, index) => index + 1));
		expect(ends(events)).toEqual([{state: 'done', lost: gap?.['count']}]);
	});
});

describe('a reader that does not read, seen from the inside', () => {
	async function stalled(): Promise<{response: ServerResponse; append: (count: number) => void; client: ReturnType<typeof connect>; turn: () => Promise<void>}> {
		const store = memoryStore();
		const topic = await store.responses.open({
			agentId: 'a', requestId: 'r', kind: 'job', lingerMs: 0, sessionId: '', ownsSession: false, incarnation: 1,
		});
		const server = createServer((_request, response) => {
			new TopicStream(response, {
				store, topic, boot: 'cafe0000', extended: true, cursor: 0, hasUnknownGap: false, timeoutMs: 0, streams: new Set(),
			}).start();
			server.emit('served', response);
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
		client.pause();
		client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
		const [response] = await once(server, 'served') as [ServerResponse];
		open.push({
			async [Symbol.asyncDispose]() {
				client.destroy();
				store.close();
				server.close();
			},
		});
		return {
			response,
			client,
			append(count) {
				for (let index = 0; index < count; index++) {
					store.responses.append(ActionResponse.fromPartial({
						agentId: 'a', requestId: 'r', status: ResponseStatus.CONTINUOUS, executeResult: {resultsJson: 'x'.repeat(560)},
					}));
				}
			},
			turn: async () => new Promise(resolve => {
				setImmediate(resolve);
			}),
		};
	}

	test('costs at most a little more than 1 MiB, however much comes', async () => {
		const {response, append, turn} = await stalled();
		let most = 0;
		for (let index = 0; index < 600; index++) {
			append(100);
			await turn();
			most = Math.max(most, response.writableLength);
		}

		expect(most).toBeGreaterThan(1 << 20);
		expect(most).toBeLessThan((1 << 20) + (200 << 10));
	});

	test('is cut after a minute without a byte taken', async () => {
		vi.useFakeTimers({toFake: ['setInterval', 'clearInterval', 'performance']});
		const {response, append, turn} = await stalled();
		for (let index = 0; index < 600; index++) {
			append(100);
			await turn();
		}

		await vi.advanceTimersByTimeAsync(60_000);
		expect(response.destroyed).toBe(false);
		await vi.advanceTimersByTimeAsync(15_000);
		expect(response.destroyed).toBe(true);
	});

	test('is not cut as long as it takes something', async () => {
		vi.useFakeTimers({toFake: ['setInterval', 'clearInterval', 'performance']});
		const {response, append, turn, client} = await stalled();
		for (let minute = 0; minute < 5; minute++) {
			for (let index = 0; index < 200; index++) {
				append(100);
				await turn();
			}

			const before = response.writableLength;
			client.resume();
			while (response.writableLength >= before) {
				await turn();
			}

			client.pause();
			await vi.advanceTimersByTimeAsync(45_000);
		}

		expect(response.destroyed).toBe(false);
	});
});

describe('coming back', () => {
	test('Last-Event-ID: nothing twice, nothing missing', async () => {
		const {server, agent} = await start();
		const first = await startJob(server, 'watch');
		const request = await agent.nextRequest();
		await agent.flood(request, 10);
		const seen = await first.until(events => events.length === 10);
		await first[Symbol.asyncDispose]();
		await agent.flood(request, 10, {from: 11});
		const again = await resume(server, request.requestId, seen[6]?.id);
		await again.until(events => events.length === 13);
		expect(numbers(again.events)).toEqual(Array.from({length: 13}, (_, index) => index + 8));
		expect(gaps(again.events)).toEqual([]);
	});

	test('what fell out of the ring meanwhile is counted', async () => {
		const {server, agent} = await start({}, {store: memoryStore({entries: 100})});
		const first = await startJob(server, 'watch');
		const request = await agent.nextRequest();
		await agent.flood(request, 10);
		const seen = await first.until(events => events.length === 10);
		await first[Symbol.asyncDispose]();
		await agent.flood(request, 490, {from: 11});
		agent.send({requestId: request.requestId, status: SUCCEEDED});
		await agent.until(() => agent.acknowledgements.length === 501);
		const again = await resume(server, request.requestId, seen[4]?.id);
		const events = await again.all();
		expect(gaps(events)).toEqual([{
			from: 6, to: 401, count: 396, reason: 'server-ring',
		}]);
		expect(events[1]?.id).toMatch(/-402$/);
		expect(numbers(events)).toEqual(Array.from({length: 99}, (_, index) => index + 402));
		expect(ends(events)).toEqual([{state: 'done', lost: 396}]);
	});

	test('an id that is too high is one of another request: everything, after a gap', async () => {
		const {server, agent} = await start();
		const first = await startJob(server, 'watch');
		const request = await agent.nextRequest();
		await agent.flood(request, 3);
		const [event] = await first.until(events => events.length === 3);
		await first[Symbol.asyncDispose]();
		const again = await resume(server, request.requestId, event?.id?.replace(/-\d+$/, '-99'));
		await again.until(events => events.length === 4);
		expect(gaps(again.events)).toEqual([{count: null, reason: 'server-restart'}]);
		expect(numbers(again.events)).toEqual([1, 2, 3]);
	});

	test('an ended request stays readable, an unknown one is not there', async () => {
		const {server, agent} = await start({answer: () => [{status: SUCCEEDED}]});
		await (await startJob(server, 'version')).all();
		const {requestId} = await agent.nextRequest();
		expect(messages(await (await resume(server, requestId, undefined)).all())).toHaveLength(1);
		expect(await call(server, '/agent/mg1/sse_results/nosuch')).toMatchObject({status: 404, json: {ran: 'maybe', requestId: 'nosuch', message: 'no request nosuch of mg1 is kept here'}});
		expect(await post(server, `/agent/mg1/sse_results/${requestId}`, '{}')).toMatchObject({status: 405, headers: {allow: 'GET'}});
	});

	test('a stream survives a restart of the server: the agent goes on under the old id, and a gap says so', async () => {
		const {server: before, agent} = await start({}, {});
		const first = await startJob(before, 'watch');
		const request = await agent.nextRequest();
		await agent.flood(request, 5);
		const seen = await first.until(events => events.length === 5);
		await before.close();
		expect(ends(await first.all())).toEqual([{state: 'closed', lost: 0}]);

		const server = await startServer({httpPort: 0, wsPort: 0, grpcPort: before.grpc.port});
		open.push(server);
		const headers = {'last-event-id': seen[4]?.id ?? ''};
		expect(await call(server, `/agent/mg1/sse_results/${request.requestId}`, {headers})).toMatchObject({status: 503, headers: {'retry-after': '5'}, json: {code: 'AGENT_GONE'}});
		await agent.connect(AgentStatus.OUT_OF_SERVICE);
		await agent.flood(request, 2, {from: 8});
		await agent.until(() => agent.acknowledgements.length === 7);
		const again = await resume(server, request.requestId, seen[4]?.id, '?linger=5000');
		await agent.flood(request, 2, {from: 10});
		agent.send({requestId: request.requestId, status: SUCCEEDED});
		const events = await again.all();
		expect(events[0]).toEqual({event: 'gap', data: '{"gap":{"count":null,"reason":"server-restart"}}'});
		expect(numbers(events)).toEqual([8, 9, 10, 11]);
		expect(ends(events)).toEqual([{state: 'done', lost: null}]);
	});

	test('after a restart a poller finds its job too, from the agent\'s next word on', async () => {
		const {server, agent} = await start();
		const poll = async () => (await call(server, '/agent/mg1/results/oldRequest01?timeout=0')).json;
		expect(await poll()).toMatchObject({message: 'topic is not exists: ActionResponseTopic{agentId=\'mg1\', requestId=\'oldRequest01\'}'});
		agent.send({
			requestId: 'oldRequest01', sessionId: 's1', status: ResponseStatus.CONTINUOUS, message: 'still here',
		});
		await agent.until(() => agent.acknowledgements.length === 1);
		expect(await poll()).toMatchObject({message: 'still here'});
		expect(await poll()).toMatchObject({message: 'Timeout'});
	});

	test('a process that came after the restart has no job of before it, and that is said at once', async () => {
		const {server} = await start();
		expect(await call(server, '/agent/mg1/sse_results/oldRequest01', {headers: {'last-event-id': '00000000-7'}})).toMatchObject({status: 404, json: {message: 'no request oldRequest01 of mg1 is kept here'}});
	});

	test('the job of a restarted server is interrupted too when its reader leaves', async () => {
		vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance']});
		const {server, agent} = await start({connect: false});
		await agent.connect(AgentStatus.OUT_OF_SERVICE);
		const stream = await resume(server, 'oldRequest01', '00000000-7', '?linger=5000');
		agent.send({requestId: 'oldRequest01', sessionId: 's1', status: ResponseStatus.CONTINUOUS});
		await stream.until(events => events.length === 2);
		await stream[Symbol.asyncDispose]();
		await untilTopic(server, 'oldRequest01', topic => topic?.readers === 0);
		await vi.advanceTimersByTimeAsync(6000);
		expect(await agent.nextRequest()).toMatchObject({action: 3, sessionId: 's1'});
		expect(agent.requests).toHaveLength(1);
	});
});

describe('more than anybody reads', () => {
	test('a flood without a reader stays within its limits, and what was lost is counted', async () => {
		const {server, agent} = await start({}, {store: memoryStore({bytes: 1 << 20})});
		const {requestId} = (await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'watch'))).json as Message;
		const request = await agent.nextRequest();
		await agent.flood(request, 6000);
		agent.send({requestId, status: SUCCEEDED});
		await agent.until(() => agent.acknowledgements.length === 6001);
		const events = await (await resume(server, requestId, undefined)).all();
		const held = numbers(events).length;
		// Each costs its text and a flat rate for the objects around it.
		expect(held).toBeGreaterThan(1000);
		expect(held).toBeLessThan((1 << 20) / 900);
		expect(gaps(events)).toEqual([{
			from: 1, to: 6000 - held, count: 6000 - held, reason: 'server-ring',
		}]);
		expect(ends(events)).toEqual([{state: 'done', lost: 6000 - held}]);
	});

	test('answers to requests that nobody made cost next to nothing and answer nobody', async () => {
		const {server, agent} = await start();
		for (let index = 0; index < 3000; index++) {
			agent.send({requestId: `nobody-${index}`, status: SUCCEEDED, message: 'x'.repeat(10_000)});
		}

		await agent.until(() => agent.acknowledgements.length === 3000);
		expect(await server.store.responses.live()).toEqual([]);
		const known = await Promise.all(Array.from({length: 3000}, async (_, index) => server.store.responses.adopt({
			agentId: 'mg1', requestId: `nobody-${index}`, kind: 'call', lingerMs: 0, sessionId: '', ownsSession: false, incarnation: 1,
		})));
		// 8 MiB of them at most.
		expect(known.filter(topic => topic !== undefined).length).toBeLessThan(850);
		expect(known.at(-1)).toBeDefined();
	});

	test('what comes after the end is nobody\'s news', async () => {
		const {server, agent} = await start();
		const stream = await startJob(server, 'version');
		const {requestId} = await agent.nextRequest();
		agent.send({requestId, status: SUCCEEDED});
		agent.send({requestId, status: ResponseStatus.CONTINUOUS, message: 'late'});
		await agent.until(() => agent.acknowledgements.length === 2);
		expect(messages(await stream.all())).toHaveLength(1);
		expect(messages(await (await resume(server, requestId, undefined)).all())).toHaveLength(1);
	});
});

describe('the list as it changes', () => {
	test('add, ready, change and remove', async () => {
		const {server, agent} = await start();
		const other = await join(server, {agentId: 'mg2'});
		open.push(other);
		const stream = await openEvents(server, '/agents?watch=1');
		open.push(stream);
		const told = () => stream.events.map(({event, data}) => `${event} ${(JSON.parse(data) as {agentId?: string}).agentId ?? ''}`);
		await stream.until(() => told().includes('ready '));
		expect(told().slice(0, 3)).toEqual(['add mg1', 'add mg2', 'ready ']);
		agent.link.cancel('acquireRequest');
		await stream.until(events => events.some(({event, data}) => event === 'change' && data.includes('"agentStatus":"OUT_OF_SERVICE"')));
		const third = await join(server, {agentId: 'mg3'});
		open.push(third);
		await stream.until(() => told().includes('add mg3'));
		await server.store.agents.remove('mg1');
		await stream.until(() => told().includes('remove mg1'));
		await server.close();
		await stream.all();
	});

	test('a burst of changes of one agent is told as one', async () => {
		vi.useFakeTimers({toFake: ['setInterval', 'clearInterval']});
		const {server} = await start();
		const stream = await openEvents(server, '/agents?watch=1');
		open.push(stream);
		await stream.until(events => events.some(({event}) => event === 'ready'));
		const before = stream.events.length;
		for (let index = 1; index <= 100; index++) {
			await server.store.agents.update('mg1', one => ({...one, agentVersion: `1.${index}`}));
		}

		await vi.advanceTimersByTimeAsync(250);
		await stream.until(events => events.length > before);
		expect(stream.events).toHaveLength(before + 1);
		expect(stream.events.at(-1)?.data).toContain('"agentVersion":"1.100"');
	});

	test('some of it: by status, application, host, words; page by page', async () => {
		const {server} = await start({info: {appName: 'Shop', hostname: 'web-1'}});
		for (const [agentId, appName] of [['a2', 'shop'], ['a3', 'stock'], ['a4', 'stock']] as const) {
			open.push(await join(server, {agentId, info: {appName, hostname: 'web-2'}}));
		}

		const last = open.at(-1) as ScriptedAgent;
		last.link.cancel('acquireRequest');
		await untilAgent(server, 'a4', one => one?.agentStatus === 'OUT_OF_SERVICE');
		const ids = async (query: string) => (JSON.parse((await call(server, `/agents?ext=1&${query}`)).text) as Array<{agentId: string}>).map(({agentId}) => agentId).join(' ');
		expect(await ids('')).toBe('a2 a3 mg1 a4');
		expect(await ids('status=up')).toBe('a2 a3 mg1');
		expect(await ids('status=out,down')).toBe('a4');
		expect(await ids('app=SHOP')).toBe('a2 mg1');
		expect(await ids('host=web-1')).toBe('mg1');
		expect(await ids('q=stock')).toBe('a3 a4');
		expect(await ids('limit=2')).toBe('a2 a3');
		expect(await ids('limit=2&after=a3')).toBe('mg1 a4');
		// Without asking for more the list is the Java server's, whatever the query says.
		expect(JSON.parse((await call(server, '/agents?status=down&limit=1')).text)).toHaveLength(4);
	});

	test('10,000 agents in one list', async () => {
		const {server} = await start();
		const one = (await server.store.agents.get('mg1'))!;
		for (let index = 0; index < 9999; index++) {
			await server.store.agents.put({...one, agentId: `agent-${index}`});
		}

		const {text} = await call(server, '/agents');
		expect(JSON.parse(text)).toHaveLength(10_000);
		expect(addressOf(server.http)).toContain('127.0.0.1');
	});
});
