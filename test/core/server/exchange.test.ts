import {
	afterEach, describe, expect, test, vi,
} from 'vitest';
import {memoryStore, type ChannelServer, type ServerOptions} from '../../../source/core/server/index.js';
import {AgentStatus, RequestAction, ResponseStatus} from '../../../source/core/protocol/generated/ArthasService.js';
import type {Answer, ScriptedAgent, ScriptedAgentOptions} from '../../servers/scripted-agent.js';
import {
	call, closeAll, command, ends, gaps, join, messages, numbers, openEvents, post, startJob, startTestServer, untilAgent, untilTopic, type Message,
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

const {SUCCEEDED, CONTINUOUS, INTERRUPTED} = ResponseStatus;
const version = command('EXECUTE', 'version');
const patient = {action: 'EXECUTE', executeParams: {commandLine: 'version', execTimeout: 60_000}};
/** Time stands still for the server's own timers; sockets live on. */
const stopTime = () => vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance']});
const pass = async (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('an answer at once', () => {
	test.each([
		['POST', '/agent/nosuch/exec'],
		['POST', '/agent/nosuch/async_exec'],
		['POST', '/agent/nosuch/sse_async_exec'],
		['GET', '/agent/nosuch'],
		['GET', '/agent/nosuch/init_session'],
		['GET', '/agent/nosuch/interrupt_job/x'],
		['GET', '/agent/nosuch/close_session/x'],
		['GET', '/agent/nosuch/results/x'],
		['GET', '/agent/nosuch/sse_results/x'],
	])('unknown agent: %s %s', async (method, path) => {
		const {server} = await start();
		const answer = await call(server, path, {method, ...(method === 'POST' && {body: JSON.stringify(version)})});
		expect(answer).toMatchObject({
			status: 404,
			headers: {'content-type': 'application/json'},
			json: {
				status: 404, error: 'Not Found', message: 'no agent nosuch here; 1 other is', path, code: 'AGENT_UNKNOWN', ran: 'no', hint: 'GET /agents lists them', agentId: 'nosuch',
			},
		});
	});

	test('busy: the 65th request in flight is turned away, what helps is let through', async () => {
		const {server, agent} = await start();
		for (let index = 0; index < 64; index++) {
			expect((await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', `watch ${index}`))).status).toBe(200);
		}

		const refused = await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'watch 64'));
		expect(refused).toMatchObject({
			status: 429, headers: {'retry-after': '1'}, json: {
				code: 'AGENT_BUSY', ran: 'no', retryAfterMs: 1000, message: 'mg1 has 64 requests in flight; nothing was sent',
			},
		});
		await agent.until(() => agent.requests.length === 64);
		const [first] = agent.requests;
		agent.send({requestId: first?.requestId ?? '', sessionId: 's1', status: CONTINUOUS});
		const interrupted = call(server, '/agent/mg1/interrupt_job/s1');
		await agent.until(() => agent.requests.length === 65);
		agent.send({requestId: agent.requests[64]?.requestId ?? '', status: SUCCEEDED});
		expect((await interrupted).status).toBe(200);
		agent.send({requestId: first?.requestId ?? '', status: SUCCEEDED});
		await agent.until(() => agent.acknowledgements.length === 3);
		expect((await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'watch 65'))).status).toBe(200);
	});

	test('an agent that leaves its requests unread gets no more of them', async () => {
		const {server, agent} = await start({wire: true});
		agent.wire.freeze();
		const line = 'x'.repeat(20_000);
		const statuses = [];
		for (let index = 0; index < 80; index++) {
			// Cancelled calls don't count as running, so that only the connection can be full.
			const body = {action: 'INTERRUPT_JOB', sessionId: line};
			statuses.push((await post(server, '/agent/mg1/async_exec', body)).status);
		}

		expect(statuses.slice(0, 64).every(status => status === 200)).toBe(true);
		expect(statuses.at(-1)).toBe(429);
	});

	test('nothing is kept for an absent agent', async () => {
		const {server, agent} = await start();
		agent.link.cancel('acquireRequest');
		await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
		expect((await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'version'))).status).toBe(503);
		await agent.connect();
		expect((await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'watch'))).status).toBe(200);
		expect((await agent.nextRequest()).executeParams?.commandLine).toBe('watch');
	});
});

