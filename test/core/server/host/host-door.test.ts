import {once} from 'node:events';
import {connect} from 'node:net';
import {connect as connectTls} from 'node:tls';
import {describe, expect, it} from 'vitest';
import type {HostAgent} from '../../../../source/core/host/agent.js';
import {until} from '../../../../source/core/readable.js';
import type {ChannelServer, ServerOptions, StoredAgent} from '../../../../source/core/server/index.js';
import {follow, type Lines} from '../../../servers/basic-server.js';
import {makeCertificate} from '../../../servers/odd-peers/certificate.js';
import {startRelay} from '../../../servers/relay.js';
import {identity, startAgent} from '../../host/agent/start.js';
import {
	call, command, post, startTestServer, untilAgent,
} from '../harness.js';

const day = 86_400_000;
const certificate = makeCertificate({from: new Date(Date.now() - day), to: new Date(Date.now() + day)});
const expired = makeCertificate({from: new Date(Date.now() - (2 * day)), to: new Date(Date.now() - day)});
const trust = {ca: certificate.cert};

const start = async (options: ServerOptions = {}) => startTestServer({...options, hosts: {port: 0, tls: certificate, ...options.hosts}});
const addressOf = (server: ChannelServer) => ({host: '127.0.0.1', port: server.hosts!.port});

async function isUp(agent: HostAgent): Promise<void> {
	await until(agent.state!, ({name}) => name === 'connected');
}

async function listed(server: ChannelServer, fits: (agent: StoredAgent) => boolean, id = identity): Promise<void> {
	await untilAgent(server, id, agent => agent !== undefined && fits(agent));
}

const inService = ({agentStatus}: {agentStatus: string}) => agentStatus === 'IN_SERVICE';

async function exec(server: ChannelServer, line: string, id = identity): Promise<Array<Record<string, unknown>>> {
	const {json} = await post(server, `/agent/${id}/exec`, command('EXECUTE', line));
	return JSON.parse((json['executeResult'] as {resultsJson: string}).resultsJson) as Array<Record<string, unknown>>;
}

/** An agent without anything that is not in the document. */
async function stock(server: ChannelServer, id = identity): Promise<Lines> {
	const lines = follow(connectTls({...addressOf(server), ca: certificate.cert}));
	lines.send({method: 'init', hostname: id});
	await lines.until(({method}) => method === 'accept');
	await listed(server, inService, id);
	return lines;
}

