import {once} from 'node:events';
import {BlockList, connect, isIP} from 'node:net';
import {PassThrough} from 'node:stream';
import {
	afterEach, describe, expect, test, vi,
} from 'vitest';
import {memoryStore, type ChannelServer, type ServerOptions} from '../../../source/core/server/index.js';
import {AgentStatus, ResponseStatus, type AgentInfo} from '../../../source/core/protocol/generated/ArthasService.js';
import {serveResponses} from '../../../source/core/server/grpc/serve-responses.js';
import {startChannelAgent} from '../../../source/core/host/channel-agent.js';
import {makeCertificate} from '../../servers/odd-peers/certificate.js';
import type {ScriptedAgent, ScriptedAgentOptions} from '../../servers/scripted-agent.js';
import {exchangeBytes, httpRequest} from '../../servers/simulation/compare.js';
import {fixture} from '../../helpers/fixture.js';
import {
	addressOf, call, closeAll, command, gaps, join, post, startJob, startTestServer, untilAgent,
} from './harness.js';

const open: AsyncDisposable[] = [];
afterEach(async () => {
	await closeAll(open);
	vi.useRealTimers();
});

async function start(options: ServerOptions = {}): Promise<ChannelServer> {
	const server = await startTestServer(options);
	open.push(server);
	return server;
}

async function agentOf(server: ChannelServer, options: Omit<ScriptedAgentOptions, 'server'> = {}): Promise<ScriptedAgent> {
	const agent = await join(server, options);
	open.push(agent);
	return agent;
}

const answerSucceeded: ScriptedAgentOptions['answer'] = () => [{status: ResponseStatus.SUCCEEDED}];
const {UP, OUT_OF_SERVICE} = AgentStatus;

describe('an agent as recorded', () => {
	type Recorded = Array<{dir: string; method?: string; event: string; message?: Record<string, unknown>}>;
	const recording = JSON.parse(fixture('channel-server/grpc-register-heartbeat.json')) as Recorded;
	const {agentStatus: _, ...info} = recording[0]?.message as Partial<AgentInfo>;

	test('a bare TCP connection first, then register, three streams and a heartbeat', async () => {
		const server = await start();
		const bare = connect(server.grpc.port, server.grpc.host);
		await once(bare, 'connect');
		bare.end();
		const agent = await agentOf(server, {agentId: 'app-1', info});
		expect(agent.registrations).toEqual([recording[1]?.message]);
		await agent.until(() => agent.beats.length === 1);
		expect(agent.beats).toEqual([{status: 0, message: 'heartbeat ok: app-1'}]);
		const {json: listed} = await call(server, '/agent/app-1');
		const {heartbeatTime, createdTime, modifiedTime, ...said} = listed as Record<string, number>;
		expect(said).toEqual({...recording[0]?.message, appName: '', agentStatus: 'IN_SERVICE'});
		expect([heartbeatTime, createdTime, modifiedTime].every(time => Math.abs(Date.now() - (time ?? 0)) < 60_000)).toBe(true);
		expect(agent.ended).toEqual([]);
	});

	test('a process that comes back is the same one, a new one counts up', async () => {
		const server = await start();
		const agent = await agentOf(server);
		const first = await server.store.agents.get('mg1');
		expect(await agent.connect(OUT_OF_SERVICE)).toEqual({status: 0, message: 'Agent info has been updated: mg1'});
		const second = await server.store.agents.get('mg1');
		expect(second).toMatchObject({
			incarnation: 1, createdTime: first?.createdTime, agentStatus: 'IN_SERVICE', goneSince: 0,
		});
		expect(second?.modifiedTime).toBeGreaterThan(first?.modifiedTime ?? 0);
		await agent.connect(UP);
		expect(await server.store.agents.get('mg1')).toMatchObject({incarnation: 2, createdTime: first?.createdTime});
	});

	test('an agent of protocol 1.0.0 beats by unary calls, each of which ends with its answer', async () => {
		const server = await start();
		const agent = await agentOf(server);
		for (let beat = 0; beat < 3; beat++) {
			expect(await agent.link.beatUnary()).toEqual({status: 0, message: 'heartbeat ok: mg1'});
		}
	});

	test('streams that the agent half-closes are ended, the others go on', async () => {
		const server = await start();
		const agent = await agentOf(server, {answer: answerSucceeded});
		await agent.until(() => agent.beats.length === 1);
		agent.link.halfClose('heartbeat');
		await agent.until(() => agent.ended.length === 1);
		expect(agent.ended).toEqual([{stream: 'heartbeat', code: 0, details: 'OK'}]);
		expect((await post(server, '/agent/mg1/exec', command('EXECUTE', 'version'))).status).toBe(200);
	});

	test('the host agent of this program is an agent like any other', async () => {
		const server = await start();
		const host = startChannelAgent({server: addressOf(server.grpc), agentId: 'box', version: '1.0.0'});
		open.push(host);
		await host.ready;
		const {json: answer} = await post(server, '/agent/box/exec', command('EXECUTE', 'getinfo.kernel'));
		expect(answer).toMatchObject({status: 'SUCCEEDED', agentId: 'box'});
	});
});