describe('an answer in time', () => {
	test('exec waits 2 s longer than the agent may, then says why there is probably no answer', async () => {
		stopTime();
		const {server, agent} = await start();
		const answer = post(server, '/agent/mg1/exec', {action: 'EXECUTE', executeParams: {commandLine: 'stack a b', execTimeout: 40_000, resultFormat: 'JSON'}});
		const {requestId} = await agent.nextRequest();
		await pass(40_000);
		agent.beat();
		await agent.until(() => agent.beats.length === 2);
		await pass(2000);
		expect(await answer).toMatchObject({
			status: 504,
			json: {
				code: 'DEADLINE', ran: 'maybe', requestId, agentId: 'mg1',
				message: 'no answer from mg1 in 42 s; agents before 4.0 never answer this command on JDK 16 and later without --add-opens; ASYNC_EXECUTE names the cause',
			},
		});
		agent.send({requestId, status: SUCCEEDED, message: 'late'});
		expect((await call(server, `/agent/mg1/results/${requestId}`)).json).toMatchObject({message: 'late'});
	});

	test('partial results that come a little after the deadline are the answer', async () => {
		stopTime();
		const {server, agent} = await start();
		const answer = post(server, '/agent/mg1/exec', {action: 'EXECUTE', executeParams: {commandLine: 'watch a b', execTimeout: 1000}});
		const {requestId} = await agent.nextRequest();
		await pass(1150);
		agent.send({requestId, status: INTERRUPTED, message: 'The job is exceeded time limit, force interrupt'});
		expect(await answer).toMatchObject({status: 200, json: {status: 'INTERRUPTED'}});
	});

	test('an EXECUTE that nobody waits for is ended too, for its readers', async () => {
		stopTime();
		const {server} = await start();
		await using stream = await openEvents(server, '/agent/mg1/sse_async_exec', {method: 'POST', body: '{"action":"EXECUTE","executeParams":{"commandLine":"thread -n 3","execTimeout":5000}}'});
		await pass(8000);
		const events = await stream.all();
		expect(messages(events)).toMatchObject([{status: 'FAILED', message: expect.stringMatching(/^no answer from mg1 in 7 s; /) as string}]);
		expect(ends(events)).toEqual([{state: 'unanswered', lost: 0}]);
	});

	test('two requests in a row without an answer show in the list, until one answer comes', async () => {
		stopTime();
		const {server, agent} = await start();
		const answering = async () => (await call(server, '/agent/mg1?ext=1')).json['answering'];
		for (let index = 0; index < 2; index++) {
			expect(await answering()).toBe(true);
			const answer = post(server, '/agent/mg1/exec', {action: 'EXECUTE', executeParams: {commandLine: 'version', execTimeout: 1}});
			await agent.nextRequest();
			await pass(2100);
			expect((await answer).status).toBe(504);
		}

		expect(await answering()).toBe(false);
		agent.send({requestId: 'anything', status: SUCCEEDED});
		await untilAgent(server, 'mg1', one => one?.unanswered === 0);
		expect(await answering()).toBe(true);
	});

	test('given up requests do not count as in flight', async () => {
		stopTime();
		const {server, agent} = await start();
		const answers = Array.from({length: 64}, async () => post(server, '/agent/mg1/exec', {action: 'EXECUTE', executeParams: {commandLine: 'version', execTimeout: 1}}));
		await agent.until(() => agent.requests.length === 64);
		expect((await post(server, '/agent/mg1/exec', version)).status).toBe(429);
		await pass(2100);
		expect((await Promise.all(answers)).every(({status}) => status === 504)).toBe(true);
		const answer = post(server, '/agent/mg1/exec', version);
		await agent.until(() => agent.requests.length === 65);
		agent.send({requestId: agent.requests[64]?.requestId ?? '', status: SUCCEEDED});
		expect((await answer).status).toBe(200);
	});

	test('an execTimeout beyond all timers waits a day and does not end at once', async () => {
		stopTime();
		const {server, agent} = await start();
		const answer = post(server, '/agent/mg1/exec', {action: 'EXECUTE', executeParams: {commandLine: 'version', execTimeout: 2_147_483_647}});
		const {requestId} = await agent.nextRequest();
		await pass(3000);
		agent.send({requestId, status: SUCCEEDED});
		expect((await answer).status).toBe(200);
	});
});