describe('a BasicAgent', () => {
	it.each(['tls', 'starttls'] as const)('that comes by %s is listed and answers like any agent', async order => {
		await using server = await start();
		await using agent = await startAgent({server: addressOf(server), order, trust});
		await isUp(agent);
		await listed(server, inService);
		const {text} = await call(server, '/agents');
		expect(JSON.parse(text)).toMatchObject([{
			agentId: identity, appName: 'host', agentVersion: '1.2.3', channelFeatures: ['ExecuteCommand', 'HostInfo', 'BasicAgent'],
		}]);
		expect(await exec(server, 'sync.bash -t 5 echo hi')).toMatchObject([{
			type: 'sync.bash', resp: 'success', retcode: 2, data: 'hi\n',
		}, {type: 'status', statusCode: 0}]);
		expect(await exec(server, 'sync.bash exit 3')).toMatchObject([{retcode: 3032, exitcode: 3}, {statusCode: 3}]);
		expect(await exec(server, 'getinfo.kernel')).toMatchObject([{type: 'getinfo.kernel', data: {sysname: 'Linux'}}, {statusCode: 0}]);
		expect(await exec(server, 'version')).toMatchObject([{type: 'version', version: '1.2.3'}, {statusCode: 0}]);
		expect(await exec(server, 'sync.bash -t 0 true')).toMatchObject([{retcode: 3021}, {statusCode: -1}]);
	});

	it('in plaintext is taken by a door without a certificate', async () => {
		await using server = await startTestServer({hosts: {port: 0}});
		await using agent = await startAgent({server: addressOf(server), order: 'plain'});
		await isUp(agent);
		await listed(server, inService);
		expect(await exec(server, 'version')).toMatchObject([{version: '1.2.3'}, {}]);
	});

	it('of another make answers what it knows', async () => {
		await using server = await start();
		const lines = await stock(server);
		const asked = exec(server, 'getinfo.users -U root');
		const request = await lines.until(({method}) => method === 'getinfo.users');
		expect(request).toEqual({id: expect.any(String) as unknown, method: 'getinfo.users', args: '-U root'});
		lines.send({
			id: request['id'], resp: 'success', retcode: 2, message: 'Normal termination', data: '{"users":[]}',
		});
		expect(await asked).toMatchObject([{type: 'getinfo.users', data: {users: []}}, {statusCode: 0}]);
		lines.socket.destroy();
	});

	it('of another make can\'t be told to end a command, which is said', async () => {
		await using server = await start();
		const lines = await stock(server);
		const body = command('EXECUTE', 'sync.bash sleep 60');
		const asked = post(server, `/agent/${identity}/exec`, {...body, executeParams: {...body.executeParams, execTimeout: 50}});
		await lines.until(({method}) => method === 'sync.bash');
		expect((await asked).text).toContain('ends by its own time-out');
		lines.socket.destroy();
	});

	it('that goes is out at once, and what it was asked is lost where it can\'t go on', async () => {
		await using server = await start();
		const lines = await stock(server);
		const asked = exec(server, 'sync.bash true');
		await lines.until(({method}) => method === 'sync.bash');
		lines.socket.destroy();
		expect(await asked).toMatchObject([{retcode: 203, message: expect.stringContaining('may have run') as unknown}, {statusCode: -1}]);
		await listed(server, ({agentStatus}) => agentStatus === 'OUT_OF_SERVICE');
	});

	it('of ours comes back with the answer', async () => {
		await using server = await start();
		await using relay = await startRelay(server.hosts!.port);
		await using agent = await startAgent({server: {host: '127.0.0.1', port: relay.port}, trust});
		await isUp(agent);
		await listed(server, inService);
		const asked = exec(server, 'sync.bash sleep 0.5; echo late');
		await exec(server, 'version');
		await relay.cut();
		await until(agent.state!, ({name}) => name !== 'connected');
		await relay.restore();
		expect(await asked).toMatchObject([{data: 'late\n'}, {statusCode: 0}]);
		await listed(server, ({incarnation}) => incarnation === 1);
	});

	it('and the server both notice that nothing comes through any more, and it comes back by a new connection', async () => {
		let tell: (notice: string) => void = () => undefined;
		const given = new Promise<string>(resolve => {
			tell = resolve;
		});
		await using server = await start({
			hosts: {port: 0, tls: certificate, beatMs: 100}, onNotice(notice) {
				tell(notice);
			},
		});
		await using relay = await startRelay(server.hosts!.port);
		await using agent = await startAgent({server: {host: '127.0.0.1', port: relay.port}, trust, keepAliveMs: 100});
		await isUp(agent);
		await listed(server, inService);
		const errors: unknown[] = [];
		agent.state!.subscribe(() => {
			const state = agent.state!.getSnapshot();
			errors.push(...state.name === 'waiting' ? [state.error.message] : []);
		});
		const startedAt = performance.now();
		relay.freeze();
		await until(agent.state!, ({name}) => name === 'waiting');
		expect(errors).toEqual([`127.0.0.1:${relay.port} is silent`]);
		expect(await given).toMatch(/is silent, and its connection is given up/u);
		// Four beats and the one in which that is seen; what is left is for a slow machine.
		expect(performance.now() - startedAt).toBeLessThan(5000);
		relay.thaw();
		await isUp(agent);
		expect(await exec(server, 'version')).toMatchObject([{version: '1.2.3'}, {statusCode: 0}]);
	});

	it('that says that it is there by every beat is not given up, nor is one that never promised that', async () => {
		const notices: string[] = [];
		await using server = await start({hosts: {port: 0, tls: certificate, beatMs: 50}, onNotice: notice => notices.push(notice)});
		await using agent = await startAgent({server: addressOf(server), trust, keepAliveMs: 50});
		await isUp(agent);
		const lines = await stock(server, 'edd6c192-52cb-4133-a17a-e7d8aec03de8');
		for (let beats = 0; beats < 12; beats++) {
			await once(lines.socket, 'data');
		}

		expect(notices).toEqual([]);
		expect(agent.state!.getSnapshot().name).toBe('connected');
		expect(lines.socket.destroyed).toBe(false);
		lines.socket.destroy();
	});

	it('streams, and is told to end', async () => {
		await using server = await start();
		await using agent = await startAgent({server: addressOf(server), trust});
		await isUp(agent);
		await listed(server, inService);
		const body = command('EXECUTE', 'getinfo.load -w 100');
		const {json} = await post(server, `/agent/${identity}/exec`, {...body, executeParams: {...body.executeParams, execTimeout: 350}});
		const results = JSON.parse((json['executeResult'] as {resultsJson: string}).resultsJson) as Array<Record<string, unknown>>;
		expect(results.filter(({type}) => type === 'getinfo.load').length).toBeGreaterThan(1);
		expect(results.at(-1)).toMatchObject({type: 'status', statusCode: -10});
	});

	it('tells what nobody asked for', async () => {
		let settle: (pushed: unknown) => void = () => undefined;
		const promise = new Promise<unknown>(resolve => {
			settle = resolve;
		});
		await using server = await start({
			hosts: {
				onPush(agentId, message) {
					settle([agentId, message]);
				},
			},
		});
		await using agent = await startAgent({server: addressOf(server), trust});
		agent.tell({method: 'cron.result', name: 'x'});
		expect(await promise).toEqual([identity, {method: 'cron.result', name: 'x'}]);
	});
});

