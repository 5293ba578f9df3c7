import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {connect} from 'node:net';
import {
	afterEach, describe, expect, test,
} from 'vitest';
import {WebSocket} from 'ws';
import {startJavaChannel, type JavaChannel, type JavaChannelScript} from './java-channel.js';
import {exchangeBytes, httpRequest, normal} from './simulation/compare.js';
import {fixture} from './simulation/fixture.js';

const cleanups: AsyncDisposable[] = [];

afterEach(async () => {
	for (const one of cleanups.splice(0)) {
		await one[Symbol.asyncDispose]();
	}
});

async function start(script?: JavaChannelScript): Promise<JavaChannel> {
	const server = await startJavaChannel(script);
	cleanups.push(server);
	return server;
}

const recorded = (name: string) => normal(fixture(`channel-server/${name}`));

const command = (action: string, commandLine: string, more: Record<string, unknown> = {}) => JSON.stringify({
	action, executeParams: {commandLine, execTimeout: 10_000, resultFormat: 'JSON'}, ...more,
});

async function post(server: JavaChannel, path: string, body?: string, headers: Record<string, string> = {}): Promise<{status: number; text: string}> {
	const response = await fetch(server.url + path, {method: 'POST', body: body ?? null, headers: {'Content-Type': 'application/json', ...headers}});
	return {status: response.status, text: await response.text()};
}

type Message = {requestId: string; status: string; sessionId?: string; message?: string; executeResult?: {resultsJson: string}};

async function exec(server: JavaChannel, body: string): Promise<Message> {
	const {text} = await post(server, '/agent/mg1/exec', body);
	return JSON.parse(text) as Message;
}

async function initSession(server: JavaChannel): Promise<string> {
	const {sessionId = ''} = await exec(server, '{"action":"INIT_SESSION","executeParams":{"resultFormat":"JSON"}}');
	return sessionId;
}

async function asyncExec(server: JavaChannel, commandLine: string, sessionId?: string): Promise<string> {
	const {text} = await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', commandLine, {sessionId}));
	return (JSON.parse(text) as Message).requestId;
}

async function poll(server: JavaChannel, requestId: string, timeout = 1000): Promise<Message> {
	const response = await fetch(`${server.url}/agent/mg1/results/${requestId}?timeout=${timeout}`);
	return await response.json() as Message;
}

/** All messages of a stream; the tolerant way to read the broken frames. */
async function readEvents(response: Response): Promise<Message[]> {
	const text = await response.text();
	return text.split('\n\n').filter(block => block !== '').map(block => JSON.parse(block.replace(/^data:/, '')) as Message);
}

type AgentResult = {type: string; value?: {value: number}; statusCode?: number; inputStatus?: string; message?: string};

const results = (messages: readonly Message[]) => messages.flatMap(({executeResult}) => JSON.parse(executeResult?.resultsJson ?? '[]') as AgentResult[]);
const numbers = (messages: readonly Message[]) => results(messages).filter(({type}) => type === 'watch').map(({value}) => value?.value);