describe('answers of agents', () => {
	test('each is acknowledged; what is too large for the Java server passes', async () => {
		const server = await start();
		const agent = await agentOf(server, {answer: () => [{status: ResponseStatus.CONTINUOUS}, {status: ResponseStatus.SUCCEEDED, executeResult: {resultsJson: `["${'x'.repeat(5 << 20)}"]`}}]});
		await using stream = await startJob(server, 'big');
		const events = await stream.all();
		expect(events[1]?.data.length).toBeGreaterThan(5 << 20);
		await agent.until(() => agent.acknowledgements.length === 2);
		expect(agent.acknowledgements).toEqual([{status: 0, message: ''}, {status: 0, message: ''}]);
	});

	test('nobody answers in the name of another agent', async () => {
		const server = await start();
		const honest = await agentOf(server);
		const foreign = await agentOf(server, {agentId: 'other'});
		const answer = post(server, '/agent/mg1/exec', command('EXECUTE', 'version'));
		const {requestId} = await honest.nextRequest();
		foreign.send({
			agentId: 'mg1', requestId, status: ResponseStatus.SUCCEEDED, message: 'forged',
		});
		await foreign.until(() => foreign.acknowledgements.length === 1);
		expect(foreign.acknowledgements).toEqual([{status: 1000, message: 'push response message failure: not the connection of this agent'}]);
		honest.send({requestId, status: ResponseStatus.SUCCEEDED, message: 'true'});
		expect((await answer).json).toMatchObject({message: 'true'});
	});

	test('heartbeats of another connection keep nobody alive', async () => {
		const server = await start();
		await agentOf(server);
		const before = await server.store.agents.get('mg1');
		const foreign = await agentOf(server, {connect: false});
		expect((await foreign.connect(UP)).status).toBe(1);
		foreign.link.openHeartbeat();
		foreign.beat(AgentStatus.DOWN);
		await foreign.until(() => foreign.beats.length === 1);
		expect(foreign.beats).toEqual([{status: 1001, message: 'Agent not found: mg1'}]);
		expect(await server.store.agents.get('mg1')).toMatchObject({heartbeatTime: before?.heartbeatTime, agentStatus: 'IN_SERVICE'});
	});

	test('an agent that reads no acknowledgement is read all the same, and gets each of them later', () => {
		let written = 0;
		let isFull = false;
		const stream = Object.assign(new PassThrough({objectMode: true}), {
			getPeer: () => 'peer',
			end: vi.fn(),
			write() {
				written++;
				return !isFull;
			},
		});
		const append = vi.fn();
		serveResponses({store: {responses: {append}}, registry: {isOwner: () => true, answered: () => undefined}} as never, stream as never);
		const receive = (count: number) => {
			for (let index = 0; index < count; index++) {
				stream.emit('data', {agentId: 'a'});
			}
		};

		receive(10);
		expect(written).toBe(10);
		isFull = true;
		receive(10_000);
		expect({written, appended: append.mock.calls.length}).toEqual({written: 11, appended: 10_010});
		isFull = false;
		stream.emit('drain');
		expect(written).toBe(10_010);
		stream.emit('end');
		expect(stream.end).toHaveBeenCalledOnce();
	});
});

