import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {request as httpsRequest} from 'node:https';
import type {IncomingMessage} from 'node:http';
import {text} from 'node:stream/consumers';
import {
	afterEach, describe, expect, test,
} from 'vitest';
import {WebSocket} from 'ws';
import type {ChannelServer, ServerOptions} from '../../../source/core/server/index.js';
import {ResponseStatus} from '../../../source/core/protocol/generated/ArthasService.js';
import {makeCertificate} from '../../servers/odd-peers/certificate.js';
import type {ScriptedAgent, ScriptedAgentOptions} from '../../servers/scripted-agent.js';
import {
	call, closeAll, command, join, post, startTestServer,
} from './harness.js';

const open: AsyncDisposable[] = [];
afterEach(async () => closeAll(open));

async function start(options: ServerOptions = {}, agentOptions: Omit<ScriptedAgentOptions, 'server'> = {}): Promise<{server: ChannelServer; agent: ScriptedAgent}> {
	const server = await startTestServer(options);
	open.push(server);
	const agent = await join(server, {answer: () => [{status: ResponseStatus.SUCCEEDED}], ...agentOptions});
	open.push(agent);
	return {server, agent};
}

const login = {username: 'ada', password: 'pass:wörd'};
const basic = (user: string, password: string) => ({authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`});
const version = command('EXECUTE', 'version');

/** What becomes of an attempt to open a console. */
async function attempt(url: string, options: Record<string, unknown> = {}): Promise<number | 'open'> {
	const socket = new WebSocket(url, options);
	try {
		return await new Promise((resolve, reject) => {
			socket.once('open', () => {
				resolve('open');
			});
			socket.once('unexpected-response', (_request, response: IncomingMessage) => {
				resolve(response.statusCode ?? 0);
			});
			socket.once('error', reject);
		});
	} finally {
		socket.on('error', () => undefined);
		socket.terminate();
	}
}

describe('one login for all doors of operators', () => {
	test.each<[string, Record<string, string>, number]>([
		['none', {}, 401],
		['right', basic('ada', 'pass:wörd'), 200],
		['wrong password', basic('ada', 'pass:word'), 401],
		['wrong user', basic('bob', 'pass:wörd'), 401],
		['user alone', {authorization: `Basic ${Buffer.from('ada').toString('base64')}`}, 401],
		['empty', {authorization: 'Basic '}, 401],
		['no Basic', {authorization: 'Bearer pass:wörd'.replace('ö', 'o')}, 401],
		['no base64', {authorization: 'Basic ***'}, 401],
		['lower case scheme', {authorization: basic('ada', 'pass:wörd').authorization.replace('Basic', 'basic')}, 200],
	])('%s', async (_, headers, status) => {
		const {server, agent} = await start({login});
		const paths = [
			['GET', '/agents'],
			['GET', '/agent/mg1'],
			['POST', '/agent/mg1/exec'],
			['POST', '/agent/mg1/sse_async_exec'],
			['GET', '/agent/mg1/init_session'],
			['POST', '/legacy_api/mg1'],
			['GET', '/'],
		] as const;
		for (const [method, path] of paths) {
			const body = path.startsWith('/legacy') ? '{"action":"exec","command":"version"}' : JSON.stringify(version);
			const answer = await call(server, path, {method, headers: {'content-type': 'application/json', ...headers}, ...(method === 'POST' && {body})});
			expect([path, answer.status]).toEqual([path, status]);
			if (status === 401) {
				expect(answer).toMatchObject({
					headers: {'www-authenticate': 'Basic realm="Realm"'}, json: {
						code: 'LOGIN', ran: 'no', error: 'Unauthorized', path,
					},
				});
			}
		}

		expect(agent.requests.length > 0).toBe(status === 200);
		for (const {port} of [server.ws, server.http]) {
			expect(await attempt(`ws://127.0.0.1:${port}/ws?method=connectArthas&id=mg1`, {headers})).toBe(status === 200 ? 'open' : 401);
		}
	});

	test('what is not there asks for the login too', async () => {
		const {server} = await start({login});
		expect((await call(server, '/nope')).status).toBe(401);
	});

	test.each([['', 'x'], ['x', ''], ['a:b', 'x']])('half a login (%j, %j) refuses to start', async (username, password) => {
		await expect(startTestServer({login: {username, password}})).rejects.toMatchObject({code: 'ERR_AUTH_POLICY', hint: expect.any(String) as string});
	});
});

