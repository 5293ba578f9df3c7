import {
	afterEach, describe, expect, test,
} from 'vitest';
import type {ChannelServer} from '../../../source/core/server/index.js';
import type {ScriptedAgent, ScriptedAgentOptions} from '../../servers/scripted-agent.js';
import {normal} from '../../servers/simulation/compare.js';
import {fixture} from '../../helpers/fixture.js';
import {
	call, closeAll, command, join, openEvents, post, startTestServer, type Message,
} from './harness.js';

const open: AsyncDisposable[] = [];
afterEach(async () => closeAll(open));

/** A server with one agent that answers as the recorded one did. */
async function start(options: Omit<ScriptedAgentOptions, 'server'> = {}): Promise<{server: ChannelServer; agent: ScriptedAgent}> {
	const server = await startTestServer();
	open.push(server);
	const agent = await join(server, {jvm: {}, ...options});
	open.push(agent);
	return {server, agent};
}

const recorded = (name: string) => normal(fixture(`channel-server/${name}`));
/** Times of agents are numbers that differ in length. */
const version = command('EXECUTE', 'version');
const json = {'content-type': 'application/json'};

describe('answers equal the recorded ones of the Java server', () => {
	test.each<[string, string, string, (object | string)?, Record<string, string>?]>([
		['agents.json', 'GET', '/agents'],
		['agents.json', 'POST', '/agents', '{}'],
		['agents.json', 'GET', '/agents/'],
		['agent.json', 'GET', '/agent/mg1'],
		['exec-version.json', 'POST', '/agent/mg1/exec', version],
		['exec-version.json', 'POST', '/agent/mg1/exec', '{"action":1,"executeParams":{"commandLine":"version","execTimeout":"10000","resultFormat":2}}'],
		['exec-version.json', 'POST', '/agent/mg1/exec', {...version, sessionId: null}],
		['exec-version.json', 'POST', '/agent/mg1/exec', {...version, requestId: 'mine', agentId: 'other'}],
		['exec-version.json', 'POST', '/agent/mg1/exec', version, {'content-type': 'text/plain'}],
		['exec-version.json', 'POST', '/agent/mg1/exec', version, {accept: '*/*'}],
		['exec-no-action.json', 'POST', '/agent/mg1/exec', '{"executeParams":{"commandLine":"version"}}'],
		['exec-empty-object.json', 'POST', '/agent/mg1/exec', '{}'],
		['exec-bad-json.json', 'POST', '/agent/mg1/exec', '{"action":'],
		['exec-unknown-field.json', 'POST', '/agent/mg1/exec', '{"action":"EXECUTE","foo":1}'],
		['exec-unknown-enum.json', 'POST', '/agent/mg1/exec', '{"action":"NOPE"}'],
		['exec-empty-command.json', 'POST', '/agent/mg1/exec', command('EXECUTE', '')],
		['exec-unknown-command.json', 'POST', '/agent/mg1/exec', command('EXECUTE', 'nosuch')],
		['exec-failing-command.json', 'POST', '/agent/mg1/exec', command('EXECUTE', 'jad no.such.Clazz')],
		['exec-bad-argument.json', 'POST', '/agent/mg1/exec', command('EXECUTE', 'watch')],
		['exec-unknown-session.json', 'POST', '/agent/mg1/exec', command('EXECUTE', 'version', {sessionId: '00000000-0000-0000-0000-000000000000'})],
		['exec-init_session-passthrough.json', 'POST', '/agent/mg1/exec', '{"action":"INIT_SESSION","executeParams":{"resultFormat":"JSON"}}'],
		['exec-open_console-passthrough.json', 'POST', '/agent/mg1/exec', '{"action":"OPEN_CONSOLE"}'],
		['interrupt_job-unknown.json', 'GET', '/agent/mg1/interrupt_job/zzz'],
		['async_exec-ack.json', 'POST', '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'version')],
		['async_exec-bad-json.json', 'POST', '/agent/mg1/async_exec', '{bad'],
		['results-unknown-topic.json', 'GET', '/agent/mg1/results/nosuch'],
		['legacy-exec-unknown-command.json', 'POST', '/legacy_api/mg1', '{"action":"exec","command":"nosuch"}'],
		['legacy-exec-empty-command.json', 'POST', '/legacy_api/mg1', '{"action":"exec"}'],
		['legacy-inconsistent-agent.json', 'POST', '/legacy_api/mg1', '{"action":"exec","agentId":"other","command":"version"}'],
		['legacy-no-agent.json', 'POST', '/legacy_api', '{"action":"exec","command":"version"}'],
		['legacy-unknown-agent.json', 'POST', '/legacy_api/nosuch', '{"action":"exec","command":"version"}'],
		['legacy-no-action.json', 'POST', '/legacy_api/mg1', '{"command":"version"}'],
		['legacy-unknown-action.json', 'POST', '/legacy_api/mg1', '{"action":"foo","requestId":"r1","sessionId":"s1"}'],
		['legacy-init_session.json', 'POST', '/legacy_api/mg1', '{"action":"init_session"}'],
		['legacy-async_exec.json', 'POST', '/legacy_api/mg1', '{"action":"async_exec","command":"version"}'],
		['legacy-pull_results-unknown.json', 'POST', '/legacy_api/mg1', '{"action":"pull_results","requestId":"nosuch","execTimeout":700}'],
		['legacy-pull_results-unknown-session.json', 'POST', '/legacy_api/mg1', '{"action":"pull_results","sessionId":"nosuch"}'],
		['legacy-pull_results-neither.json', 'POST', '/legacy_api/mg1', '{"action":"pull_results"}'],
		['legacy-interrupt_job-no-session.json', 'POST', '/legacy_api/mg1', '{"action":"interrupt_job"}'],
	])('%s: %s %s', async (name, method, path, body, headers = {}) => {
		const {server} = await start();
		const answer = await call(server, path, {method, ...(body !== undefined && {body: typeof body === 'string' ? body : JSON.stringify(body)}), headers: {...json, ...headers}});
		expect(normal(answer.text)).toBe(recorded(name));
		expect(answer).toMatchObject({status: 200, headers: {'content-type': 'application/json', 'arthas-tui': '1'}});
	});

	/** The Java server has the members of a result in the order of a hash map, ours as the agent sent them. */
	test.each([
		['legacy-exec-version.json', '/legacy_api/mg1', '{"action":"exec","command":"version"}'],
		['legacy-exec-version.json', '/legacy_api', '{"action":"EXEC ","agentId":"mg1","command":"version","junk":1}'],
		['legacy-exec-failing-command.json', '/legacy_api/mg1', '{"action":"exec","command":"jad no.such.Clazz"}'],
	])('%s: %s %s, but for the order within a result', async (name, path, body) => {
		const {server} = await start();
		const {text} = await post(server, path, body);
		const ids = (answer: string) => JSON.parse(normal(answer).replaceAll('<n>', '0')) as unknown;
		expect(ids(text)).toEqual(ids(fixture(`channel-server/${name}`)));
		expect(text.slice(0, text.indexOf('"body"')).replaceAll(/"[\w-]{12,}"/g, '')).toBe(fixture(`channel-server/${name}`).slice(0, text.indexOf('"body"')).replaceAll(/"[\w-]{12,}"/g, ''));
	});

	/** Same shape and status; the message, blank there, says what is wrong, and ours follows. */
	test.each<[string, string, string, string?, Record<string, string>?]>([
		['agent-unknown-404.json', 'GET', '/agent/nosuch'],
		['exec-get-405.json', 'GET', '/agent/mg1/exec'],
		['exec-empty-body-400.json', 'POST', '/agent/mg1/exec', ''],
		['legacy-bad-json-400.json', 'POST', '/legacy_api/mg1', '{"action":'],
		['legacy-415.json', 'POST', '/legacy_api/mg1', '{"action":"exec"}', {'content-type': 'text/plain'}],
	])('%s: %s %s', async (name, method, path, body, headers = json) => {
		const {server} = await start();
		const answer = await call(server, path, {method, ...(body !== undefined && {body}), headers});
		const expected = JSON.parse(fixture(`channel-server/${name}`)) as {status: number};
		expect(answer.status).toBe(expected.status);
		const {timestamp, status, error, message, path: shown} = answer.json;
		expect({
			timestamp, status, error, message, path: shown,
		}).toEqual({...expected, timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}\+00:00$/) as string, message: expect.any(String) as string});
		expect(Object.keys(answer.json).slice(0, 5)).toEqual(Object.keys(expected));
	});

	test('polls give one message each, until the terminal one', async () => {
		const {server, agent} = await start();
		const {requestId} = (await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'version'))).json;
		for (let index = 0; index < 5; index++) {
			const {text} = await call(server, `/agent/mg1/results/${String(requestId)}`);
			expect(normal(text)).toBe(recorded(`results-version-${index}.json`));
		}

		// What the agent sends after the end is dropped, so that no reader takes it for news.
		await agent.until(() => agent.acknowledgements.length === 6);
		expect(normal((await call(server, `/agent/mg1/results/${String(requestId)}?timeout=50`)).text)).toBe(recorded('results-version-6.json'));
	});

	test('the same by pull_results of the legacy API', async () => {
		const {server} = await start();
		const {requestId} = (await post(server, '/legacy_api/mg1', '{"action":"async_exec","command":"version"}')).json;
		const sorted = (text: string) => JSON.parse(normal(text).replaceAll('<n>', '0')) as unknown;
		for (const name of ['0', '1', '2', '3', '4', 'timeout']) {
			const {text} = await post(server, '/legacy_api/mg1', {action: 'pull_results', requestId, execTimeout: 50});
			expect(sorted(text)).toEqual(sorted(fixture(`channel-server/legacy-pull_results-${name}.json`)));
		}
	});

	test('sessions: exec in one, interrupt when idle, close, close again', async () => {
		const {server, agent} = await start();
		const {sessionId} = (await call(server, '/agent/mg1/init_session', {method: 'POST'})).json as Message;
		const steps = [
			['exec-in-session', await post(server, '/agent/mg1/exec', command('EXECUTE', 'session', {sessionId}))],
			['interrupt_job-idle', await call(server, `/agent/mg1/interrupt_job/${sessionId}`, {method: 'POST'})],
			['close_session', await call(server, `/agent/mg1/close_session/${sessionId}`)],
			['close_session-unknown', await call(server, `/agent/mg1/close_session/${sessionId}`)],
		] as const;
		for (const [name, {text}] of steps) {
			expect(normal(text)).toBe(recorded(`${name}.json`));
		}

		expect(agent.jvm.sessions.open.size).toBe(0);
	});

	test('init_session, which the Java server can\'t print, waits until the session is ready', async () => {
		const {server} = await start();
		const {status, json: opened} = await call(server, '/agent/mg1/init_session');
		expect(status).toBe(200);
		expect(opened).toEqual({
			agentId: 'mg1', requestId: expect.stringMatching(/^[A-Za-z\d]{12}$/) as string, status: 'SUCCEEDED', sessionId: expect.stringMatching(/^[\da-f-]{36}$/) as string,
		});
	});

	test('legacy: a job runs in the session', async () => {
		const {server, agent} = await start({jvm: {enhanceRaces: 1}});
		const legacy = async (body: Record<string, unknown>) => normal((await post(server, '/legacy_api/mg1', body)).text);
		const sorted = (text: string) => JSON.parse(text.replaceAll('<n>', '0')) as unknown;
		expect(sorted(await legacy({action: 'exec', command: 'watch demo.MathGame run', execTimeout: 1000}))).toEqual(sorted(recorded('legacy-exec-timeout.json')));
		const {sessionId} = (await post(server, '/legacy_api/mg1', {action: 'init_session'})).json;
		expect(sorted(await legacy({action: 'exec', sessionId, command: 'session'}))).toEqual(sorted(recorded('legacy-exec-in-session.json')));
		expect(await legacy({action: 'async_exec', sessionId, command: 'watch demo.MathGame run -n 1000'})).toBe(recorded('legacy-async_exec-session.json'));
		await agent.until(() => agent.jvm.jvm.streams === 1);
		expect(await legacy({action: 'exec', sessionId, command: 'version'})).toBe(recorded('legacy-exec-refused.json'));
		expect(sorted(await legacy({action: 'pull_results', sessionId}))).toMatchObject({state: 'SUCCEEDED', body: {results: [{type: 'command', state: 'SCHEDULED'}]}});
		expect(await legacy({action: 'interrupt_job', sessionId})).toBe(recorded('legacy-interrupt_job.json'));
		expect(await legacy({action: 'close_session', sessionId})).toBe(recorded('legacy-close_session.json'));
		expect(await legacy({action: 'close_session', sessionId})).toBe(recorded('legacy-close_session-again.json'));
	});

	test('interrupt_job of a running job; the job ends on its own request', async () => {
		const {server, agent} = await start();
		await using stream = await openEvents(server, '/agent/mg1/sse_async_exec', {method: 'POST', body: JSON.stringify(command('ASYNC_EXECUTE', 'watch demo.MathGame run -n 1000'))});
		await agent.until(() => agent.jvm.jvm.streams === 1);
		const [first] = await stream.until(events => events.length > 0);
		const {sessionId} = JSON.parse(first?.data ?? '{}') as Message;
		expect(normal((await call(server, `/agent/mg1/interrupt_job/${sessionId}`)).text)).toBe(recorded('interrupt_job-running.json'));
		const all = await stream.all();
		expect(JSON.parse(all.at(-2)?.data ?? '')).toMatchObject({status: 'SUCCEEDED'});
	});

	test('protobuf and text on demand; another wish is refused before the command runs', async () => {
		const {server, agent} = await start();
		const proto = '{"action":"EXECUTE","executeParams":{"commandLine":"version","resultFormat":"PROTO"}}';
		const ids = /[A-Za-z\d]{12}|[\da-f-]{36}/g;
		const binary = await call(server, '/agent/mg1/exec', {method: 'POST', body: proto, headers: {accept: 'application/x-protobuf'}});
		expect(binary.text.replaceAll(ids, '')).toBe(fixture('channel-server/exec-accept-protobuf.bin').replaceAll(ids, ''));
		expect(binary.headers).toMatchObject({'content-type': 'application/x-protobuf;charset=UTF-8', 'x-protobuf-message': 'com.alibaba.arthas.channel.proto.ActionResponse'});
		const plain = (text: string) => text.replaceAll(/(requestId|sessionId): "[\w-]+"|\\"jobId\\":\d+/g, '');
		const text = await call(server, '/agent/mg1/exec', {method: 'POST', body: JSON.stringify(version), headers: {accept: 'text/plain'}});
		expect(plain(text.text)).toBe(plain(fixture('channel-server/exec-accept-text.txt')));
		expect(text.headers['content-type']).toBe('text/plain');
		const ran = agent.requests.length;
		expect(await call(server, '/agent/mg1/exec', {method: 'POST', body: JSON.stringify(version), headers: {accept: 'application/xml'}})).toMatchObject({status: 406, json: {ran: 'no'}});
		expect(agent.requests).toHaveLength(ran);
	});
});