describe('a lost connection', () => {
	test('the agent is out of service the moment its stream ends, and back as soon as it registers', async () => {
		const server = await start();
		const agent = await agentOf(server, {wire: true, answer: answerSucceeded});
		agent.wire.cut();
		expect(await untilAgent(server, 'mg1', one => one?.agentStatus === 'OUT_OF_SERVICE')).toMatchObject({goneSince: expect.any(Number) as number});
		const refused = await post(server, '/agent/mg1/exec', command('EXECUTE', 'version'));
		expect(refused).toMatchObject({
			status: 503, headers: {'retry-after': '5'}, json: {
				code: 'AGENT_GONE', ran: 'no', message: 'mg1 has had no connection for 0 s; nothing was sent', agentId: 'mg1',
			},
		});
		expect(agent.requests).toEqual([]);
		await agent.connect();
		expect((await post(server, '/agent/mg1/exec', command('EXECUTE', 'version'))).status).toBe(200);
	});

	test('a cancelled request stream alone is enough', async () => {
		const server = await start();
		const agent = await agentOf(server);
		agent.link.cancel('acquireRequest');
		await untilAgent(server, 'mg1', one => one?.agentStatus === 'OUT_OF_SERVICE');
	});

	test('an agent that beats without a request stream for 10 s is made to come anew', async () => {
		const server = await start();
		const agent = await agentOf(server, {connect: false});
		vi.useFakeTimers({toFake: ['performance']});
		await agent.connect(UP);
		agent.link.cancel('acquireRequest');
		await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
		await agent.until(() => agent.beats.length === 1);
		vi.advanceTimersByTime(9000);
		agent.beat();
		await agent.until(() => agent.beats.length === 2);
		vi.advanceTimersByTime(2000);
		agent.beat();
		await agent.until(() => agent.ended.some(({stream}) => stream === 'heartbeat'));
		expect(agent.ended).toEqual([{stream: 'heartbeat', code: 5, details: 'Agent not found: mg1'}]);
	});

	test('heartbeats of an agent that nobody knows end in an error, but not in the first instants', async () => {
		vi.useFakeTimers({toFake: ['performance']});
		const server = await start({limits: {agents: 0}});
		const agent = await agentOf(server);
		expect(agent.registrations).toEqual([{status: 1, message: 'this server holds 0 agents already'}]);
		agent.link.openHeartbeat();
		agent.beat();
		await agent.until(() => agent.beats.length === 1);
		expect(agent.beats).toEqual([{status: 1001, message: 'Agent not found: mg1'}]);
		vi.advanceTimersByTime(3000);
		agent.beat();
		await agent.until(() => agent.ended.length > 0);
		expect(agent.ended).toEqual([{stream: 'heartbeat', code: 5, details: 'Agent not found: mg1'}]);
	});

	test('an agent that is forgotten though it is connected is cut, so that it registers anew', async () => {
		const server = await start();
		const agent = await agentOf(server);
		await server.store.agents.remove('mg1');
		await agent.until(() => agent.ended.length === 3);
		expect(await agent.connect()).toMatchObject({status: 0, message: 'Agent info has been added: mg1'});
	});

	test('a request stream without a registration on its connection is refused, after a second', async () => {
		const server = await start({limits: {agents: 1}});
		await agentOf(server);
		const stranger = await agentOf(server, {agentId: 'mg2'});
		expect(stranger.registrations[0]?.status).toBe(1);
		stranger.link.info.agentId = 'mg1';
		const startedAt = performance.now();
		await stranger.link.openAcquire();
		await stranger.until(() => stranger.ended.length > 0);
		expect(stranger.ended).toEqual([{stream: 'acquireRequest', code: 9, details: 'register mg1 first, on this connection'}]);
		expect(performance.now() - startedAt).toBeGreaterThan(900);
		expect(await server.store.agents.get('mg1')).toMatchObject({agentStatus: 'IN_SERVICE'});
	});
});

