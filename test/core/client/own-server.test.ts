import {
	afterEach, describe, expect, it, vi,
} from 'vitest';
import {connect} from '../../../source/core/client/connect.js';
import type {Connection} from '../../../source/core/client/connection.js';
import type {Job} from '../../../source/core/client/job.js';
import {formatLoss} from '../../../source/core/client/job-state.js';
import type {RunCommandOptions} from '../../../source/core/client/session.js';
import {AgentStatus, ResponseStatus} from '../../../source/core/protocol/generated/ArthasService.js';
import {until} from '../../../source/core/readable.js';
import {startServer, type ChannelServer} from '../../../source/core/server/index.js';
import {fakeTime} from '../../helpers/fake-time.js';
import {startRelay, type Relay} from '../../servers/relay.js';
import {startScriptedAgent, type ScriptedAgent} from '../../servers/scripted-agent.js';
import {startRawServer} from './channel/raw-server.js';
import {watchNumber} from './watch-number.js';

type Meeting = {server: ChannelServer; agent: ScriptedAgent; relay: Relay; connection: Connection; run: (line: string, options?: RunCommandOptions) => Job};

const watch = 'watch demo.MathGame primeFactors';

afterEach(() => {
	vi.useRealTimers();
});

/** An operator behind a wire that can be cut, our own server, a simulated JVM that makes results when it is told to. */
async function meet(test: (meeting: Meeting) => Promise<void>, query = '') {
	await using server = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
	await using agent = await startScriptedAgent({server: `127.0.0.1:${server.grpc.port}`, jvm: {stream: {perSecond: 0}}});
	await using relay = await startRelay(server.http.port);
	await using connection = connect(`http://127.0.0.1:${relay.port}/${query}`, {probeMs: 500});
	await connection.ready();
	const session = connection.openSession(connection.agents.getSnapshot()[0]!);
	await test({
		server, agent, relay, connection, run: (line, options) => session.run(line, options),
	});
}

const numbersOf = (job: Job) => job.entries().flatMap(entry => entry.kind === 'result' && entry.result.type === 'watch' ? [watchNumber(entry.result)] : []);
const gapsOf = (job: Job) => job.entries().flatMap(entry => entry.kind === 'gap' ? [entry.gap.reason] : []);
const has = async (job: Job, count: number) => until(job, () => numbersOf(job).length >= count);
const streaming = async ({jvm, until: reach}: ScriptedAgent) => reach(() => jvm.jvm.streams === 1);

it('loses nothing while the wire to its operator is cut', async () => {
	await meet(async ({agent, relay, run}) => {
		const job = run(watch);
		await streaming(agent);
		agent.jvm.jvm.emit(3);
		await has(job, 3);
		await relay.cut();
		await until(job, ({state}) => state.name === 'detached');
		agent.jvm.jvm.emit(500);
		await relay.restore();
		await has(job, 503);
		agent.jvm.jvm.emit(2);
		await has(job, 505);
		expect(await job.interrupt()).toEqual({name: 'interrupted', by: 'us', ended: 'yes'});
		expect(numbersOf(job)).toEqual(Array.from({length: 505}, (_, index) => index + 1));
		expect(formatLoss(job.getSnapshot().loss)).toBe('0');
	});
});

it('lets another reader of the same job come and go', async () => {
	await meet(async ({server, agent, run}) => {
		const job = run(watch);
		await streaming(agent);
		agent.jvm.jvm.emit(2);
		await has(job, 2);
		const requestId = agent.requests.at(-1)?.requestId ?? '';
		const other = await fetch(`http://127.0.0.1:${server.http.port}/agent/mg1/sse_results/${requestId}`);
		const reader = other.body!.getReader() as ReadableStreamDefaultReader<Uint8Array>;
		expect(new TextDecoder().decode((await reader.read()).value)).toContain(requestId);
		await reader.cancel();
		agent.jvm.jvm.emit(2);
		await has(job, 4);
		await job.interrupt();
		expect(numbersOf(job)).toEqual([1, 2, 3, 4]);
		expect(formatLoss(job.getSnapshot().loss)).toBe('0');
	});
});

