import {describe, expect, it} from 'vitest';
import {until} from '../../../../source/core/readable.js';
import type {DialState} from '../../../../source/core/host/agent/dial-out.js';
import type {HostAgent} from '../../../../source/core/host/agent.js';
import {makeCertificate} from '../../../servers/odd-peers/certificate.js';
import {startBasicServer} from '../../../servers/basic-server.js';
import {identity, startAgent} from './start.js';

const day = 86_400_000;
const certificate = makeCertificate({from: new Date(Date.now() - day), to: new Date(Date.now() + day)});
const expired = makeCertificate({from: new Date(Date.now() - (2 * day)), to: new Date(Date.now() - day)});
const local = (port: number) => ({host: '127.0.0.1', port});

async function stateOf(agent: HostAgent, name: DialState['name']): Promise<DialState> {
	return until(agent.state!, state => state.name === name);
}

/** The error that holds an agent up. */
async function errorOf(agent: HostAgent): Promise<unknown> {
	const state = await stateOf(agent, 'waiting');
	return state.name === 'waiting' ? state.error : undefined;
}

describe('the first lines', () => {
	it('are init with the UUID inside TLS, accept, and then requests are answered', async () => {
		await using server = await startBasicServer({tls: certificate});
		await using agent = await startAgent({server: local(server.port), trust: {ca: certificate.cert}});
		const lines = await server.next();
		expect(lines.lines[0]).toMatchObject({
			method: 'init', hostname: identity, version: '1.2.3', features: ['resume', 'cancel', 'keep-alive'],
		});
		expect(lines.lines[0]).not.toHaveProperty('id');
		expect(await lines.ask('sync.bash', {cmd: 'echo hi', timeout: 10})).toMatchObject({
			resp: 'success', retcode: 2, message: 'Normal termination', data: 'hi\n',
		});
		expect(agent.state?.getSnapshot()).toEqual({name: 'connected', at: `127.0.0.1:${server.port}`});
	});

	it('come before TLS in the order of the document', async () => {
		await using server = await startBasicServer({startTls: certificate});
		await using agent = await startAgent({server: local(server.port), order: 'starttls', trust: {ca: certificate.cert}});
		const lines = await server.next();
		await stateOf(agent, 'connected');
		expect(await lines.ask('getinfo.kernel')).toMatchObject({resp: 'success', retcode: 2, data: {sysname: 'Linux'}});
		expect(server.connections[0]?.lines[0]).toMatchObject({method: 'init', hostname: identity});
	});

	it('need no accept where a request comes at once', async () => {
		await using server = await startBasicServer({reply: () => ({id: 'first', method: 'getinfo.kernel'})});
		await using agent = await startAgent({server: local(server.port), order: 'plain'});
		const lines = await server.next();
		expect(await lines.until(({id}) => id === 'first')).toMatchObject({resp: 'success'});
		expect(agent.state?.getSnapshot().name).toBe('connected');
	});

	it('are not waited for longer than the limit', async () => {
		await using server = await startBasicServer({reply: () => undefined});
		await using agent = await startAgent({server: local(server.port), order: 'plain', greetMs: 30});
		expect(await errorOf(agent)).toMatchObject({code: 'ERR_CONNECT_TIMEOUT', message: expect.stringContaining('does not answer to init') as unknown});
	});

	it('are never plain to another machine', async () => {
		await using agent = await startAgent({server: {host: '192.0.2.1', port: 1}, order: 'plain'});
		expect(await errorOf(agent)).toMatchObject({code: 'ERR_AUTH_POLICY'});
	});

	it('of something else end the attempt', async () => {
		await using server = await startBasicServer({reply: () => ({hello: 'world'})});
		await using agent = await startAgent({server: local(server.port), order: 'plain'});
		expect(await errorOf(agent)).toMatchObject({code: 'ERR_PROTOCOL_PEER'});
	});
});

describe('certificates', () => {
	it.each([
		['unknown', certificate, {}],
		['expired', expired, {ca: expired.cert}],
		['for another name', certificate, {ca: certificate.cert, serverName: 'other.example'}],
	])('that are %s are refused', async (_name, shown, trust) => {
		await using server = await startBasicServer({tls: shown});
		await using agent = await startAgent({server: local(server.port), trust});
		expect(await errorOf(agent)).toMatchObject({code: 'ERR_CONNECT_TLS'});
		expect(server.connections).toEqual([]);
	});

	it('of the agent are shown where the server wants one', async () => {
		await using server = await startBasicServer({
			tls: {
				...certificate, ca: certificate.cert, requestCert: true, rejectUnauthorized: true,
			},
		});
		await using agent = await startAgent({server: local(server.port), trust: {ca: certificate.cert, ...certificate}});
		const lines = await server.next();
		expect(await lines.ask('getinfo.kernel')).toMatchObject({resp: 'success'});
		expect(agent.state?.getSnapshot().name).toBe('connected');
		await using nobody = await startAgent({server: local(server.port), trust: {ca: certificate.cert}});
		await stateOf(nobody, 'waiting');
	});
});