describe('the door', () => {
	it('keeps the newest of 100 connections of one identity', async () => {
		await using server = await start();
		const lines = await Promise.all(Array.from({length: 100}, async () => {
			const one = follow(connectTls({...addressOf(server), ca: certificate.cert}));
			await once(one.socket, 'secureConnect');
			return one;
		}));
		for (const one of lines) {
			one.send({method: 'init', hostname: identity});
		}

		let open = lines.length;
		await new Promise<void>(resolve => {
			for (const {socket} of lines) {
				socket.once('close', () => {
					open--;
					if (open === 1) {
						resolve();
					}
				});
			}
		});
		await listed(server, inService);
		const last = lines.find(({socket}) => !socket.destroyed)!;
		const asked = exec(server, 'getinfo.kernel');
		const {id} = await last.until(({method}) => method === 'getinfo.kernel');
		last.send({
			id, resp: 'success', retcode: 2, message: '', data: 'x',
		});
		expect(await asked).toMatchObject([{data: 'x'}, {}]);
		last.socket.destroy();
	});

	it('redirects by its policy, in the order of the document too', async () => {
		await using target = await start();
		await using server = await start({hosts: {redirect: ({hostname}) => hostname === identity ? `127.0.0.1:${target.hosts!.port}` : undefined}});
		for (const order of ['tls', 'starttls'] as const) {
			await using agent = await startAgent({server: addressOf(server), order, trust});
			await until(agent.state!, state => state.name === 'connected' && state.at === `127.0.0.1:${target.hosts!.port}`);
		}

		expect(await server.store.agents.count()).toBe(0);
	});

	it('wants certificates where it has an authority', async () => {
		await using server = await start({hosts: {ca: certificate.cert}});
		await using nobody = await startAgent({server: addressOf(server), trust});
		await until(nobody.state!, ({name}) => name === 'waiting');
		await using old = await startAgent({server: addressOf(server), trust: {...trust, ...expired}});
		await until(old.state!, ({name}) => name === 'waiting');
		expect(await server.store.agents.count()).toBe(0);
		for (const order of ['tls', 'starttls'] as const) {
			await using agent = await startAgent({server: addressOf(server), order, trust: {...trust, ...certificate}});
			await isUp(agent);
		}
	});

	it('asks for the token where agents need one', async () => {
		const notices: string[] = [];
		await using server = await start({
			agents: {token: 'secret'}, onNotice(notice) {
				notices.push(notice);
			},
		});
		await using stranger = await startAgent({server: addressOf(server), trust});
		await until(stranger.state!, ({name}) => name === 'waiting');
		expect(notices.join('\n')).toContain('is refused');
		await using agent = await startAgent({server: addressOf(server), trust, token: 'secret'});
		await isUp(agent);
	});

	it.each([
		['another protocol', 'GET / HTTP/1.1\r\n\r\n'],
		['no init', '{"id":"1","method":"getinfo.kernel"}\n'],
		['a line without an end', 'x'.repeat(70_000)],
		['more before TLS has begun', '{"method":"init","hostname":"a"}\n{"id":"1","resp":"success"}\n'],
		['half a handshake', '\u0016\u0003\u0001\u0000\u0005hello'],
	])('ends a connection with %s', async (_name, bytes) => {
		await using server = await start();
		const socket = connect(addressOf(server));
		socket.on('error', () => undefined);
		socket.resume();
		socket.end(bytes);
		await new Promise(resolve => {
			socket.once('close', resolve);
		});
		expect(await server.store.agents.count()).toBe(0);
	});

	it('without a certificate is for this machine', async () => {
		await expect(startTestServer({
			host: '0.0.0.0', insecure: true, hosts: {port: 0},
		})).rejects.toMatchObject({code: 'ERR_AUTH_POLICY'});
		await expect(startTestServer({hosts: {port: 0, tls: {cert: 'no', key: 'no'}}})).rejects.toMatchObject({code: 'ERR_CONNECT_TLS'});
	});
});