describe('two agents with one id', () => {
	test('the second is refused as long as the first answers a PING, and both are told apart in the list', async () => {
		const notices: string[] = [];
		const server = await start({onNotice: notice => notices.push(notice)});
		const first = await agentOf(server, {answer: answerSucceeded});
		const second = await agentOf(server, {wire: true, info: {hostname: 'web-2'}});
		for (const status of [OUT_OF_SERVICE, UP]) {
			await second.connect(status);
		}

		const holder = (await server.store.agents.get('mg1'))?.peer;
		expect(second.registrations).toEqual(Array.from({length: 3}, () => ({status: 1, message: `agent id mg1 is in use by web-1 ${holder}, which answers`})));
		expect(first.ended).toEqual([]);
		expect((await post(server, '/agent/mg1/exec', command('EXECUTE', 'version'))).status).toBe(200);
		expect(first.requests).toHaveLength(1);
		const {json: listed} = await call(server, '/agent/mg1?ext=1');
		expect(listed).toMatchObject({hostname: 'web-1', peer: holder, rival: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string});
		expect(notices).toEqual([expect.stringMatching(/^a second agent at 127\.0\.0\.1:\d+ claims the id mg1, which .* holds: it is refused$/) as string]);
	});

	test('the second gets in when the first is gone', async () => {
		const server = await start();
		const first = await agentOf(server);
		const second = await agentOf(server, {connect: false});
		expect((await second.connect(UP)).status).toBe(1);
		await first[Symbol.asyncDispose]();
		await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
		expect((await second.connect(UP)).status).toBe(0);
	});

	test.each(['freeze', 'cutNearEnd'] as const)('a holder that answers no PING (%s) makes way in 2 s, and its jobs go on with a gap', async how => {
		const server = await start();
		const agent = await agentOf(server, {wire: true});
		await using stream = await startJob(server, 'watch');
		const request = await agent.nextRequest();
		await agent.flood(request, 2);
		await stream.until(events => events.length === 2);
		agent.wire[how]();
		const back = await agentOf(server, {connect: false});
		const startedAt = performance.now();
		const connected = back.connect(OUT_OF_SERVICE);
		// The holder's PING is awaited on a real connection, so its 2 s are real ones.
		expect(await connected).toMatchObject({status: 0});
		expect(performance.now() - startedAt).toBeGreaterThan(1900);
		await back.flood(request, 1, {from: 3});
		await stream.until(events => events.length === 4);
		expect(gaps(stream.events)).toEqual([{
			reason: 'agent-reconnect', count: null, since: expect.any(Number) as number, until: expect.any(Number) as number,
		}]);
		expect((await server.store.agents.get('mg1'))?.incarnation).toBe(1);
	});

	test('what a running job says before the new request stream stands is not lost', async () => {
		const server = await start();
		const agent = await agentOf(server);
		await using stream = await startJob(server, 'watch');
		const request = await agent.nextRequest();
		const {link} = agent;
		link.close();
		await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
		const back = await agentOf(server, {connect: false});
		const connected = back.connect(OUT_OF_SERVICE);
		await back.until(() => back.registrations.length === 1);
		await back.flood(request, 1);
		await connected;
		await stream.until(events => events.some(({event}) => event === undefined));
	});
});