describe('other web pages', () => {
	test.each<[string, (host: string) => Record<string, string>, number]>([
		['its own page', host => ({origin: `http://${host}`}), 200],
		['another page', () => ({origin: 'http://evil.example'}), 403],
		['another port', () => ({origin: 'http://127.0.0.1:1'}), 403],
		['a page from a file', () => ({origin: 'null'}), 403],
		['a picture on another page', () => ({'sec-fetch-site': 'cross-site'}), 403],
		['a page of the same site', () => ({'sec-fetch-site': 'same-site'}), 403],
		['typed by hand', () => ({'sec-fetch-site': 'none'}), 200],
		['a name that points here', () => ({host: 'evil.example:8800'}), 403],
		['localhost', () => ({host: 'localhost:8800'}), 200],
		['an address', () => ({host: '[::1]:8800'}), 200],
	])('%s', async (_, headersOf, status) => {
		const {server, agent} = await start();
		const headers = headersOf(`127.0.0.1:${server.http.port}`);
		const answer = await post(server, '/agent/mg1/exec', version, headers);
		expect(answer.status).toBe(status);
		expect(agent.requests).toHaveLength(status === 200 ? 1 : 0);
		if (status === 403) {
			expect(answer.json).toMatchObject({code: 'NOT_ALLOWED', ran: 'no'});
		}

		expect(await attempt(`ws://127.0.0.1:${server.http.port}/ws?method=connectArthas&id=mg1`, {headers})).toBe(status === 200 ? 'open' : 403);
	});

	test('a login does not open the door to other pages; a name is as good as an address then', async () => {
		const {server} = await start({login});
		const headers = basic(login.username, login.password);
		expect((await call(server, '/agents', {headers: {...headers, origin: 'http://evil.example'}})).status).toBe(403);
		expect((await call(server, '/agents', {headers: {...headers, host: 'jump.example'}})).status).toBe(200);
	});
});

describe('other interfaces', () => {
	const allow = {check: () => true};

	test.each<[ServerOptions, string]>([
		[{}, 'will not listen on 0.0.0.0 without a login'],
		[{login}, 'will not take agents on 0.0.0.0 from everywhere'],
		[{agents: {token: 't'}}, 'will not listen on 0.0.0.0 without a login'],
	])('%j is refused', async (options, message) => {
		await expect(startTestServer({host: '0.0.0.0', ...options})).rejects.toMatchObject({code: 'ERR_AUTH_POLICY', message, hint: expect.stringContaining('--insecure') as string});
	});

	test.each<[string, ServerOptions]>([
		['a login and a token', {login, agents: {token: 't'}}], ['a login and an allow-list', {login, agents: {allow}}], ['--insecure', {insecure: true}],
	])('%s is enough', async (_, options) => {
		const server = await startTestServer({host: '0.0.0.0', ...options});
		open.push(server);
		const headers = options.login ? basic(login.username, login.password) : {host: 'jump.example:8800'};
		expect((await call({...server, http: {host: '127.0.0.1', port: server.http.port}}, '/agents', {headers})).status).toBe(200);
	});

	test.each(['127.0.0.1', '127.9.8.7', 'localhost', '::1'])('%s is no other interface', async host => {
		const server = await startTestServer({host});
		open.push(server);
		expect(server.http.port).toBeGreaterThan(0);
	});
});

