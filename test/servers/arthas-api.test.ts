import {once} from 'node:events';
import {
	afterEach, describe, expect, test,
} from 'vitest';
import {WebSocket} from 'ws';
import {startArthasApi, type ArthasApi, type ArthasApiScript} from './arthas-api.js';
import {exchangeBytes, httpRequest, normal} from './simulation/compare.js';
import {fixture} from './simulation/fixture.js';
import {at, elements, members} from './simulation/json-text.js';

const cleanups: AsyncDisposable[] = [];

afterEach(async () => {
	for (const one of cleanups.splice(0)) {
		await one[Symbol.asyncDispose]();
	}
});

async function start(script?: ArthasApiScript): Promise<ArthasApi> {
	const server = await startArthasApi(script);
	cleanups.push(server);
	return server;
}

type AgentResult = {type: string; jobId: number; statusCode?: number; message?: string; value?: string; inputStatus?: string};
type Answer = {
	state: string; message?: string; requestId?: string; sessionId?: string; consumerId?: string;
	body?: {jobId?: number; jobStatus?: string; results?: AgentResult[]; timeExpired?: boolean};
};

async function text(server: ArthasApi, request: Record<string, unknown>): Promise<string> {
	const response = await fetch(`${server.url}/api`, {method: 'POST', body: JSON.stringify(request)});
	return response.text();
}

async function call(server: ArthasApi, request: Record<string, unknown>): Promise<Answer> {
	return JSON.parse(await text(server, request)) as Answer;
}

async function session(server: ArthasApi): Promise<{sessionId: string; consumerId: string}> {
	const {sessionId = '', consumerId = ''} = await call(server, {action: 'init_session'});
	return {sessionId, consumerId};
}

const results = ({body}: Answer) => body?.results ?? [];
const numbers = (list: readonly AgentResult[]) => list.filter(({type}) => type === 'watch').map(({value = ''}) => Number(/\d+/.exec(value)?.[0]));
const range = (from: number, to: number) => Array.from({length: to - from + 1}, (_, index) => from + index);

/** The recorded request of a file, sent again: method, path, headers, body. */
function recordedRequest(name: string): string {
	const file = members(fixture(`arthas-http-api/${name}.json`));
	const {rawBody, ...request} = JSON.parse(file.get('request') ?? '{}') as {rawBody?: string};
	const {method, path} = JSON.parse(file.get('http') ?? '{"method":"POST","path":"/api"}') as {method: string; path: string};
	return httpRequest(method, path, rawBody ?? JSON.stringify(request), JSON.parse(file.get('requestHeaders') ?? '{}') as Record<string, string>);
}

/** The answer as it was on the wire, as far as it was recorded. */
function recordedAnswer(name: string): {status: number; headers: Record<string, string> | undefined; body: string} {
	const file = members(fixture(`arthas-http-api/${name}.json`));
	const response = file.get('response') ?? '';
	const headers = file.get('responseHeaders');
	return {
		status: Number(file.get('httpStatus') ?? 200),
		headers: headers === undefined ? undefined : JSON.parse(headers) as Record<string, string>,
		body: response.startsWith('"') ? JSON.parse(response) as string : response,
	};
}