describe('an agent that goes away', () => {
	test('exec is told at once when a new process has taken its place', async () => {
		const {server, agent} = await start({wire: true});
		const answer = post(server, '/agent/mg1/exec', version);
		const {requestId} = await agent.nextRequest();
		agent.wire.cut();
		await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
		await agent.connect(AgentStatus.UP);
		expect(await answer).toMatchObject({
			status: 502,
			json: {
				code: 'AGENT_LOST', ran: 'maybe', requestId, agentId: 'mg1', message: 'mg1 went away after it was given the command',
			},
		});
	});

	test('exec is told after 15 s when nobody comes back', async () => {
		stopTime();
		const {server, agent} = await start({wire: true});
		const answer = post(server, '/agent/mg1/exec', patient);
		await agent.nextRequest();
		agent.wire.cut();
		await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
		await pass(15_000);
		expect((await answer).status).toBe(502);
	});

	test('the same process answers under the old request id', async () => {
		stopTime();
		const {server, agent} = await start({wire: true});
		const answer = post(server, '/agent/mg1/exec', patient);
		const {requestId} = await agent.nextRequest();
		agent.wire.cut();
		await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
		await pass(6000);
		await agent.connect(AgentStatus.OUT_OF_SERVICE);
		await pass(20_000);
		agent.send({requestId, status: SUCCEEDED, message: 'still here'});
		expect((await answer).json).toMatchObject({status: 'SUCCEEDED', message: 'still here'});
	});

	test('a stream goes on after a gap of unknown size; it ends when a new process comes', async () => {
		const {server, agent} = await start({wire: true});
		await using stream = await startJob(server, 'watch');
		const request = await agent.nextRequest();
		await agent.flood(request, 2);
		agent.wire.cut();
		await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
		await agent.connect(AgentStatus.OUT_OF_SERVICE);
		await agent.flood(request, 2, {from: 3});
		await stream.until(events => numbers(events).includes(4));
		expect(gaps(stream.events)).toMatchObject([{reason: 'agent-reconnect', count: null}]);
		await agent.connect(AgentStatus.UP);
		const events = await stream.all();
		expect(messages(events).at(-1)).toEqual({
			agentId: 'mg1', requestId: request.requestId, status: 'FAILED', sessionId: 'flooding', message: 'mg1 went away after it was given the command',
		});
		expect(ends(events)).toEqual([{state: 'lost', lost: null}]);
	});

	test('a job that was given up as lost is ended on its agent when that comes back after all', async () => {
		stopTime();
		const {server, agent} = await start({wire: true});
		await using stream = await startJob(server, 'watch');
		const request = await agent.nextRequest();
		await agent.flood(request, 1);
		await stream.until(events => events.length === 1);
		agent.wire.cut();
		await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
		await pass(15_000);
		await stream.all();
		await agent.connect(AgentStatus.OUT_OF_SERVICE);
		await agent.until(() => agent.requests.length === 3);
		expect(agent.requests.slice(1)).toMatchObject([
			{action: RequestAction.INTERRUPT_JOB, sessionId: 'flooding'}, {action: RequestAction.CLOSE_SESSION, sessionId: 'flooding'},
		]);
	});
});