describe('a server that only lets look', () => {
	test.each<[string, object, number]>([
		['look', command('EXECUTE', 'thread -n 3'), 200],
		['a probe', command('ASYNC_EXECUTE', 'watch a b'), 403],
		['a change', command('EXECUTE', 'stop'), 403],
		['a console', {action: 'OPEN_CONSOLE'}, 403],
		['console input', {action: 'CONSOLE_INPUT', consoleParams: {consoleId: 'x', inputData: 'y'}}, 403],
		['something new', {action: 77}, 403],
		['an interrupt', {action: 'INTERRUPT_JOB', sessionId: 's'}, 200],
	])('%s', async (_, body, status) => {
		const {server, agent} = await start({readOnly: true});
		const endpoints = status === 200 ? ['exec'] : ['exec', 'async_exec', 'sse_async_exec'];
		for (const endpoint of endpoints) {
			const answer = await post(server, `/agent/mg1/${endpoint}`, body);
			expect(answer.status).toBe(status);
			if (status === 403) {
				expect(answer.json).toMatchObject({code: 'NOT_ALLOWED', ran: 'no', message: expect.stringContaining('this server only allows looking') as string});
			}
		}

		expect(agent.requests).toHaveLength(status === 200 ? 1 : 0);
	});

	test('neither by the legacy API nor by a console', async () => {
		const {server, agent} = await start({readOnly: true});
		for (const action of ['exec', 'async_exec']) {
			const {json} = await post(server, '/legacy_api/mg1', {action, command: 'stop'});
			expect(json).toMatchObject({state: 'FAILED', message: expect.stringContaining('this server only allows looking') as string});
		}

		expect(await attempt(`ws://127.0.0.1:${server.ws.port}/ws?method=connectArthas&id=mg1`)).toBe(403);
		expect(agent.requests).toEqual([]);
		expect((await post(server, '/legacy_api/mg1', {action: 'exec', command: 'version'})).json).toMatchObject({state: 'SUCCEEDED'});
	});
});

describe('TLS', () => {
	const day = 86_400_000;
	const certificate = makeCertificate({from: new Date(Date.now() - day), to: new Date(Date.now() + day)});

	test('on all three doors', async () => {
		const {server, agent} = await start({tls: certificate}, {ca: certificate.cert});
		expect(agent.registrations[0]?.status).toBe(0);
		const request = httpsRequest({
			host: 'localhost', port: server.http.port, path: '/agents', ca: certificate.cert, agent: false,
		}).end();
		const [response] = await once(request, 'response') as [IncomingMessage];
		expect(JSON.parse(await text(response))).toMatchObject([{agentId: 'mg1'}]);
		for (const {port} of [server.ws, server.http]) {
			expect(await attempt(`wss://localhost:${port}/ws?method=connectArthas&id=mg1`, {ca: certificate.cert})).toBe('open');
		}
	});

	test('plain callers at a TLS door, and the reverse, are refused and harm nobody', async () => {
		const {server, agent} = await start({tls: certificate}, {ca: certificate.cert});
		await expect(call(server, '/agents')).rejects.toThrow();
		await expect(join(server)).rejects.toThrow();
		expect(agent.ended).toEqual([]);
		const plain = await start();
		await expect(join(plain.server, {ca: certificate.cert})).rejects.toThrow();
		const request = httpsRequest({
			...plain.server.http, path: '/agents', ca: certificate.cert, agent: false,
		}).end();
		await expect(once(request, 'response')).rejects.toThrow();
		expect((await post(plain.server, '/agent/mg1/exec', version)).status).toBe(200);
	});

	test.each([
		['no PEM', {cert: 'x', key: 'y'}],
		['the key of another certificate', {cert: certificate.cert, key: makeCertificate({from: new Date(0), to: new Date()}).key}],
	])('%s: refused with a reason', async (_, tls) => {
		await expect(startTestServer({tls})).rejects.toMatchObject({code: 'ERR_CONNECT_TLS', hint: expect.any(String) as string});
	});
});