describe('an agent', () => {
	it('that lost its connection for a moment leaves a gap that nobody can count', async () => {
		await meet(async ({agent, run}) => {
			const job = run(watch);
			await streaming(agent);
			agent.jvm.jvm.emit(2);
			await has(job, 2);
			agent.link.close();
			await agent.connect();
			agent.jvm.jvm.emit(1);
			await has(job, 3);
			expect(await job.interrupt()).toEqual({name: 'interrupted', by: 'us', ended: 'yes'});
			expect(gapsOf(job)).toEqual(['agent-reconnect']);
			expect(formatLoss(job.getSnapshot().loss)).toBe('?');
		});
	});

	it('that is another process now has lost the job', async () => {
		await meet(async ({agent, run}) => {
			const job = run(watch);
			await streaming(agent);
			agent.link.close();
			await agent.connect(AgentStatus.UP);
			expect(await job.ended).toMatchObject({name: 'lost', reason: 'agent-gone', mayStillRun: true});
		});
	});

	it('that is away is sent nothing, which is known at once', async () => {
		await meet(async ({agent, connection, run}) => {
			agent.link.close();
			connection.retry();
			await until(connection.agents, ([one]) => one?.status !== 'up');
			const startedAt = performance.now();
			expect(await run('version').ended).toMatchObject({name: 'refused', by: 'agent-gone'});
			expect(await run(watch).ended).toMatchObject({name: 'refused', by: 'agent-gone'});
			expect(performance.now() - startedAt).toBeLessThan(3000);
			expect(agent.requests).toEqual([]);
		});
	});
});

it('counts what an agent sends faster than it reads, and holds no more than the server\'s ring', async () => {
	await using server = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
	await using agent = await startScriptedAgent({server: `127.0.0.1:${server.grpc.port}`});
	await using relay = await startRelay(server.http.port);
	await using connection = connect(`http://127.0.0.1:${relay.port}`);
	await connection.ready();
	const job = connection.openSession(connection.agents.getSnapshot()[0]!).run('fast', {approved: true});
	const request = await agent.nextRequest();
	await agent.flood(request, 10);
	await until(job, ({results}) => results === 10);
	relay.freeze();
	const sent = 40_000;
	await agent.flood(request, sent - 10, {from: 11});
	await agent.until(() => agent.acknowledgements.length === sent);
	relay.thaw();
	agent.send({requestId: request.requestId, status: ResponseStatus.SUCCEEDED, executeResult: {resultsJson: '[{"type":"status","statusCode":0}]'}});
	expect(await job.ended).toEqual({name: 'done', statusCode: 0});
	const {loss} = job.getSnapshot();
	const received = numbersOf(job);
	expect(received.length + loss.exact).toBe(sent);
	expect(formatLoss(loss)).toBe(String(sent - received.length));
	// 8 MiB of ring, and what lies in the sockets.
	expect(received.length).toBeLessThan(20_000);
	expect(received).toEqual(received.toSorted((left, right) => left - right));
	expect(gapsOf(job)).toContain('server-ring');
});

describe('the list of agents', () => {
	/** One look opens the stream; none follows. */
	const rarely = 3_600_000;

	it('is pushed: who comes, goes and is away is known without asking', async () => {
		await using server = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
		await using connection = connect(`http://127.0.0.1:${server.http.port}`, {probeMs: rarely});
		await connection.ready();
		connection.retry();
		await using agent = await startScriptedAgent({server: `127.0.0.1:${server.grpc.port}`});
		await until(connection.agents, ([one]) => one?.status === 'up');
		await using second = await startScriptedAgent({server: `127.0.0.1:${server.grpc.port}`, agentId: 'a-second'});
		await until(connection.agents, agents => agents.map(({id}) => id).join(' ') === 'a-second mg1');
		second.link.close();
		await until(connection.agents, agents => agents.map(({id, status}) => `${id} ${status}`).join(', ') === 'mg1 up, a-second out');
		expect(agent.requests).toEqual([]);
	});

	it('is asked for where a proxy lets no stream through', async () => {
		const asked: string[] = [];
		await using server = await startRawServer({
			isOurs: true,
			on: {
				agents(request, response) {
					asked.push(request.url ?? '');
					response.setHeader('content-type', 'application/json');
					response.end('[]');
				},
			},
		});
		await using connection = connect(server.endpoint, {probeMs: 1});
		await connection.ready();
		await expect.poll(() => asked.length).toBeGreaterThan(5);
		expect(asked.filter(url => url.includes('watch'))).toEqual(['/agents?watch=1']);
	});
});

it('goes on after a restart, and says that nobody knows what was lost', async () => {
	const first = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
	const {http, grpc} = first;
	await using agent = await startScriptedAgent({server: `127.0.0.1:${grpc.port}`, jvm: {stream: {perSecond: 0}}});
	await using connection = connect(`http://127.0.0.1:${http.port}`, {probeMs: 200});
	await connection.ready();
	const job = connection.openSession(connection.agents.getSnapshot()[0]!).run(watch);
	await streaming(agent);
	agent.jvm.jvm.emit(2);
	await has(job, 2);
	await first.close();
	await until(job, ({state}) => state.name === 'detached');
	await until(connection.state, ({name}) => name === 'waiting');
	await using second = await startServer({httpPort: http.port, wsPort: 0, grpcPort: grpc.port});
	expect(second.http.port).toBe(http.port);
	await agent.connect();
	await until(job, ({state}) => state.name === 'running');
	agent.jvm.jvm.emit(2);
	await has(job, 4);
	await until(connection.state, ({name}) => name === 'up');
	expect(await job.interrupt()).toEqual({name: 'interrupted', by: 'us', ended: 'yes'});
	expect(gapsOf(job)).toContain('link-down');
	expect(formatLoss(job.getSnapshot().loss)).toBe('?');
	expect(numbersOf(job)).toEqual([1, 2, 3, 4]);
	expect(agent.requests.filter(({executeParams}) => executeParams?.commandLine.startsWith('watch'))).toHaveLength(1);
});