describe('answers equal the recorded ones', () => {
	const unknownSession = '00000000-0000-0000-0000-000000000000';
	test.each<[string, string, string, (string | undefined)?, Record<string, string>?]>([
		['agents.json', 'GET', '/agents'],
		['agents.json', 'POST', '/agents', '{}'],
		['agent.json', 'GET', '/agent/mg1'],
		['agent-unknown-404.json', 'GET', '/agent/nosuch'],
		['exec-version.json', 'POST', '/agent/mg1/exec', command('EXECUTE', 'version')],
		['exec-version.json', 'POST', '/agent/mg1/exec', '{"action":1,"executeParams":{"commandLine":"version","execTimeout":"10000","resultFormat":2}}'],
		['exec-no-action.json', 'POST', '/agent/mg1/exec', '{"executeParams":{"commandLine":"version"}}'],
		['exec-empty-object.json', 'POST', '/agent/mg1/exec', '{}'],
		['exec-proto-500.json', 'POST', '/agent/mg1/exec', '{"action":"EXECUTE","executeParams":{"commandLine":"version","resultFormat":"PROTO"}}'],
		['exec-noformat-500.json', 'POST', '/agent/mg1/exec', '{"action":"EXECUTE","executeParams":{"commandLine":"version"}}'],
		['exec-form-urlencoded.json', 'POST', '/agent/mg1/exec', command('EXECUTE', 'version'), {'Content-Type': 'application/x-www-form-urlencoded'}],
		['exec-get-405.json', 'GET', '/agent/mg1/exec'],
		['exec-empty-body-400.json', 'POST', '/agent/mg1/exec', ''],
		['exec-bad-json.json', 'POST', '/agent/mg1/exec', '{"action":'],
		['exec-unknown-field.json', 'POST', '/agent/mg1/exec', '{"action":"EXECUTE","foo":1}'],
		['exec-unknown-enum.json', 'POST', '/agent/mg1/exec', '{"action":"NOPE"}'],
		['exec-empty-command.json', 'POST', '/agent/mg1/exec', command('EXECUTE', '')],
		['exec-unknown-command.json', 'POST', '/agent/mg1/exec', command('EXECUTE', 'nosuch')],
		['exec-failing-command.json', 'POST', '/agent/mg1/exec', command('EXECUTE', 'jad no.such.Clazz')],
		['exec-bad-argument.json', 'POST', '/agent/mg1/exec', command('EXECUTE', 'watch')],
		['exec-unknown-session.json', 'POST', '/agent/mg1/exec', command('EXECUTE', 'version', {sessionId: unknownSession})],
		['exec-init_session-passthrough.json', 'POST', '/agent/mg1/exec', '{"action":"INIT_SESSION","executeParams":{"resultFormat":"JSON"}}'],
		['exec-open_console-passthrough.json', 'POST', '/agent/mg1/exec', '{"action":"OPEN_CONSOLE"}'],
		['init_session-500.json', 'POST', '/agent/mg1/init_session'],
		['interrupt_job-unknown.json', 'GET', '/agent/mg1/interrupt_job/zzz'],
		['async_exec-ack.json', 'POST', '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'version')],
		['async_exec-unknown-agent.json', 'POST', '/agent/nosuch/async_exec', command('ASYNC_EXECUTE', 'version')],
		['async_exec-bad-json.json', 'POST', '/agent/mg1/async_exec', '{bad'],
		['results-unknown-topic.json', 'GET', '/agent/mg1/results/nosuch'],
		['legacy-exec-version.json', 'POST', '/legacy_api/mg1', '{"action":"exec","command":"version"}'],
		['legacy-exec-version.json', 'POST', '/legacy_api', '{"action":"EXEC ","agentId":"mg1","command":"version","junk":1}'],
		['legacy-exec-unknown-command.json', 'POST', '/legacy_api/mg1', '{"action":"exec","command":"nosuch"}'],
		['legacy-exec-failing-command.json', 'POST', '/legacy_api/mg1', '{"action":"exec","command":"jad no.such.Clazz"}'],
		['legacy-exec-empty-command.json', 'POST', '/legacy_api/mg1', '{"action":"exec"}'],
		['legacy-inconsistent-agent.json', 'POST', '/legacy_api/mg1', '{"action":"exec","agentId":"other","command":"version"}'],
		['legacy-no-agent.json', 'POST', '/legacy_api', '{"action":"exec","command":"version"}'],
		['legacy-unknown-agent.json', 'POST', '/legacy_api/nosuch', '{"action":"exec","command":"version"}'],
		['legacy-bad-json-400.json', 'POST', '/legacy_api/mg1', '{"action":'],
		['legacy-415.json', 'POST', '/legacy_api/mg1', '{"action":"exec"}', {'Content-Type': 'text/plain'}],
		['legacy-no-action.json', 'POST', '/legacy_api/mg1', '{"command":"version"}'],
		['legacy-unknown-action.json', 'POST', '/legacy_api/mg1', '{"action":"foo","requestId":"r1","sessionId":"s1"}'],
		['legacy-join_session.json', 'POST', '/legacy_api/mg1', '{"action":"join_session","sessionId":"x"}'],
		['legacy-init_session.json', 'POST', '/legacy_api/mg1', '{"action":"init_session"}'],
		['legacy-async_exec.json', 'POST', '/legacy_api/mg1', '{"action":"async_exec","command":"version"}'],
		['legacy-pull_results-unknown.json', 'POST', '/legacy_api/mg1', '{"action":"pull_results","requestId":"nosuch","execTimeout":700}'],
		['legacy-pull_results-unknown-session.json', 'POST', '/legacy_api/mg1', '{"action":"pull_results","sessionId":"nosuch"}'],
		['legacy-pull_results-neither.json', 'POST', '/legacy_api/mg1', '{"action":"pull_results"}'],
		['legacy-interrupt_job-no-session.json', 'POST', '/legacy_api/mg1', '{"action":"interrupt_job"}'],
	])('%s: %s %s', async (name, method, path, body, headers = {}) => {
		const server = await start();
		const response = await fetch(server.url + path, {method, body: body ?? null, headers: {'Content-Type': 'application/json', ...headers}});
		const text = await response.text();

		expect(normal(text)).toBe(recorded(name));
		expect(response.headers.get('content-type')).toBe('application/json');
		const status = /"status":(\d{3})/.exec(text)?.[1];
		expect(response.status).toBe(Number(status ?? 200));
	});

	test.each([
		['sse-version.raw.http', 'sse_async_exec', command('ASYNC_EXECUTE', 'version')],
		['sse-unknown-command.raw.http', 'sse_async_exec', command('ASYNC_EXECUTE', 'nosuch')],
		['sse-bad-body.raw.http', 'sse_async_exec', '{bad'],
		['sse-proto-500.raw.http', 'sse_async_exec', '{"action":"ASYNC_EXECUTE","executeParams":{"commandLine":"version"}}'],
	])('%s, byte for byte but for ids and times', async (name, endpoint, body) => {
		const server = await start();
		const answer = await exchangeBytes(server.port, httpRequest('POST', `/agent/mg1/${endpoint}`, body, {Accept: 'text/event-stream'}));
		expect(normal(answer)).toBe(recorded(name));
	});

	test('sse-watch-n2.raw.http, but for the values', async () => {
		const server = await start({stream: {perSecond: Number.POSITIVE_INFINITY}});
		const answer = await exchangeBytes(server.port, httpRequest('POST', '/agent/mg1/sse_async_exec', command('ASYNC_EXECUTE', 'watch demo.MathGame run {params} -x 1 -n 2')));
		const values = /{\\"(?:size\\":1|type\\":\\"java.lang.Integer).*?(?=}]")/g;
		expect(normal(answer).replaceAll(values, '<value>')).toBe(recorded('sse-watch-n2.raw.http').replaceAll(values, '<value>'));
	});

	test('an unknown agent gets no event, then 503 with an empty body', async () => {
		const server = await start();
		const answer = await exchangeBytes(server.port, httpRequest('POST', '/agent/nosuch/sse_async_exec?timeout=30', command('ASYNC_EXECUTE', 'version'), {Accept: 'text/event-stream'}));
		expect(normal(answer)).toBe(recorded('sse-unknown-agent-503.raw.http'));
	});

	test('long polls give one message each, then the trailing input_status, then Timeout', async () => {
		const server = await start();
		const requestId = await asyncExec(server, 'version');
		await server.until(() => server.unread(requestId) === 6);
		for (let index = 0; index <= 6; index++) {
			const response = await fetch(`${server.url}/agent/mg1/results/${requestId}?timeout=20`);
			expect(normal(await response.text())).toBe(recorded(`results-version-${index}.json`));
		}
	});

	test('the same by pull_results, keys in the order of a hash map', async () => {
		const server = await start();
		const {text} = await post(server, '/legacy_api/mg1', '{"action":"async_exec","command":"version"}');
		const {requestId} = JSON.parse(text) as Message;
		await server.until(() => server.unread(requestId) === 6);
		for (const name of ['0', '1', '2', '3', '4', '5', 'timeout']) {
			const pulled = await post(server, '/legacy_api/mg1', JSON.stringify({action: 'pull_results', requestId, execTimeout: 20}));
			expect(normal(pulled.text)).toBe(recorded(`legacy-pull_results-${name}.json`));
		}
	});

	test('sessions: exec in one, interrupt when idle, close, close again', async () => {
		const server = await start();
		const sessionId = await initSession(server);
		const steps: Array<[string, {text: string}]> = [
			['exec-in-session', await post(server, '/agent/mg1/exec', command('EXECUTE', 'session', {sessionId}))],
			['interrupt_job-idle', await post(server, `/agent/mg1/interrupt_job/${sessionId}`)],
			['close_session', await post(server, `/agent/mg1/close_session/${sessionId}`)],
			['close_session-unknown', await post(server, `/agent/mg1/close_session/${sessionId}`)],
		];
		for (const [name, {text}] of steps) {
			expect(normal(text)).toBe(recorded(`${name}.json`));
		}

		expect(server.sessionsOpen).toBe(0);
	});

	test('legacy: a job runs in the session', async () => {
		const server = await start({enhanceRaces: 1});
		const legacy = async (body: Record<string, unknown>) => post(server, '/legacy_api/mg1', JSON.stringify(body));
		expect(normal((await legacy({action: 'exec', command: 'watch demo.MathGame run', execTimeout: 1000})).text)).toBe(recorded('legacy-exec-timeout.json'));
		const {sessionId} = JSON.parse((await legacy({action: 'init_session'})).text) as Message;
		expect(normal((await legacy({action: 'exec', sessionId, command: 'session'})).text)).toBe(recorded('legacy-exec-in-session.json'));
		expect(normal((await legacy({action: 'async_exec', sessionId, command: 'watch demo.MathGame run -n 1000'})).text)).toBe(recorded('legacy-async_exec-session.json'));
		await server.until(() => server.streamsRunning === 1);
		expect(normal((await legacy({action: 'exec', sessionId, command: 'version'})).text)).toBe(recorded('legacy-exec-refused.json'));
		expect(normal((await legacy({action: 'interrupt_job', sessionId})).text)).toBe(recorded('legacy-interrupt_job.json'));
		expect(normal((await legacy({action: 'close_session', sessionId})).text)).toBe(recorded('legacy-close_session.json'));
		expect(normal((await legacy({action: 'close_session', sessionId})).text)).toBe(recorded('legacy-close_session-again.json'));
	});

	test('protobuf on demand, sizes as recorded; other wishes are refused after the command has run', async () => {
		const server = await start();
		const bytes = async (path: string, body: string | null, accept: string) => {
			const response = await fetch(server.url + path, {method: 'POST', body, headers: {Accept: accept}});
			return {type: response.headers.get('content-type'), status: response.status, text: await response.text()};
		};

		const version = '{"action":"EXECUTE","executeParams":{"commandLine":"version"}}';
		const protobuf = 'application/x-protobuf';
		const ids = /[A-Za-z\d]{12}|[\da-f-]{36}/g;
		expect((await bytes('/agent/mg1/exec', version, protobuf)).text.replaceAll(ids, '')).toBe(fixture('channel-server/exec-accept-protobuf.bin').replaceAll(ids, ''));
		const opened = await bytes('/agent/mg1/init_session', null, protobuf);
		expect(opened.text.replaceAll(ids, '')).toBe(fixture('channel-server/init_session-accept-protobuf.bin').replaceAll(ids, ''));
		expect(opened.type).toBe('application/x-protobuf;charset=UTF-8');
		expect(await bytes('/agent/mg1/exec', version, 'application/xml')).toEqual({type: null, status: 406, text: ''});
	});

	test('401: with a Boot body when no login was tried, without when it was wrong', async () => {
		const server = await start({auth: {username: 'admin', password: 's3cret'}});
		const login = (password: string) => ({Authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`});
		const [head = '', body = ''] = normal(await exchangeBytes(server.port, httpRequest('GET', '/agents'))).split('\r\n\r\n', 2);
		const [recordedHead, recordedBody = ''] = recorded('auth-401.raw.http').split('\r\n\r\n', 2);
		expect(head.replace('\r\nConnection: close', '')).toBe(recordedHead);
		// The recorder had put the chunks together.
		expect(body).toContain(recordedBody.trim());
		expect(await post(server, '/agents', undefined, login('wrong'))).toEqual({status: 401, text: ''});
		expect(await post(server, '/agents', undefined, login('s3cret'))).toMatchObject({status: 200});
	});
});

describe('messages of an agent', () => {
	type Recording = Array<{dir: string; message?: {requestId?: string; status?: string; message?: string; executeResult?: {resultsJson?: {value: string}}}}>;
	const answersOf = (file: string, requestId: string) => (JSON.parse(fixture(`channel-server/${file}`)) as Recording)
		.filter(({dir, message}) => dir === 'agent->server' && message?.requestId === requestId)
		.map(({message}) => normal(`${message?.status} ${message?.message ?? ''} ${message?.executeResult?.resultsJson?.value ?? ''}`));
	const normalOf = (messages: readonly Message[]) => messages.map(({status, message, executeResult}) => normal(`${status} ${message ?? ''} ${executeResult?.resultsJson ?? ''}`));
	const drain = async (server: JavaChannel, requestId: string) => {
		const messages: Message[] = [];
		while (server.unread(requestId) > 0) {
			messages.push(await poll(server, requestId));
		}

		return messages;
	};

	test.each([
		['INIT_SESSION', 'grpc-jobs.json', 'Req000000101', '{"action":"INIT_SESSION","executeParams":{"resultFormat":"JSON"}}', 4],
		['bad arguments end before the acknowledgement', 'grpc-session-async.json', 'Req000000023', command('ASYNC_EXECUTE', 'watch'), 5],
		['a command without a session', 'grpc-session-async.json', 'Req000000026', command('ASYNC_EXECUTE', 'version'), 6],
	])('%s', async (_, file, requestId, body, count) => {
		const server = await start();
		const {text} = await post(server, '/agent/mg1/async_exec', body);
		const own = (JSON.parse(text) as Message).requestId;
		await server.until(() => server.unread(own) === count);
		const pid = /\\?"pid\\?":\\?"\d+/g;
		expect(normalOf(await drain(server, own)).map(line => line.replaceAll(pid, ''))).toEqual(answersOf(file, requestId).map(line => line.replaceAll(pid, '')));
	});

	test('a background job frees its session, is out of reach of interrupts and has no trailing input_status', async () => {
		const server = await start({stream: {perSecond: 0}});
		const sessionId = await initSession(server);
		const requestId = await asyncExec(server, 'watch demo.MathGame run {params} -x 1 -n 2 &', sessionId);
		await server.until(() => server.streamsRunning === 1);
		expect(await exec(server, command('INTERRUPT_JOB', '', {sessionId}))).toMatchObject({status: 'SUCCEEDED'});
		expect(server.jobsRunning).toBe(1);
		server.emit(2);
		await server.until(() => server.jobsRunning === 0);
		const value = /"value":.*}/;
		const lines = normalOf(await drain(server, requestId)).map(line => line.replace(value, ''));
		expect(lines).toEqual(answersOf('grpc-jobs.json', 'Req000000109').map(line => line.replace(value, '')));
	});

	test('interrupt and close end the job first, on its own request', async () => {
		const server = await start({stream: {perSecond: 0}});
		const sessionId = await initSession(server);
		const first = await asyncExec(server, 'watch demo.MathGame run -n 1000', sessionId);
		await server.until(() => server.streamsRunning === 1);
		expect(await exec(server, command('EXECUTE', 'version', {sessionId}))).toMatchObject({status: 'REFUSED', message: 'Another job is running.'});
		expect(await exec(server, command('INTERRUPT_JOB', '', {sessionId}))).toMatchObject({status: 'SUCCEEDED', sessionId});
		expect(normalOf(await drain(server, first)).slice(-2)).toEqual(answersOf('grpc-jobs.json', 'Req000000102').slice(-2));
		const second = await asyncExec(server, 'watch demo.MathGame run -n 1000', sessionId);
		await server.until(() => server.streamsRunning === 1);
		expect(await exec(server, command('CLOSE_SESSION', '', {sessionId}))).toMatchObject({status: 'SUCCEEDED', sessionId});
		expect(normalOf(await drain(server, second)).slice(-2)).toEqual(answersOf('grpc-jobs.json', 'Req000000111').slice(-2));
		expect(server).toMatchObject({sessionsOpen: 0, jobsRunning: 0});
	});

	test('EXECUTE in a session makes one more message on the request that opened it', async () => {
		const server = await start();
		const sessionId = await initSession(server);
		const opened = await asyncExec(server, 'version', sessionId);
		await server.until(() => server.unread(opened) === 6);
		await exec(server, command('EXECUTE', 'version', {sessionId}));
		expect(server.unread(opened)).toBe(7);
	});

	test('a watch without -n ends after 100 results, EXECUTE keeps 500 and no status', async () => {
		const server = await start({stream: {perSecond: Number.POSITIVE_INFINITY}});
		const response = await fetch(`${server.url}/agent/mg1/sse_async_exec`, {method: 'POST', body: command('ASYNC_EXECUTE', 'watch demo.MathGame run')});
		expect(numbers(await readEvents(response))).toEqual(Array.from({length: 100}, (_, index) => index + 1));
		const packed = results([await exec(server, command('EXECUTE', 'watch demo.MathGame run -n 700'))]);
		expect(packed).toHaveLength(500);
		expect(packed.at(-1)?.type).toBe('watch');
	});
});

describe('quirks', () => {
	const stream = async (server: JavaChannel, commandLine: string, query = '', init: RequestInit = {}) => {
		const body = command('ASYNC_EXECUTE', commandLine);
		return fetch(`${server.url}/agent/mg1/sse_async_exec${query}`, {method: 'POST', body, ...init});
	};

	test('enhanceRaces: the start fails at once, the next one succeeds', async () => {
		const server = await start({enhanceRaces: 1, stream: {perSecond: Number.POSITIVE_INFINITY}});
		const [lost, won] = [await readEvents(await stream(server, 'watch a b -n 1')), await readEvents(await stream(server, 'watch a b -n 1'))];
		expect(lost.at(-1)?.status).toBe('FAILED');
		expect(results(lost).at(-1)).toMatchObject({statusCode: -1, message: 'someone else is enhancing classes, pls. wait.'});
		expect(won.at(-1)?.status).toBe('SUCCEEDED');
		expect(server.counters.enhanceRaces).toBe(1);
	});

	test('enhanceMs: the refusal reads differently while a stream enhances', async () => {
		const server = await start({enhanceMs: 10_000});
		const sessionId = await initSession(server);
		await asyncExec(server, 'watch a b', sessionId);
		await server.until(() => server.jobsRunning === 1);
		expect(await exec(server, command('EXECUTE', 'version', {sessionId}))).toMatchObject({status: 'REFUSED', message: 'Another command is executing.'});
	});

	test('stuck: refused for ever, neither interrupt nor close help, a new session does', async () => {
		const server = await start({stuck: {after: 2}});
		const sessionId = await initSession(server);
		const run = async () => exec(server, command('EXECUTE', 'version', {sessionId}));
		expect([(await run()).status, (await run()).status, (await run()).status, (await run()).status]).toEqual(['SUCCEEDED', 'SUCCEEDED', 'REFUSED', 'REFUSED']);
		for (const action of ['INTERRUPT_JOB', 'CLOSE_SESSION']) {
			expect(await exec(server, command(action, '', {sessionId}))).toMatchObject({status: 'FAILED', message: expect.stringContaining('Cannot interrupt process in TERMINATED state') as string});
		}

		expect(await exec(server, command('EXECUTE', 'version', {sessionId: await initSession(server)}))).toMatchObject({status: 'SUCCEEDED'});
		expect(server.counters.stuckSessions).toBe(1);
	});

	test('a reader that hangs up loses one message, the rest is queued and given to each later reader', async () => {
		const server = await start({stream: {perSecond: 0}});
		const hangUp = new AbortController();
		const reader = await stream(server, 'watch a b -n 1000', '', {signal: hangUp.signal});
		await server.until(() => server.streamsRunning === 1);
		const head = await reader.body?.getReader().read() as {value: Uint8Array};
		const requestId = /"requestId": "(\w+)"/.exec(new TextDecoder().decode(head.value))?.[1] ?? '';
		server.emit();
		hangUp.abort();
		await server.until(() => server.connections === 0);
		server.emit(4);
		expect(server.counters.lost).toBe(1);
		expect(server.unread(requestId)).toBe(3);
		for (const _ of [1, 2]) {
			const again = await fetch(`${server.url}/agent/mg1/sse_results/${requestId}?timeout=50`);
			expect(numbers(await readEvents(again))).toEqual([3, 4, 5]);
		}
	});

	test('the terminal message goes to the dead reader, the next one gets the queue and the trailing input_status', async () => {
		const server = await start({stream: {perSecond: 0}});
		const first = await stream(server, 'watch a b -n 1000', '?timeout=30');
		const [{requestId, sessionId} = {requestId: '', sessionId: ''}] = await readEvents(first);
		await exec(server, command('INTERRUPT_JOB', '', {sessionId}));
		const second = await readEvents(await fetch(`${server.url}/agent/mg1/sse_results/${requestId}?timeout=30`));
		expect(results(second).map(({inputStatus}) => inputStatus)).toEqual(['ALLOW_INPUT']);
	});

	test('of two readers only the newest hears live messages', async () => {
		const server = await start({stream: {perSecond: 0}});
		const requestId = await asyncExec(server, 'watch a b -n 3');
		await server.until(() => server.unread(requestId) === 4);
		const attach = async (timeout: number) => fetch(`${server.url}/agent/mg1/sse_results/${requestId}?timeout=${timeout}`);
		const older = await attach(100);
		const newer = await attach(10_000);
		server.emit(3);
		expect(numbers(await readEvents(newer))).toEqual([1, 2, 3]);
		expect(numbers(await readEvents(older))).toEqual([]);
	});

	test('strandedStreams: no event though the job ran, sse_results has all of them', async () => {
		const server = await start({strandedStreams: 1});
		const response = await stream(server, 'version', '?timeout=30');
		expect(response.status).toBe(503);
		expect(server.counters.stranded).toBe(1);
		expect(await readEvents(await stream(server, 'version'))).toHaveLength(5);
	});

	test('1,001 unread results freeze the agent, each poll frees one place, the list says IN_SERVICE', async () => {
		const server = await start({stream: {perSecond: 0}, controlTimeoutMs: 30, queueCapacity: 10});
		const sessionId = await initSession(server);
		const requestId = await asyncExec(server, 'watch a b -n 100000', sessionId);
		await server.until(() => server.streamsRunning === 1);
		server.emit(20);
		expect(server.agent().frozen).toBe(true);
		expect(server.unread(requestId)).toBe(10);
		expect(await post(server, '/agent/mg1/exec', '{"action":"EXECUTE","executeParams":{"commandLine":"version","execTimeout":30,"resultFormat":"JSON"}}')).toMatchObject({status: 500});
		expect(await post(server, `/agent/mg1/interrupt_job/${sessionId}`)).toMatchObject({status: 500});
		// The interrupt took effect nevertheless.
		expect(server.jobsRunning).toBe(0);
		expect(JSON.parse(await (await fetch(`${server.url}/agents`)).text())).toMatchObject([{agentStatus: 'IN_SERVICE'}]);
		await poll(server, requestId);
		expect(server.unread(requestId)).toBe(10);
		expect(server.agent().frozen).toBe(true);
	});

	test('a reader that reads slowly holds up the whole agent until it reads on', async () => {
		const big = {type: 'echo', content: 'x'.repeat(4_000_000)};
		const server = await start({commands: {big: {results: [big, big, big]}}});
		const response = await stream(server, 'big');
		await server.until(() => server.agent().frozen);
		expect(await post(server, '/agent/mg1/exec', '{"action":"EXECUTE","executeParams":{"commandLine":"version","execTimeout":30,"resultFormat":"JSON"}}')).toMatchObject({status: 500});
		const first = (await readEvents(response))[3];
		expect(results([first ?? {requestId: '', status: ''}])[0]).toMatchObject({type: 'echo'});
		expect(server.agent().frozen).toBe(false);
		expect(await exec(server, command('EXECUTE', 'version'))).toMatchObject({status: 'SUCCEEDED'});
	});

	test('a wait that is over: 500, or 200 FAILED, or both in turn; 503 at the ceiling; an unknown agent looks alike', async () => {
		const hang = (execTimeout: number) => `{"action":"EXECUTE","executeParams":{"commandLine":"hang","execTimeout":${execTimeout},"resultFormat":"JSON"}}`;
		const server = await start({timeoutAnswer: 'both', ceilingMs: 60, commands: {hang: {ends: 'never'}}});
		const unknown = await post(server, '/agent/nosuch/exec', hang(10));
		expect(unknown.status).toBe(500);
		expect(normal(unknown.text)).toBe(recorded('exec-no-answer-500.json').replace('mg1', 'nosuch'));
		expect((await post(server, '/agent/mg1/exec', hang(10))).text).toBe(fixture('channel-server/exec-no-answer-200.json').trim());
		const ceiling = await post(server, '/agent/mg1/exec', hang(20_000));
		expect(normal(ceiling.text)).toBe(recorded('exec-30s-ceiling-503.json'));
		expect(ceiling.status).toBe(503);
		expect((await post(server, '/legacy_api/mg1', '{"action":"exec","command":"hang","execTimeout":10}')).text).toBe(fixture('channel-server/legacy-exec-no-answer.json'));
		expect(server.counters.timeouts).toBe(4);
	});

	test('an interruptible command that outlives its time: exec sees nothing, EXECUTE by async_exec keeps the results', async () => {
		const server = await start({stream: {perSecond: 200}});
		const body = '{"action":"EXECUTE","executeParams":{"commandLine":"watch a b","execTimeout":50,"resultFormat":"JSON"}}';
		expect(await post(server, '/agent/mg1/exec', body)).toMatchObject({status: 500});
		const {text} = await post(server, '/agent/mg1/async_exec', body);
		const message = await poll(server, (JSON.parse(text) as Message).requestId, 0);
		expect(message.message).toMatch(/^topic is not exists/);
		const {requestId} = JSON.parse(text) as Message;
		await server.until(() => server.unread(requestId) === 1);
		const late = await poll(server, requestId);
		expect(late).toMatchObject({status: 'INTERRUPTED', message: 'The job is exceeded time limit, force interrupt'});
		expect(results([late]).at(-1)).toMatchObject({type: 'status', statusCode: 0});
	});

	test('lateInterrupts: answered 500, but the job has ended', async () => {
		const server = await start({lateInterrupts: 1, controlTimeoutMs: 20});
		const sessionId = await initSession(server);
		await asyncExec(server, 'watch a b', sessionId);
		await server.until(() => server.streamsRunning === 1);
		expect(await post(server, `/agent/mg1/interrupt_job/${sessionId}`)).toMatchObject({status: 500});
		expect(server).toMatchObject({jobsRunning: 0, counters: {lateInterrupts: 1}});
	});

	test('timeout cuts a stream cleanly, the job goes on', async () => {
		const server = await start({stream: {perSecond: 100}});
		const events = await readEvents(await stream(server, 'watch a b -n 100000', '?timeout=60'));
		expect(events.at(-1)?.status).toBe('CONTINUOUS');
		expect(server.jobsRunning).toBe(1);
	});

	test('cut: the connection breaks in the middle of an event', async () => {
		const server = await start({cut: {afterEvents: 2}});
		const text = await exchangeBytes(server.port, httpRequest('POST', '/agent/mg1/sse_async_exec', command('ASYNC_EXECUTE', 'version')));
		expect(text.match(/data:/g)).toHaveLength(3);
		expect(text).not.toContain('\r\n0\r\n');
		expect(server.counters).toMatchObject({cuts: 1, lost: 1});
		expect(await readEvents(await stream(server, 'version'))).toHaveLength(5);
	});

	test('jdk16: EXECUTE is never answered, ASYNC_EXECUTE ends with statusCode 1', async () => {
		const server = await start({jdk16: true});
		expect(await post(server, '/agent/mg1/exec', '{"action":"EXECUTE","executeParams":{"commandLine":"thread -n 2","execTimeout":20,"resultFormat":"JSON"}}')).toMatchObject({status: 500});
		const events = await readEvents(await stream(server, 'thread -n 2'));
		expect(events.at(-1)?.status).toBe('FAILED');
		expect(results(events).at(-1)).toMatchObject({statusCode: 1});
		expect(await exec(server, command('EXECUTE', 'thread'))).toMatchObject({status: 'SUCCEEDED'});
	});

	test('lateAcks and foreignEvents: the acknowledgement comes last, a message of somebody else in between', async () => {
		const server = await start({lateAcks: 1, foreignEvents: 1});
		const events = await readEvents(await stream(server, 'version'));
		expect(events.map(({status, executeResult}) => `${status} ${executeResult ? 'result' : '-'}`)).toEqual([
			'CONTINUOUS result', 'SUCCEEDED -', 'CONTINUOUS result', 'CONTINUOUS result', 'SUCCEEDED result',
		]);
	});

	test('requests to an agent that is away are queued, delivered when it comes, and again with each renewal', async () => {
		const server = await start({agents: []});
		await post(server, '/agent/late/async_exec', command('INIT_SESSION', ''));
		const agent = server.addAgent('late');
		await server.until(() => agent.sessions.open.size === 1);
		server.renew('late');
		await server.until(() => agent.sessions.open.size === 2);
	});

	test('restart: connections are cut, messages forgotten, jobs live on', async () => {
		const server = await start({stream: {perSecond: 0}});
		const requestId = await asyncExec(server, 'watch a b -n 5');
		await server.until(() => server.streamsRunning === 1);
		await server.restart();
		expect(await poll(server, requestId)).toMatchObject({message: expect.stringMatching(/^topic is not exists/) as string});
		server.emit();
		expect(numbers([await poll(server, requestId)])).toEqual([1]);
	});
});

describe('consoles', () => {
	type Frame = {dir?: string; text?: string};
	const open = async (server: JavaChannel, query: string, options = {}) => {
		const socket = new WebSocket(`${server.consoleUrl}/ws${query}`, options);
		const frames: string[] = [];
		const listeners = new Set<() => void>();
		socket.on('message', data => {
			frames.push((data as Uint8Array).toString());
			for (const listener of listeners) {
				listener();
			}
		});
		cleanups.push({
			async [Symbol.asyncDispose]() {
				socket.terminate();
			},
		});
		await once(socket, 'open');
		const until = async (condition: () => boolean) => new Promise<void>(resolve => {
			const look = () => {
				if (condition()) {
					listeners.delete(look);
					resolve();
				}
			};

			listeners.add(look);
			look();
		});
		return {socket, frames, until};
	};

	const prompt = '[arthas@12198]$ ';
	const type = (data: string) => JSON.stringify({action: 'read', data});

	test('banner, prompt, echo and `version`, frame by frame as recorded', async () => {
		const server = await start();
		const {socket, frames, until} = await open(server, '?method=connectArthas&id=mg1');
		await until(() => frames.at(-1) === prompt);
		socket.send('{"action":"resize","cols":100,"rows":30}');
		socket.send(type('version\r'));
		await until(() => frames.filter(frame => frame === prompt).length === 2);
		const session = JSON.parse(fixture('channel-server/ws-console-session.json')) as {frames: Frame[]};
		const shown = session.frames.filter(({dir}) => dir === 'server->client').map(({text}) => text);
		expect(frames).toEqual(shown.slice(0, frames.length));
		expect([...server.agent().consoles.open.values()][0]?.size).toEqual({cols: 100, rows: 30});
	});

	test.each([
		['an unknown agent', '?method=connectArthas&id=nosuch'],
		['no id', '?method=connectArthas'],
		['another method', '?method=agentRegister&id=mg1'],
		['an encoded id', '?method=connectArthas&id=%6dg1'],
	])('%s: the handshake succeeds, then nothing', async (_, query) => {
		const server = await start();
		const {socket, frames} = await open(server, query);
		socket.send(type('version\r'));
		socket.ping();
		await once(socket, 'pong');
		expect(frames).toEqual([]);
		expect(server.consolesOpen).toBe(0);
	});

	test('after quit the socket stays open, shows nothing and swallows keys', async () => {
		const server = await start();
		const {socket, frames, until} = await open(server, '?method=connectArthas&id=mg1');
		await until(() => frames.at(-1) === prompt);
		const shown = frames.length;
		socket.send(type('quit\r'));
		await server.until(() => server.consolesOpen === 0);
		socket.send(type('version\r'));
		socket.ping();
		await once(socket, 'pong');
		expect(frames).toHaveLength(shown);
		expect(socket.readyState).toBe(WebSocket.OPEN);
	});

	test('frames above 64 KiB on the wire end in 1009, fragments have no effect', async () => {
		const server = await start();
		const {socket, frames, until} = await open(server, '?method=connectArthas&id=mg1', {perMessageDeflate: false});
		await until(() => frames.at(-1) === prompt);
		const shown = frames.length;
		socket.send('{"action":"read",', {fin: false});
		socket.send(String.raw`"data":"version\r"}`, {fin: true});
		socket.send(type('x'));
		await until(() => frames.length > shown);
		expect(frames.slice(shown)).toEqual(['x']);
		socket.send(type('#'.repeat(70_000)));
		const [code, reason] = await once(socket, 'close') as [number, Uint8Array];
		expect([code, reason.toString()]).toEqual([1009, 'Max frame length of 65536 has been exceeded.']);
	});

	test('a frame that is large only after inflation kills the terminal in silence', async () => {
		const server = await start();
		const {socket, frames, until} = await open(server, '?method=connectArthas&id=mg1');
		await until(() => frames.at(-1) === prompt);
		const shown = frames.length;
		socket.send(type('#'.repeat(70_000)), {compress: true});
		socket.send(type('\rversion\r'));
		socket.ping();
		await once(socket, 'pong');
		expect(frames).toHaveLength(shown);
		expect(socket.readyState).toBe(WebSocket.OPEN);
	});

	test('halfBanners: seven frames and no prompt, the next console is whole', async () => {
		const server = await start({halfBanners: 1});
		const half = await open(server, '?method=connectArthas&id=mg1');
		await half.until(() => half.frames.length === 7);
		const whole = await open(server, '?method=connectArthas&id=mg1');
		await whole.until(() => whole.frames.at(-1) === prompt);
		expect(half.frames).toHaveLength(7);
	});

	test('other paths get no answer, a plain GET of /ws gets 400 without headers', async () => {
		const server = await start();
		expect(await exchangeBytes(server.consolePort, httpRequest('GET', '/ws'))).toBe('HTTP/1.1 400 Bad Request\r\n\r\nnot a WebSocket handshake request: missing upgrade');
		const socket = connect(server.consolePort, '127.0.0.1');
		socket.on('error', () => undefined);
		let heard = 0;
		socket.on('data', () => {
			heard++;
		});
		socket.write(httpRequest('GET', '/wsx'));
		await server.until(() => server.consoleRequests.some(({path}) => path === '/wsx'));
		const silent = new WebSocket(`${server.consoleUrl}/`);
		silent.on('error', () => undefined);
		await server.until(() => server.consoleRequests.some(({path}) => path === '/'));
		expect([heard, silent.readyState]).toEqual([0, WebSocket.CONNECTING]);
		silent.terminate();
		socket.destroy();
	});

	test('without port 8801: OPEN_CONSOLE by exec, output by sse_results, input by async_exec', async () => {
		const server = await start();
		const {text} = await post(server, '/agent/mg1/exec', '{"action":"OPEN_CONSOLE"}');
		const {consoleResult: {consoleId}} = JSON.parse(text) as {consoleResult: {consoleId: string}};
		await server.until(() => server.unread(consoleId) === 1);
		const events = fetch(`${server.url}/agent/mg1/sse_results/${consoleId}?timeout=86400000`);
		const input = async (action: string, inputData = '') => post(server, '/agent/mg1/async_exec', JSON.stringify({action, consoleParams: {consoleId, inputData}}));
		await input('CONSOLE_INPUT', type('version\r'));
		await input('CLOSE_CONSOLE');
		const shown = await (await events).text();
		const recording = fixture('channel-server/sse-console-passthrough.raw.http').split('\r\n').filter(line => line.startsWith('{'));
		const blocks = shown.split('\n\n').map(block => block.replace('data:', ''));
		expect(normal(blocks[0] ?? '')).toBe(normal(recording[0] ?? ''));
		expect(normal(blocks.at(-2) ?? '')).toBe(normal(recording.at(-1) ?? ''));
	});
});