describe('answers equal the recorded ones', () => {
	const login = {auth: {username: 'admin', password: 's3cret'}};
	test.each<[string, ArthasApiScript?]>([
		['exec-version'],
		['http-ok-headers'],
		['exec-thread-n-3'],
		['exec-thread'],
		['jvm'],
		['memory'],
		['sc'],
		['sm'],
		['jad-none'],
		['error-argument'],
		['error-bad-number'],
		['error-unknown-option'],
		['error-unknown-command'],
		['error-array'],
		['error-bad-json'],
		['error-not-json'],
		['error-null'],
		['error-blank-command'],
		['error-empty-command'],
		['error-no-command'],
		['error-empty-body'],
		['error-exec-timeout-type'],
		['error-no-action'],
		['error-unknown-action'],
		['error-session-missing'],
		['error-session-unknown'],
		['error-http-404'],
		['error-http-get'],
		['exec-timeout-not-interruptible', {commands: {'thread -i 2500 -n 1': {ms: 2500}}}],
		['auth-401-none', login],
		['auth-401-wrong', login],
		['auth-401-bearer', login],
		['auth-ok-basic', login],
		['auth-ok-url', login],
	])('%s', async (name, script) => {
		const server = await start(script);
		const [head = '', body] = (await exchangeBytes(server.port, recordedRequest(name))).split('\r\n\r\n', 2);
		const expected = recordedAnswer(name);
		expect(normal(body ?? '')).toBe(normal(expected.body));
		const [statusLine = '', ...headers] = head.split('\r\n');
		expect(statusLine).toMatch(new RegExp(`^HTTP/1.1 ${expected.status} `));
		if (expected.headers) {
			expect(new Set(headers.map(header => header.split(':', 1)[0]))).toEqual(new Set(Object.keys(expected.headers)));
			expect(head).toContain(`content-type: ${expected.headers['content-type']}`);
		}
	});

	test('the whole tutorial, step by step as recorded', async () => {
		const server = await start({stream: {perSecond: 0}, waitMs: 20, gapMs: 5});
		const steps = elements(at(fixture('arthas-http-api/session.json'), 'steps'));
		const own = new Map<string, string>();
		for (const [index, step] of steps.entries()) {
			const replaced = at(step, 'request').replaceAll(/"[^"]+"/g, quoted => own.get(quoted) ?? quoted);
			const expected = at(step, 'response');
			// The program calls its method twice, before the seventh and the eighth step.
			if (index === 6 || index === 7) {
				await server.until(() => server.streamsRunning === 1);
				server.emit();
			}

			const answer = await text(server, JSON.parse(replaced) as Record<string, unknown>);
			for (const id of ['sessionId', 'consumerId'] as const) {
				const [theirs, ours] = [(JSON.parse(expected) as Answer)[id], (JSON.parse(answer) as Answer)[id]];
				if (theirs !== undefined && ours !== undefined) {
					own.set(JSON.stringify(theirs), JSON.stringify(ours));
				}
			}

			const values = /"accessPoint":"\w+"|"value":"(?:[^"\\]|\\.)*"/g;
			const shape = (json: string) => normal(json).replaceAll(values, '<value>').replace(/"listenerId":\d+/, '').replaceAll(/<uuid>|"consumerId":"[^"]+"/g, '<id>');
			expect(shape(answer), `step ${index}: ${replaced}`).toBe(shape(expected));
		}

		expect(server.sessionsOpen).toBe(0);
	});

	test.each(['async-version', 'watch-enhance-race', 'watch-none', 'tt-null-key-invalid-json', 'tt-cyclic-500'])('%s, batch by batch', async name => {
		const server = await start({enhanceRaces: name === 'watch-enhance-race' ? 1 : 0, waitMs: 30});
		const recording = fixture(`arthas-http-api/${name}.json`);
		const {command} = JSON.parse(at(recording, 'request')) as {command: string};
		const {sessionId, consumerId} = await session(server);
		const pull = async () => {
			const response = await fetch(`${server.url}/api`, {method: 'POST', body: JSON.stringify({action: 'pull_results', sessionId, consumerId})});
			return {status: response.status, body: await response.text()};
		};

		const welcome = await pull();
		expect(normal(welcome.body)).toContain('"type":"welcome"');
		expect(normal(await text(server, {action: 'async_exec', sessionId, command}))).toBe(normal(at(recording, 'started')));
		const pulled = await pull();
		const batches = elements(at(recording, 'batches')).slice(1, -1);
		if (name === 'tt-cyclic-500') {
			expect(pulled).toEqual({status: 500, body: 'Server error'});
			expect(results(JSON.parse((await pull()).body) as Answer)).toEqual([]);
			return;
		}

		// What the recorder got in several pulls comes in one here.
		const listed = (answer: string) => elements(at(answer, 'body', 'results'));
		const expected = batches.flatMap(batch => members(batch).has('invalidJsonText') ? listed(JSON.parse(at(batch, 'invalidJsonText')) as string) : listed(batch));
		expect(listed(pulled.body).map(one => normal(one))).toEqual(expected.map(one => normal(one)));
		if (name === 'tt-null-key-invalid-json') {
			expect(() => JSON.parse(pulled.body) as unknown).toThrow(SyntaxError);
		}
	});

	test('refusals, interrupts and the answers to them', async () => {
		const server = await start({stream: {perSecond: 0}, enhanceMs: 50});
		const {sessionId} = await session(server);
		const answer = async (request: Record<string, unknown>) => normal(await text(server, {sessionId, ...request}));
		const recorded = (name: string) => normal(recordedAnswer(name).body);
		expect(await answer({action: 'interrupt_job'})).toBe(recorded('error-interrupt-none'));
		await answer({action: 'async_exec', command: 'watch a b'});
		await server.until(() => server.jobsRunning === 1);
		expect(await answer({action: 'async_exec', command: 'version'})).toBe(recorded('error-refused-while-enhancing'));
		await server.until(() => server.streamsRunning === 1);
		expect(await answer({action: 'async_exec', command: 'version'})).toBe(recorded('error-refused-async-exec'));
		expect(await answer({action: 'exec', command: 'version'})).toBe(recorded('error-refused-exec'));
		expect(await answer({action: 'interrupt_job'})).toBe(recorded('interrupt-job'));
	});
});

