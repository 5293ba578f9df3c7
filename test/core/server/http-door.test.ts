import {once} from 'node:events';
import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import {
	afterEach, describe, expect, test,
} from 'vitest';
import type {ChannelServer, ServerOptions} from '../../../source/core/server/index.js';
import {parseTarget} from '../../../source/core/server/http/target.js';
import {ResponseStatus} from '../../../source/core/protocol/generated/ArthasService.js';
import type {ScriptedAgent} from '../../servers/scripted-agent.js';
import {exchangeBytes, httpRequest} from '../../servers/simulation/compare.js';
import {
	call, closeAll, command, join, post, startTestServer,
} from './harness.js';

const open: AsyncDisposable[] = [];
afterEach(async () => closeAll(open));

async function start(options: ServerOptions = {}): Promise<{server: ChannelServer; agent: ScriptedAgent}> {
	const server = await startTestServer(options);
	open.push(server);
	const agent = await join(server, {answer: () => [{status: ResponseStatus.SUCCEEDED}]});
	open.push(agent);
	return {server, agent};
}

const version = command('EXECUTE', 'version');

describe('methods', () => {
	test('HEAD tells what GET would, without a body', async () => {
		const {server} = await start();
		const [get, head] = [await call(server, '/agents'), await call(server, '/agents', {method: 'HEAD'})];
		expect(head).toMatchObject({status: 200, text: '', headers: {'content-length': get.headers['content-length']}});
	});

	test.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])('%s of exec is refused and says what is taken', async method => {
		const {server, agent} = await start();
		expect(await call(server, '/agent/mg1/exec', {method})).toMatchObject({status: 405, headers: {allow: 'POST'}});
		expect(agent.requests).toEqual([]);
	});

	test.each(['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'])('%s of the list is as good as any other', async method => {
		const {server} = await start();
		expect((await call(server, '/agents', {method})).status).toBe(200);
	});

	test('a body on a GET does not disturb', async () => {
		const {server} = await start();
		expect((await call(server, '/agents', {body: 'x'.repeat(100_000)})).status).toBe(200);
	});

	test.each([
		'/nope', '/agent', '/agent/mg1/nope', '/agent/mg1/exec/x', '/agent/mg1/results', '/agent/mg1/constructor', '/legacy_api/mg1/x', '/actuator', '/agents/x', '/index.htm',
	])('%s is nothing', async path => {
		const {server} = await start();
		expect(await call(server, path)).toMatchObject({status: 404, headers: {'arthas-tui': '1'}, json: {error: 'Not Found', path}});
	});

	test('the root says what this is', async () => {
		const {server} = await start();
		expect(await call(server, '/')).toMatchObject({status: 200, text: expect.stringContaining('GET /agents') as string});
	});
});

describe('bodies', () => {
	test('1 MB of command, NUL and escapes, every letter: to the agent as they are', async () => {
		const {server, agent} = await start();
		for (const line of ['x'.repeat(1 << 20), 'a\0b\u001B[31m\r\n"\'\\', '号'.repeat(300_000), '']) {
			expect((await post(server, '/agent/mg1/exec', command('EXECUTE', line))).status).toBe(200);
			expect(agent.requests.at(-1)?.executeParams?.commandLine).toBe(line);
		}
	});

	test.each([3, 8, 31])('%d MiB and a little is too large: 413, and the agent lives', async size => {
		const {server, agent} = await start();
		const answer = await post(server, '/agent/mg1/exec', command('EXECUTE', 'x'.repeat(size << 20)));
		expect(answer).toMatchObject({status: 413, json: {code: 'TOO_LARGE', ran: 'no'}});
		expect(agent.requests).toEqual([]);
		expect((await post(server, '/agent/mg1/exec', version)).status).toBe(200);
	});

	test.each([
		'null', '[]', '"x"', '{"a":1', '['.repeat(100_000), '{"a":'.repeat(100_000), '{"action":"EXECUTE","executeParams":7}', '{"executeParams":{"execTimeout":1e99}}', '\uFEFF{}', '\0',
	])('%j is no request, and that is said', async body => {
		const {server, agent} = await start();
		const {status, json} = await post(server, '/agent/mg1/exec', body);
		expect(status).toBe(200);
		expect(json).toMatchObject({status: 'FAILED', message: expect.stringMatching(/^exec command failure: com\.google\.protobuf\.InvalidProtocolBufferException: /) as string});
		expect(agent.requests).toEqual([]);
	});

	test('a body that never ends its JSON is no reason to hang', async () => {
		const {server} = await start();
		const socket = connect(server.http.port, '127.0.0.1');
		socket.write('POST /agent/mg1/exec HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"action":');
		await once(socket, 'connect');
		socket.destroy();
		expect((await post(server, '/agent/mg1/exec', version)).status).toBe(200);
	});
});

describe('paths', () => {
	test.each<[string, string, string[], string]>([
		['/agents', '/agents', ['agents'], ''],
		['/agent/a%2Fb/exec?x=1&y=%20', '/agent/a%2Fb/exec', ['agent', 'a/b', 'exec'], 'x=1&y=+'],
		['/agent//exec', '/agent//exec', ['agent', '', 'exec'], ''],
		['/agent/', '/agent/', ['agent', ''], ''],
		['/agent/x/', '/agent/x/', ['agent', 'x'], ''],
		['//agents', '//agents', ['', 'agents'], ''],
		['/agent/../agents', '/agent/../agents', ['agent', '..', 'agents'], ''],
		['/agent/%zz', '/agent/%zz', ['agent', '%zz'], ''],
		['http://proxy.example:80/agent/x?y', '/agent/x', ['agent', 'x'], 'y='],
		['/a?b?c', '/a', ['a'], 'b%3Fc='],
		['*', '*', [], ''],
	])('%s', (url, path, parts, query) => {
		const target = parseTarget(url);
		expect({path: target.path, parts: target.parts, query: String(target.query)}).toEqual({path, parts, query});
	});
});

describe('strangers on the operators\' port', () => {
	const statusOf = (bytes: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(bytes)?.[1]);

	test.each([
		['HTTP/2 and gRPC', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
		['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001', 400],
		['nonsense', 'hello\r\n\r\n', 400],
		['a header of 20 kB', httpRequest('GET', '/agents', '', {'X-Long': 'x'.repeat(20_000)}), 431],
		['an address of 20 kB', httpRequest('GET', `/agent/${'x'.repeat(20_000)}`), 431],
	])('%s: an answer, then the end', async (_, bytes, status) => {
		const {server} = await start();
		const answer = await exchangeBytes(server.http.port, bytes);
		expect(statusOf(answer)).toBe(status);
		expect(answer).toContain('arthas-tui: 1\r\n');
		expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({status});
	});

	test('an upgrade to something else', async () => {
		const {server} = await start();
		const answer = await exchangeBytes(server.http.port, httpRequest('GET', '/agents', '', {Connection: 'Upgrade', Upgrade: 'h2c'}));
		expect(statusOf(answer)).toBe(404);
	});

	test('the console port answers plain requests', async () => {
		const {server} = await start();
		const answer = await exchangeBytes(server.ws.port, httpRequest('GET', '/'));
		expect(statusOf(answer)).toBe(404);
		expect(answer).toContain('/ws?method=connectArthas');
	});

	test('several requests on one connection, one after the other and at once', async () => {
		const {server} = await start();
		const socket = connect(server.http.port, '127.0.0.1');
		socket.write('GET /agents HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(3) + httpRequest('GET', '/agent/mg1'));
		expect((await text(socket)).match(/HTTP\/1\.1 200/g)).toHaveLength(4);
	});
});