describe('nobody reads', () => {
	const interrupts = (agent: ScriptedAgent) => agent.requests.filter(({action}) => action === RequestAction.INTERRUPT_JOB);

	/** Sends an answer and waits until the server has it. */
	const deliver = async (agent: ScriptedAgent, answer: Answer) => {
		const before = agent.acknowledgements.length;
		agent.send(answer);
		await agent.until(() => agent.acknowledgements.length > before);
	};

	test.each([
		['sse_async_exec', '', 60_000], ['sse_async_exec', '?linger=5000', 5000], ['async_exec', '', 600_000], ['async_exec', '?linger=2000', 2000],
	])('a job by %s%s is interrupted after %d ms without a reader, and its own session closed', async (how, query, lingerMs) => {
		stopTime();
		const {server, agent} = await start();
		const body = JSON.stringify(command('ASYNC_EXECUTE', 'watch'));
		const reader = how === 'async_exec' ? undefined : await openEvents(server, `/agent/mg1/${how}${query}`, {method: 'POST', body});
		if (!reader) {
			await post(server, `/agent/mg1/${how}${query}`, body);
		}

		const {requestId} = await agent.nextRequest();
		await deliver(agent, {requestId, sessionId: 's1', status: CONTINUOUS});
		if (reader) {
			await pass(lingerMs + 10_000);
			await reader[Symbol.asyncDispose]();
			await untilTopic(server, requestId, topic => topic?.readers === 0);
		}

		await pass(lingerMs - 1500);
		expect(interrupts(agent)).toEqual([]);
		await pass(3000);
		await agent.until(() => agent.requests.length === 3);
		expect(agent.requests.slice(1)).toMatchObject([{action: RequestAction.INTERRUPT_JOB, sessionId: 's1'}, {action: RequestAction.CLOSE_SESSION, sessionId: 's1'}]);
		await deliver(agent, {requestId, sessionId: 's1', status: SUCCEEDED});
		expect(await server.store.responses.get('mg1', requestId)).toMatchObject({outcome: 'interrupted'});
		await pass(30_000);
		expect(agent.requests).toHaveLength(3);
	});

	test('a job that does not end by its interrupt is ended here', async () => {
		stopTime();
		const {server, agent} = await start();
		const {requestId} = (await post(server, '/agent/mg1/async_exec?linger=0', command('ASYNC_EXECUTE', 'watch', {sessionId: 's1'}))).json as Message;
		await pass(8000);
		await agent.until(() => agent.requests.length === 2);
		expect(agent.requests[1]).toMatchObject({action: RequestAction.INTERRUPT_JOB, sessionId: 's1'});
		expect(await server.store.responses.get('mg1', requestId)).toMatchObject({outcome: 'interrupted', endedAt: expect.any(Number) as number});
		await using stream = await openEvents(server, `/agent/mg1/sse_results/${requestId}`);
		expect(ends(await stream.all())).toEqual([{state: 'interrupted', lost: 0}]);
	});

	test('an interrupt never hits a later job of the same session', async () => {
		stopTime();
		const {server, agent} = await start();
		await post(server, '/agent/mg1/async_exec?linger=0', command('ASYNC_EXECUTE', 'first', {sessionId: 's1'}));
		await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'second', {sessionId: 's1'}));
		await pass(10_000);
		await agent.until(() => agent.requests.length === 2);
		expect(interrupts(agent)).toEqual([]);
		expect(await server.store.responses.running('mg1')).toBe(1);
	});

	test('polls count as reading', async () => {
		stopTime();
		const {server, agent} = await start();
		const {requestId} = (await post(server, '/agent/mg1/async_exec?linger=10000', command('ASYNC_EXECUTE', 'watch', {sessionId: 's1'}))).json as Message;
		for (let index = 0; index < 4; index++) {
			await pass(8000);
			await call(server, `/agent/mg1/results/${requestId}?timeout=0`);
		}

		expect(interrupts(agent)).toEqual([]);
	});
});