describe('floods', () => {
	test('registrations cost the same however many agents there are: the list is never gone through', async () => {
		vi.useFakeTimers({toFake: ['setInterval', 'clearInterval']});
		const store = memoryStore();
		const server = await start({store, limits: {agents: 300}});
		const agents = await Promise.all(Array.from({length: 20}, async (_, index) => agentOf(server, {agentId: `real-${index}`})));
		const list = vi.spyOn(store.agents, 'list');
		const flood = await agentOf(server, {connect: false, agentId: 'flood'});
		await flood.connect(UP);
		for (let index = 0; index < 400; index++) {
			flood.link.info.agentId = `flood-${index}`;
			flood.registrations.push(await flood.link.register());
		}

		expect(list).not.toHaveBeenCalled();
		const refused = flood.registrations.filter(({status}) => status !== 0);
		expect(refused).toHaveLength(401 - (300 - 20));
		expect(refused[0]).toEqual({status: 1, message: 'this server holds 300 agents already'});
		expect((await agents[0]!.connect()).status).toBe(0);
	});

	test('one that registers and never takes its requests is forgotten after a minute', async () => {
		vi.useFakeTimers({toFake: ['performance', 'setInterval', 'clearInterval']});
		const server = await start();
		const agent = await agentOf(server);
		const flood = await agentOf(server, {connect: false, agentId: 'flood'});
		await flood.connect(UP);
		flood.link.info.agentId = 'flood-1';
		await flood.link.register();
		expect(await server.store.agents.count()).toBe(3);
		for (let second = 0; second < 61; second += 5) {
			agent.beat();
			flood.link.info.agentId = 'flood';
			flood.beat();
			const beats = agent.beats.length;
			await Promise.all([agent, flood].map(async one => one.until(() => one.beats.length > beats - 1)));
			await vi.advanceTimersByTimeAsync(5000);
		}

		expect((await server.store.agents.list()).map(({agentId}) => agentId).toSorted()).toEqual(['flood', 'mg1']);
	});

	test('an empty id, ids with slashes, blanks, other letters and 4 kB are ids', async () => {
		const server = await start();
		for (const agentId of ['', 'a/b c', 'ünï/号?#%2F', '..', 'x'.repeat(4096), '号'.repeat(1365)]) {
			await agentOf(server, {agentId, answer: answerSucceeded});
			const path = `/agent/${encodeURIComponent(agentId)}`;
			expect((await call(server, path === '/agent/' ? '/agent//' : path)).json).toMatchObject({agentId});
			expect((await post(server, `${path}/exec`, command('EXECUTE', 'version'))).json).toMatchObject({status: 'SUCCEEDED'});
		}

		expect(JSON.parse((await call(server, '/agents')).text)).toHaveLength(6);
	});
});

describe('who may come in', () => {
	const local = new BlockList();
	local.addAddress('127.0.0.2');
	const elsewhere = {check: (address: string) => local.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')};

	test.each([
		['no rule', {}, undefined, 0],
		['a token that is right', {token: 's3cret'}, 's3cret', 0],
		['a token that is wrong', {token: 's3cret'}, 's3cre', 1],
		['no token where one is asked for', {token: 's3cret'}, undefined, 1],
		['an address that is not on the list', {allow: elsewhere}, undefined, 1],
		['an address on the list', {allow: {check: (address: string) => address === '127.0.0.1'}}, undefined, 0],
		['a token where also a list is', {allow: elsewhere, token: 's3cret'}, 's3cret', 0],
		['an empty token is none', {allow: elsewhere, token: ''}, '', 1],
	])('%s', async (_, agents, token, status) => {
		const notices: string[] = [];
		const server = await start({agents, onNotice: notice => notices.push(notice)});
		const agent = await agentOf(server, {...(token !== undefined && {token})});
		expect(agent.registrations[0]?.status).toBe(status);
		expect(notices).toHaveLength(status);
		expect(await server.store.agents.count()).toBe(1 - status);
	});

	test('the host agent of this program shows its token, and speaks TLS', async () => {
		const day = 86_400_000;
		const certificate = makeCertificate({from: new Date(Date.now() - day), to: new Date(Date.now() + day)});
		const server = await start({agents: {token: 's3cret'}, tls: certificate});
		const host = startChannelAgent({
			server: addressOf(server.grpc), agentId: 'box', version: '1.0.0', access: {token: 's3cret', tls: {ca: certificate.cert, serverName: 'localhost'}},
		});
		open.push(host);
		await host.ready;
		expect(await server.store.agents.get('box')).toMatchObject({agentStatus: 'IN_SERVICE'});
	});

	test('a stranger on the agents\' port: HTTP, nonsense, nothing at all', async () => {
		const server = await start();
		const agent = await agentOf(server, {answer: answerSucceeded});
		await exchangeBytes(server.grpc.port, httpRequest('GET', '/agents'));
		await exchangeBytes(server.grpc.port, `\u0016\u0003\u0001${'x'.repeat(300)}`);
		expect((await post(server, '/agent/mg1/exec', command('EXECUTE', 'version'))).status).toBe(200);
		expect(agent.ended).toEqual([]);
	});
});