describe('addresses', () => {
	const find = async (addresses: string[]) => {
		const server = await startBasicServer();
		const agent = await startAgent({server: {host: 'config.cargo.com', port: server.port}, order: 'plain', lookup: async () => addresses});
		return {
			agent, server, async [Symbol.asyncDispose]() {
				await agent[Symbol.asyncDispose]();
				await server[Symbol.asyncDispose]();
			},
		};
	};

	it('are tried in turn: of three, two are dead', async () => {
		await using met = await find(['127.0.0.9', '127.0.0.8', '127.0.0.1']);
		expect(await stateOf(met.agent, 'connected')).toEqual({name: 'connected', at: `127.0.0.1:${met.server.port}`});
	});

	it('can be missing', async () => {
		await using met = await find([]);
		expect(await errorOf(met.agent)).toMatchObject({code: 'ERR_CONNECT_ADDRESS', retryable: true});
	});

	it('can all be dead, and are tried again', async () => {
		await using met = await find(['127.0.0.9']);
		expect(await errorOf(met.agent)).toMatchObject({code: 'ERR_CONNECT_REFUSED', message: `Nothing listens at 127.0.0.9:${met.server.port}`});
	});

	it('without a name server are told', async () => {
		await using agent = await startAgent({server: {host: 'nowhere.invalid', port: 1}});
		expect(await errorOf(agent)).toMatchObject({code: 'ERR_CONNECT_ADDRESS', message: 'the name nowhere.invalid can\'t be resolved'});
	});
});

describe('redirects', () => {
	it('are followed through their list, on the same port', async () => {
		await using target = await startBasicServer({host: '127.0.0.2'});
		await using server = await startBasicServer({port: target.port, reply: () => ({method: 'redirect', server: '127.0.0.3, 127.0.0.2'})});
		await using agent = await startAgent({server: local(server.port), order: 'plain'});
		expect(await stateOf(agent, 'connected')).toEqual({name: 'connected', at: `127.0.0.2:${target.port}`});
	});

	it('may name a port, and the certificate is for the name that was asked for', async () => {
		await using target = await startBasicServer({tls: certificate});
		await using server = await startBasicServer({tls: certificate, reply: () => ({method: 'redirect', server: `127.0.0.1:${target.port}`})});
		await using agent = await startAgent({server: {host: 'localhost', port: server.port}, lookup: async () => ['127.0.0.1'], trust: {ca: certificate.cert}});
		expect(await stateOf(agent, 'connected')).toEqual({name: 'connected', at: `127.0.0.1:${target.port}`});
	});

	it.each([
		['in a circle', '127.0.0.1'],
		['to nowhere', ''],
		['to nowhere', 'not a host!'],
	])('%s are told (%j)', async (where, to) => {
		await using server = await startBasicServer({reply: () => ({method: 'redirect', server: to})});
		await using agent = await startAgent({server: local(server.port), order: 'plain'});
		expect(await errorOf(agent)).toMatchObject({code: 'ERR_PROTOCOL_PEER', message: expect.stringContaining(`redirected ${where}: 127.0.0.1:${server.port} → `) as unknown});
	});

	it('end after five', async () => {
		let hop = 2;
		const reply = () => ({method: 'redirect', server: `127.0.0.${hop++}`});
		await using server = await startBasicServer({host: '0.0.0.0', reply});
		await using agent = await startAgent({server: local(server.port), order: 'plain', backOffMs: 60_000});
		expect(await errorOf(agent)).toMatchObject({message: expect.stringContaining('redirected more than 5 times') as unknown});
		expect(server.connections.length).toBe(6);
	});
});

describe('a lost server', () => {
	it('is dialled again, and told then what happened meanwhile', async () => {
		await using server = await startBasicServer();
		await using agent = await startAgent({server: local(server.port), order: 'plain'});
		const first = await server.next();
		const {data} = await first.ask('async.bash', {cmd: 'read < /dev/null; echo done'}) as {data: {taskid: string}};
		const pushed = await first.until(({method}) => method === 'async.result');
		expect(pushed).toMatchObject({taskid: data.taskid, resp: 'success', data: 'done\n'});
		first.socket.destroy();
		await stateOf(agent, 'waiting');
		agent.tell({method: 'cron.result', name: 'x'});
		const second = await server.next();
		expect(await second.until(({method}) => method === 'cron.result')).toEqual({method: 'cron.result', name: 'x'});
	});

	it('finds the answer of a request that outlived its connection', async () => {
		await using server = await startBasicServer();
		await using agent = await startAgent({server: local(server.port), order: 'plain'});
		const first = await server.next();
		first.send({id: 'slow', method: 'sync.bash', cmd: 'sleep 0.3; echo late'});
		await first.ask('getinfo.kernel');
		first.socket.destroy();
		const second = await server.next();
		expect(await second.ask('sync.resume', {target: 'slow', after: 0})).toMatchObject({resp: 'success'});
		expect(await second.until(({id}) => id === 'slow')).toMatchObject({data: 'late\n'});
		expect(await second.ask('sync.resume', {target: 'unknown'})).toMatchObject({retcode: 3041});
		expect(agent.state?.getSnapshot().name).toBe('connected');
	});
});