describe('the same request again', () => {
	const key = {'idempotency-key': 'k-1.a_B'};

	test('exec: it runs once, and both get the answer', async () => {
		const {server, agent} = await start();
		const first = post(server, '/agent/mg1/exec', version, key);
		const {requestId} = await agent.nextRequest();
		const second = post(server, '/agent/mg1/exec', version, key);
		agent.send({requestId, status: SUCCEEDED, message: 'once'});
		const [one, two] = await Promise.all([first, second]);
		expect(one.text).toBe(two.text);
		expect((await post(server, '/agent/mg1/exec', version, key)).text).toBe(one.text);
		expect(agent.requests).toHaveLength(1);
	});

	test('async_exec and sse_async_exec: the same job, from its start or from Last-Event-ID', async () => {
		const {server, agent} = await start();
		const body = command('ASYNC_EXECUTE', 'watch');
		const ack = await post(server, '/agent/mg1/async_exec', body, key);
		expect((await post(server, '/agent/mg1/async_exec', body, key)).text).toBe(ack.text);
		const request = await agent.nextRequest();
		await agent.flood(request, 3);
		agent.send({requestId: request.requestId, status: SUCCEEDED});
		const stream = await startJob(server, 'watch', {headers: key});
		const events = await stream.all();
		expect(numbers(events)).toEqual([1, 2, 3]);
		const rest = await startJob(server, 'watch', {headers: {...key, 'last-event-id': events[1]?.id ?? ''}});
		expect(numbers(await rest.all())).toEqual([3]);
		expect(agent.requests).toHaveLength(1);
	});

	test('another body under the key is refused, another agent and another key are not', async () => {
		const {server, agent} = await start();
		await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'watch'), key);
		expect(await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'trace'), key)).toMatchObject({status: 409, json: {code: 'KEY_REUSED', ran: 'no'}});
		await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'trace'), {'idempotency-key': 'k2'});
		open.push(await join(server, {agentId: 'mg2'}));
		expect((await post(server, '/agent/mg2/async_exec', command('ASYNC_EXECUTE', 'trace'), key)).status).toBe(200);
		await agent.until(() => agent.requests.length === 2);
	});

	test('a key whose request never left may be used again', async () => {
		const {server, agent} = await start();
		agent.link.cancel('acquireRequest');
		await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
		expect((await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'watch'), key)).status).toBe(503);
		await agent.connect();
		expect((await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'watch'), key)).status).toBe(200);
		await agent.until(() => agent.requests.length === 1);
	});

	test('a key that can be none is refused', async () => {
		const {server} = await start();
		expect((await post(server, '/agent/mg1/exec', version, {'idempotency-key': 'a b'})).status).toBe(400);
		expect((await post(server, '/agent/mg1/exec', version, {'idempotency-key': 'x'.repeat(65)})).status).toBe(400);
	});

	test('a new request does not begin behind the Last-Event-ID of another', async () => {
		const {server, agent} = await start();
		const first = await startJob(server, 'watch');
		const request = await agent.nextRequest();
		await agent.flood(request, 5);
		const events = await first.until(all => all.length === 5);
		await using stream = await startJob(server, 'watch', {headers: {'last-event-id': events[4]?.id ?? ''}});
		await agent.flood(await agent.nextRequest(), 1);
		await stream.until(all => all.length === 1);
		await first[Symbol.asyncDispose]();
	});

	test('exec whose answer was told keeps nothing, with a key it does', async () => {
		const store = memoryStore();
		const {server} = await start({answer: () => [{status: SUCCEEDED}]}, {store});
		const {requestId} = (await post(server, '/agent/mg1/exec', version)).json as Message;
		expect(await store.responses.get('mg1', requestId)).toBeUndefined();
		const kept = (await post(server, '/agent/mg1/exec', version, key)).json as Message;
		expect(await store.responses.get('mg1', kept.requestId)).toMatchObject({outcome: 'done'});
	});
});