describe('queues and pulls', () => {
	const watching = async (script: ArthasApiScript = {}, command = 'watch demo.Shop fast "params[0]" -n 1000000') => {
		const server = await start({
			stream: {perSecond: 0}, waitMs: 5000, gapMs: 20, ...script,
		});
		const ids = await session(server);
		const pull = async () => call(server, {action: 'pull_results', ...ids});
		await pull();
		await call(server, {action: 'async_exec', sessionId: ids.sessionId, command});
		await server.until(() => server.streamsRunning === 1);
		return {server, pull, ...ids};
	};

	test('a pull takes 20 results, waits for the first and returns when no further one follows', async () => {
		const {server, pull} = await watching();
		server.emit(40);
		expect(results(await pull())).toHaveLength(20);
		expect(numbers(results(await pull()))).toEqual(range(18, 37));
		const waiting = pull();
		expect(numbers(results(await waiting))).toEqual([38, 39, 40]);
		const late = pull();
		await server.until(() => server.pulls === 1);
		server.emit();
		expect(numbers(results(await late))).toEqual([41]);
	});

	test('an idle pull returns empty after its wait, a second one at the same time after a quarter of it', async () => {
		const {server, pull} = await watching({waitMs: 400, secondPollMs: 20});
		await pull();
		const first = pull();
		await server.until(() => server.pulls === 1);
		expect(results(await pull())).toEqual([]);
		expect(server.pulls).toBe(1);
		expect(results(await first)).toEqual([]);
	});

	test('a batch leaves at once when its lists hold 100 items', async () => {
		const server = await start({waitMs: 5000, gapMs: 5000, commands: {many: {results: [{type: 'sc', classNames: range(1, 256).map(String)}, {type: 'row_affect', rowCount: 256}]}}});
		const {sessionId, consumerId} = await session(server);
		await call(server, {action: 'async_exec', sessionId, command: 'many'});
		await server.until(() => server.queued(consumerId) >= 8);
		const pulled = results(await call(server, {action: 'pull_results', sessionId, consumerId}));
		expect(pulled.at(-1)?.type).toBe('sc');
	});

	test('the queue holds 50 and drops the oldest in silence', async () => {
		const {server, pull, consumerId} = await watching();
		server.emit(200);
		expect(server.queued(consumerId)).toBe(50);
		expect(numbers([...results(await pull()), ...results(await pull()), ...results(await pull())])).toEqual(range(151, 200));
		// The command, its enhancer and an input_status went, too.
		expect(server.counters.dropped).toBe(153);
	});

	test('all consumers unhealthy: interrupted, the newest 47, status 0, ALLOW_INPUT and then the message', async () => {
		const {server, pull} = await watching({healthMs: 0});
		server.emit(1000);
		expect(server).toMatchObject({jobsRunning: 0, counters: {unhealthy: 1}});
		const left = [...results(await pull()), ...results(await pull()), ...results(await pull())];
		const recorded = elements(at(fixture('arthas-http-api/overflow-nobody-pulls.json'), 'batches')).flatMap(batch => elements(at(batch, 'body', 'results')));
		expect(left.map(({type}) => type)).toEqual(recorded.map(result => JSON.parse(at(result, 'type')) as string));
		expect(left.slice(-3)).toMatchObject([{statusCode: 0}, {inputStatus: 'ALLOW_INPUT'}, {jobId: 0, message: 'all consumers are unhealthy, current job was interrupted.'}]);
	});

	test('joining: DISABLED, the last 50 results, the input status', async () => {
		const {server, sessionId} = await watching();
		server.emit(60);
		const {consumerId} = await call(server, {action: 'join_session', sessionId});
		const replay: AgentResult[] = [];
		while (server.queued(consumerId ?? '') > 0) {
			replay.push(...results(await call(server, {action: 'pull_results', sessionId, consumerId})));
		}

		// Fifty-two results into a queue of fifty: the replay drops its own beginning.
		expect(numbers(replay)).toEqual(range(12, 60));
		expect(replay.at(-1)).toMatchObject({inputStatus: 'ALLOW_INTERRUPT'});
	});

	test('closing a session returns its pull at once, an evicted consumer and a forgotten session are named', async () => {
		const {server, pull, sessionId, consumerId} = await watching();
		await pull();
		const waiting = pull();
		await server.until(() => server.pulls === 1);
		server.evictConsumers();
		expect(await waiting).toMatchObject({state: 'SUCCEEDED', body: {results: []}});
		expect(await pull()).toEqual({state: 'FAILED', message: `consumer not found: ${consumerId}`});
		server.forgetSessions();
		expect(await pull()).toEqual({state: 'FAILED', message: `session not found: ${sessionId}`});
		const other = await session(server);
		await call(server, {action: 'pull_results', ...other});
		const last = call(server, {action: 'pull_results', ...other});
		await server.until(() => server.pulls === 1);
		await call(server, {action: 'close_session', sessionId: other.sessionId});
		expect(await last).toMatchObject({state: 'SUCCEEDED', body: {results: []}});
	});

	test('overshoot: more results than -n, one of them after the status', async () => {
		const {server, pull} = await watching({stream: {perSecond: 0, overshoot: 3, afterStatus: 1}}, 'watch a b -n 5');
		server.emit(5);
		const pulled = results(await pull());
		expect(numbers(pulled)).toEqual(range(1, 8));
		expect(pulled.slice(-3)).toMatchObject([{type: 'status'}, {inputStatus: 'ALLOW_INPUT'}, {value: '@Integer[8]'}]);
	});
});