describe('where the Java server fails', () => {
	test('results are asked for as JSON when nobody says how', async () => {
		const {server, agent} = await start();
		const {status, json: answer} = await post(server, '/agent/mg1/exec', '{"action":"EXECUTE","executeParams":{"commandLine":"version"}}');
		expect({status, results: (answer as Message).executeResult?.resultsJson}).toEqual({status: 200, results: expect.stringContaining('"version":"3.5.6"') as string});
		expect(agent.requests.at(-1)?.executeParams?.resultFormat).toBe(2);
	});

	test('packed results are printed', async () => {
		const {server} = await start();
		const {status, text} = await post(server, '/agent/mg1/exec', '{"action":"EXECUTE","executeParams":{"commandLine":"version","resultFormat":"PROTO"}}');
		expect(status).toBe(200);
		expect(text).toContain('"@type": "type.googleapis.com/com.alibaba.arthas.channel.proto.VersionResult"');
	});

	test('a form body, which curl -d sends without a header, is read as it is', async () => {
		const {server} = await start();
		const {text} = await post(server, '/agent/mg1/exec', version, {'content-type': 'application/x-www-form-urlencoded'});
		expect(normal(text)).toBe(recorded('exec-version.json'));
	});

	test('join_session works: another reader of the session has everything from the start', async () => {
		const {server} = await start();
		const {sessionId} = (await post(server, '/legacy_api/mg1', {action: 'init_session'})).json;
		const {consumerId} = (await post(server, '/legacy_api/mg1', {action: 'join_session', sessionId})).json;
		expect(consumerId).toMatch(/^[\da-f]{32}$/);
		await post(server, '/legacy_api/mg1', {action: 'async_exec', sessionId, command: 'version'});
		const pull = async (more: object) => (await post(server, '/legacy_api/mg1', {action: 'pull_results', sessionId, ...more})).json['body'];
		const first = await pull({});
		expect(first).toMatchObject({results: [{type: 'command'}]});
		expect(await pull({})).toMatchObject({results: [{type: 'input_status'}]});
		expect(await pull({consumerId})).toEqual(first);
		const unknown = await post(server, '/legacy_api/mg1', {action: 'join_session', sessionId: 'zzz'});
		expect(unknown.json).toMatchObject({state: 'FAILED', message: 'process request error: java.lang.Exception: session not found: zzz'});
	});

	test('those who ask for more get the status of the command and of the job', async () => {
		const {server} = await start();
		const {text, json: answer} = await post(server, '/agent/mg1/exec?ext=1', command('EXECUTE', 'jad no.such.Clazz'));
		expect(answer['statusCode']).toBe(-1);
		expect(normal(text.replace(/,\n {2}"statusCode": -1/, ''))).toBe(recorded('exec-failing-command.json'));
		expect((await post(server, '/legacy_api/mg1?ext=1', {action: 'exec', command: 'version'})).json['body']).toMatchObject({jobStatus: 'TERMINATED', jobId: expect.any(Number) as number});
	});

	test('several polls at once take turns and share nothing; a named reader has its own place', async () => {
		const {server, agent} = await start();
		const {requestId} = (await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'version'))).json;
		await agent.until(() => agent.acknowledgements.length === 6);
		const poll = async (query = '') => normal((await call(server, `/agent/mg1/results/${String(requestId)}${query}`)).text);
		const polled = await Promise.all([poll(), poll(), poll(), poll(), poll()]);
		expect(polled.toSorted()).toEqual([0, 1, 2, 3, 4].map(index => recorded(`results-version-${index}.json`)).toSorted());
		expect(await poll('?ext=1&reader=b')).toBe(recorded('results-version-0.json'));
		const {json: rest} = await call(server, `/agent/mg1/results/${String(requestId)}?ext=1&reader=b&max=500`);
		expect(rest).toMatchObject({
			responses: [{}, {}, {}, {status: 'SUCCEEDED'}], dropped: 0, gaps: [], ended: true,
		});
	});
});