it('loses nothing of a polled stream while the wire is cut', async () => {
	await meet(async ({agent, relay, run}) => {
		const job = run(watch);
		await streaming(agent);
		agent.jvm.jvm.emit(3);
		await has(job, 3);
		await relay.cut();
		await until(job, ({state}) => state.name === 'detached');
		agent.jvm.jvm.emit(900);
		await relay.restore();
		await has(job, 903);
		expect(await job.interrupt()).toEqual({name: 'interrupted', by: 'us', ended: 'yes'});
		expect(numbersOf(job)).toEqual(Array.from({length: 903}, (_, index) => index + 1));
		expect(formatLoss(job.getSnapshot().loss)).toBe('0');
	}, '?stream=poll');
});

it('starts a command once, however often its connection breaks before the first word', async () => {
	await using server = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
	await using agent = await startScriptedAgent({server: `127.0.0.1:${server.grpc.port}`});
	await using relay = await startRelay(server.http.port);
	await using connection = connect(`http://127.0.0.1:${relay.port}`);
	await connection.ready();
	const job = connection.openSession(connection.agents.getSnapshot()[0]!).run('reset', {approved: true});
	const {requestId} = await agent.nextRequest();
	await relay.cut();
	await relay.restore();
	agent.send({
		requestId, sessionId: 's1', status: ResponseStatus.SUCCEEDED, executeResult: {resultsJson: '[{"type":"status","statusCode":0}]'},
	});
	expect(await job.ended).toEqual({name: 'done', statusCode: 0});
	expect(agent.requests.filter(({executeParams}) => executeParams?.commandLine === 'reset')).toHaveLength(1);
});

it('doesn\'t start a command again at a server that has forgotten it', async () => {
	const first = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
	const {http, grpc} = first;
	await using agent = await startScriptedAgent({server: `127.0.0.1:${grpc.port}`});
	await using relay = await startRelay(http.port);
	await using connection = connect(`http://127.0.0.1:${relay.port}`);
	await connection.ready();
	const job = connection.openSession(connection.agents.getSnapshot()[0]!).run('reset', {approved: true});
	await agent.nextRequest();
	await relay.cut();
	await first.close();
	await using second = await startServer({httpPort: http.port, wsPort: 0, grpcPort: grpc.port});
	expect(second.http.port).toBe(http.port);
	await agent.connect();
	await relay.restore();
	expect(await job.ended).toMatchObject({name: 'timed-out', ended: 'unknown', message: expect.stringContaining('may have run and was not sent again') as string});
	expect(agent.requests.filter(({executeParams}) => executeParams?.commandLine === 'reset')).toHaveLength(1);
});

it.each([['events', ''], ['polls', '?stream=poll']])('has ended a job that nobody read for five minutes, and tells the one who comes back by %s', async (_, query) => {
	await meet(async ({agent, relay, run}) => {
		const time = fakeTime();
		const job = run(watch);
		await streaming(agent);
		agent.jvm.jvm.emit(3);
		await has(job, 3);
		await relay.cut();
		await until(job, ({state}) => state.name === 'detached');
		await time.pass(310_000);
		await agent.until(() => agent.jvm.jvm.jobs.size === 0);
		await relay.restore();
		expect(await time.passUntil(job.ended)).toEqual({name: 'interrupted', by: 'server', ended: 'yes'});
		expect(numbersOf(job)).toEqual([1, 2, 3]);
		expect(formatLoss(job.getSnapshot().loss)).toBe('0');
	}, query);
});

it('passes a fast stream on whole and in order', async () => {
	await meet(async ({agent, run}) => {
		const job = run(`${watch} -n 20000`, {limits: {entries: 100_000, bytes: 1 << 30}});
		await streaming(agent);
		for (let batch = 0; batch < 20; batch++) {
			agent.jvm.jvm.emit(1000);
			// The enhancer's result is one of them.
			await until(job, ({results}) => results > (batch + 1) * 1000);
		}

		expect(await job.ended).toMatchObject({name: 'limited', by: '-n'});
		expect(numbersOf(job)).toEqual(Array.from({length: 20_000}, (_, index) => index + 1));
		expect(formatLoss(job.getSnapshot().loss)).toBe('0');
	});
});