describe('exec', () => {
	test('500 results and no status, whatever the command ends with', async () => {
		const server = await start({commands: {many: {results: range(1, 700).map(rowCount => ({type: 'row_affect', rowCount}))}}});
		const answer = await call(server, {action: 'exec', command: 'many'});
		expect(answer).toMatchObject({state: 'SUCCEEDED', body: {jobStatus: 'TERMINATED'}});
		expect(results(answer)).toHaveLength(500);
		expect(results(answer).every(({type}) => type === 'row_affect')).toBe(true);
		expect(server.sessionsOpen).toBe(0);
	});

	test('a stream that outlives its time: INTERRUPTED with its results and a status', async () => {
		const server = await start({stream: {perSecond: 1000}});
		const answer = await text(server, {action: 'exec', command: 'watch demo.MathGame primeFactors', execTimeout: 30});
		const end = (json: string) => normal(json).replace(/"results":\[.*{"jobId"/, '').replace(/"timeout":\d+/, '');
		expect(end(answer)).toBe(end(at(fixture('arthas-http-api/exec-watch-timeout.json'), 'response')));
	});

	test('stuck: a session is refused for ever, though interrupts succeed; closing it helps', async () => {
		const server = await start({stuck: {after: 1}});
		const {sessionId} = await session(server);
		const run = async (action: string) => call(server, {action, sessionId, command: 'version'});
		expect([(await run('exec')).state, (await run('exec')).state]).toEqual(['SUCCEEDED', 'REFUSED']);
		expect(await run('interrupt_job')).toMatchObject({state: 'SUCCEEDED', body: {jobStatus: 'TERMINATED'}});
		expect(await run('exec')).toMatchObject({state: 'REFUSED', message: 'Another job is running.'});
		expect(await run('close_session')).toEqual({state: 'SUCCEEDED'});
		const other = await session(server);
		expect(await call(server, {action: 'exec', sessionId: other.sessionId, command: 'version'})).toMatchObject({state: 'SUCCEEDED'});
	});

	test('a command that cannot be interrupted goes on, and holds up all others', async () => {
		const server = await start({commands: {hang: {ends: 'never'}}});
		const {sessionId} = await session(server);
		await call(server, {action: 'async_exec', sessionId, command: 'hang'});
		expect(await call(server, {action: 'interrupt_job', sessionId})).toMatchObject({state: 'SUCCEEDED', body: {jobStatus: 'RUNNING'}});
		expect(await call(server, {action: 'exec', command: 'version', execTimeout: 30})).toMatchObject({state: 'INTERRUPTED', body: {jobStatus: 'RUNNING', results: []}});
	});

	test('stop: no answer to exec, SCHEDULED to async_exec, polls reset, connections refused', async () => {
		const first = await start();
		await expect(call(first, {action: 'exec', command: 'stop'})).rejects.toThrow('fetch failed');
		expect(first.stopped).toBe(true);
		await expect(call(first, {action: 'init_session'})).rejects.toThrow('fetch failed');

		const second = await start({waitMs: 60_000});
		const ids = await session(second);
		await call(second, {action: 'pull_results', ...ids});
		const poll = expect(call(second, {action: 'pull_results', ...ids})).rejects.toThrow('fetch failed');
		await second.until(() => second.pulls === 1);
		expect(await call(second, {action: 'async_exec', sessionId: ids.sessionId, command: 'stop'})).toMatchObject({state: 'SCHEDULED'});
		await poll;
	});

	test('foreignAnswers: the request id of somebody else', async () => {
		const server = await start({foreignAnswers: 1});
		const request = {action: 'exec', command: 'version', requestId: 'mine'};
		expect([(await call(server, request)).requestId, (await call(server, request)).requestId]).toEqual(['foreign', 'mine']);
	});
});

describe('the server around it', () => {
	test('workers: a long poll holds up what has the same worker, the next connection goes to the next one', async () => {
		const server = await start({workers: 2, waitMs: 60_000, stream: {perSecond: 0}});
		const ids = await session(server);
		await call(server, {action: 'pull_results', ...ids});
		const poll = call(server, {action: 'pull_results', ...ids});
		await server.until(() => server.pulls === 1);
		const other = await call(server, {action: 'session_info', sessionId: ids.sessionId});
		expect(other.state).toBe('SUCCEEDED');
		let answered = false;
		const stalled = (async () => {
			await call(server, {action: 'session_info', sessionId: ids.sessionId});
			answered = true;
		})();
		await server.until(() => server.unanswered === 2);
		expect(answered).toBe(false);
		await call(server, {action: 'async_exec', sessionId: ids.sessionId, command: 'version'});
		await Promise.all([poll, stalled]);
	});

	test('login: cookie, local bypass', async () => {
		const auth = {username: 'admin', password: 's3cret'};
		const server = await start({auth});
		const post = async (headers: Record<string, string>, path = '/api') => fetch(server.url + path, {method: 'POST', body: '{"action":"exec","command":"version"}', headers});
		const admitted = await post({}, '/api?username=admin&password=s3cret');
		const cookie = admitted.headers.get('set-cookie') ?? '';
		expect((await post({Cookie: cookie, Authorization: 'Basic wrong'})).status).toBe(200);
		expect((await post({}, '/api?password=s3cret')).status).toBe(401);
		const bypassed = await start({auth, localBypass: true});
		expect((await call(bypassed, {action: 'init_session'})).state).toBe('SUCCEEDED');
		expect((await fetch(`${bypassed.url}/api?password=wrong`, {method: 'POST'})).status).toBe(401);
	});

	test('down and up on the same port, another process in the place of the first', async () => {
		const server = await start();
		const {sessionId} = await session(server);
		await server.down();
		await expect(call(server, {action: 'init_session'})).rejects.toThrow('fetch failed');
		await server.up();
		expect(await call(server, {action: 'session_info', sessionId})).toMatchObject({state: 'SUCCEEDED'});
		server.replaceProcess(4712);
		expect(await call(server, {action: 'session_info', sessionId})).toMatchObject({state: 'FAILED'});
		const other = await session(server);
		expect(await call(server, {action: 'session_info', sessionId: other.sessionId})).toMatchObject({body: {pid: 4712}});
	});
});

describe('terminal', () => {
	const open = async (server: ArthasApi, query = '') => {
		const socket = new WebSocket(server.terminalUrl + query);
		const frames: string[] = [];
		let look = () => undefined as void;
		socket.on('message', data => {
			frames.push((data as Uint8Array).toString());
			look();
		});
		cleanups.push({
			async [Symbol.asyncDispose]() {
				socket.terminate();
			},
		});
		await once(socket, 'open');
		const until = async (condition: () => boolean) => new Promise<void>(resolve => {
			look = () => {
				if (condition()) {
					resolve();
				}
			};

			look();
		});
		return {socket, frames, until};
	};

	const type = (data: unknown) => JSON.stringify({action: 'read', data});
	const prompt = '[arthas@4711]$ ';
	const prompts = (frames: readonly string[]) => frames.filter(frame => frame === prompt).length;

	test('banner, echo and `thread -n 1`, frame by frame as recorded', async () => {
		const server = await start();
		const {socket, frames, until} = await open(server);
		await until(() => prompts(frames) === 1);
		socket.send('{"action":"resize","cols":120,"rows":40}');
		socket.send(type('thread -n 1\r'));
		await until(() => prompts(frames) === 2);
		const {events} = JSON.parse(fixture('arthas-http-api/ws-terminal-head.json')) as {events: Array<{dir: string; data: string}>};
		const recorded = events.filter(({dir}) => dir === 'in').map(({data}) => data.replace('[arthas@19695]', '[arthas@4711]').replace('19695', '4711 '));
		expect(frames).toEqual(recorded);
		expect(server.terminalSizes).toEqual([{cols: 120, rows: 40}]);
	});

	test.each([
		['quit', 'quit.jsonl'],
		['an unknown command', 'exec-unknown-command.jsonl'],
		['Ctrl-C in a half-typed line', 'ctrl-c-half-typed.jsonl'],
	])('%s, frame by frame as recorded', async (_, file) => {
		const lines = fixture(`tunnel-server/${file}`).trim().split('\n').map(line => JSON.parse(line) as {dir: string; type: string; data: string; code?: number; reason?: string});
		const server = await start();
		const {socket, frames, until} = await open(server);
		await until(() => prompts(frames) === 1);
		const before = frames.length;
		const expected = lines.filter(one => one.dir === 'in' && one.type === 'text').map(({data}) => data.replace(/arthas@\d+/, 'arthas@4711'));
		for (const {data} of lines.filter(({dir}) => dir === 'out')) {
			socket.send(data);
		}

		await until(() => frames.length - before === expected.length);
		expect(frames.slice(before)).toEqual(expected);
		const closed = lines.find(one => one.type === 'close');
		if (closed) {
			const [code, reason] = socket.readyState === WebSocket.CLOSED ? [closed.code, closed.reason] : await once(socket, 'close') as [number, Uint8Array];
			expect([code, String(reason)]).toEqual([1000, 'Bye']);
		}
	});

	test('Ctrl-C in a watch: the prompt alone; numbers are typed, other frames ignored; pings', async () => {
		const server = await start({pingMs: 5});
		const {socket, frames, until} = await open(server);
		await until(() => prompts(frames) === 1);
		socket.send(type('watch demo.MathGame primeFactors\r'));
		await until(() => frames.some(frame => frame.startsWith('ts=')));
		socket.send(type('\u0003'));
		await until(() => prompts(frames) === 2);
		const before = frames.length;
		socket.send('not json');
		socket.send(new Uint8Array([1, 2, 3]));
		socket.send(type(42));
		await until(() => frames.length === before + 2);
		expect(frames.slice(before)).toEqual(['4', '2']);
		await once(socket, 'ping');
	});

	test('without credentials the upgrade is a 401', async () => {
		const server = await start({auth: {username: 'admin', password: 's3cret'}});
		const refused = new WebSocket(server.terminalUrl);
		const [error] = await once(refused, 'error') as [Error];
		expect(error.message).toBe('Unexpected server response: 401');
		const {frames, until} = await open(server, '?username=admin&password=s3cret');
		await until(() => prompts(frames) === 1);
	});
});
