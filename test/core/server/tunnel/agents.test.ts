import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {BlockList} from 'node:net';
import {
	describe, expect, onTestFinished, test, vi,
} from 'vitest';
import {WebSocket} from 'ws';
import {allowList} from '../../../../source/commands/serve/allow-list.js';
import {startScriptedTunnelAgent} from '../../../servers/scripted-tunnel-agent.js';
import {call, untilAgent} from '../harness.js';
import {
	consoleOf, doorUrl, joinTunnel, startDoor,
} from './harness.js';

const basic = (text: string) => ({authorization: `Basic ${Buffer.from(text).toString('base64')}`});

describe('registration', () => {
	test('an agent keeps the id that it brings, and is answered once', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_math 1+ü'});
		const console = consoleOf(server, encodeURIComponent('demo_math 1+ü'));
		await console.untilPrompt();
		expect(agent.id).toBe('demo_math 1+ü');
		expect(agent.frames.filter(frame => frame.includes('agentRegister'))).toEqual([`response:/?method=agentRegister&id=${encodeURIComponent('demo_math 1+ü')}`]);
	});

	test.each([
		[{appName: 'shop'}, /^shop_[A-Z\d]{20}$/u, 'shop'],
		[{appName: 'my shop/é'}, /^my-shop--_[A-Z\d]{20}$/u, 'my shop/é'],
		[{}, /^[A-Z\d]{20}$/u, ''],
	])('an agent without an id gets one: %j', async (options, id, appName) => {
		const server = await startDoor();
		const agent = await joinTunnel(server, options);
		expect(agent.id).toMatch(id);
		expect(await untilAgent(server, agent.id!, found => found?.agentStatus === 'IN_SERVICE')).toMatchObject({
			agentVersion: '4.1.5', appName, ip: '127.0.0.1', channelFeatures: ['WebConsole', 'Tunnel'],
		});
	});

	test('where an agent comes from is where its connection comes from, whatever headers say', async () => {
		const onNotice = vi.fn();
		const server = await startDoor({onNotice});
		const forged = {
			'x-forwarded-for': '6.6.6.6, 10.0.0.1', 'x-real-port': 'no number', forwarded: 'for=6.6.6.6', 'x-real-ip': '6.6.6.6',
		};
		await joinTunnel(server, {id: 'demo_a', headers: forged});
		expect(await untilAgent(server, 'demo_a', found => found?.agentStatus === 'IN_SERVICE')).toMatchObject({ip: '127.0.0.1', peer: expect.stringMatching(/^127\.0\.0\.1:\d+$/u) as string});
		expect((await call(server, '/api/tunnelAgentInfo?app=demo')).json).toMatchObject({demo_a: {host: '127.0.0.1'}});
		const rival = await joinTunnel(server, {
			id: 'demo_a', headers: forged, connect: false, reconnectMs: 60_000,
		});
		await rival.until(() => rival.tries.length === 1);
		expect(onNotice.mock.calls.join('\n')).toMatch(/127\.0\.0\.1/u);
		expect(onNotice.mock.calls.join('\n')).not.toContain('6.6.6.6');
		// Nor does one let anybody in.
		const allow = new BlockList();
		allow.addAddress('6.6.6.6');
		const other = await startDoor({agents: {allow}});
		const stranger = await joinTunnel(other, {
			id: 'demo_b', headers: forged, connect: false, reconnectMs: 60_000,
		});
		await stranger.until(() => stranger.tries.length === 1);
		expect(stranger.tries).toEqual([403]);
	});

	test('an old agent says neither version nor application', async () => {
		const server = await startDoor();
		await joinTunnel(server, {id: 'old', version: null});
		await joinTunnel(server, {id: 'unset', version: 'unknown'});
		expect((await server.store.agents.get('old'))?.agentVersion).toBe('');
		expect((await server.store.agents.get('unset'))?.agentVersion).toBe('');
	});

	test('the address of the server may have a path and a query of its own', async () => {
		const server = await startDoor();
		for (const [index, path] of ['/ws/', '/ws/anything', '/ws?x=1'].entries()) {
			const agent = await joinTunnel(server, {url: doorUrl(server, path), id: `demo_${index}`});
			const console = consoleOf(server, `demo_${index}`);
			await console.untilPrompt();
			expect(agent.consoles).toBe(1);
		}
	});

	test('an assigned id survives a lost connection and a restart of the server', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {appName: 'shop'});
		const {id} = agent;
		agent.cut();
		await agent.until(() => agent.tries.length === 2);
		expect(agent.id).toBe(id);
		const {port} = server.tunnel!;
		await server.close();
		const next = await startDoor({tunnel: {port}});
		await untilAgent(next, id!, found => found?.agentStatus === 'IN_SERVICE');
		const console = consoleOf(next, id!);
		await console.untilPrompt();
		expect(agent.tries.length).toBeGreaterThanOrEqual(3);
	});

	test('ids with control characters and endless ones are refused', async () => {
		const server = await startDoor();
		for (const id of ['a\nb', 'x'.repeat(201)]) {
			const agent = await joinTunnel(server, {id, connect: false, reconnectMs: 60_000});
			await agent.until(() => agent.tries.length === 1);
			expect(agent.tries).toEqual([400]);
		}
	});

	test('one that gives no sign of life is out of service', async () => {
		const server = await startDoor({limits: {outAfterMs: 300}});
		const agent = await joinTunnel(server, {id: 'demo_a'});
		agent.freeze();
		const out = await untilAgent(server, 'demo_a', found => found?.agentStatus === 'OUT_OF_SERVICE');
		expect(out?.goneSince).toBe(0);
	});
});

test('a connection that is silent for 30 s is cut, and its agent comes back', async () => {
	vi.useFakeTimers({toFake: ['setInterval', 'clearInterval', 'performance']});
	onTestFinished(() => {
		vi.useRealTimers();
	});
	const server = await startDoor({limits: {outAfterMs: 3_600_000, downAfterMs: 3_600_000}});
	const agent = await joinTunnel(server, {id: 'demo_a'});
	await vi.advanceTimersByTimeAsync(5000);
	await agent.until(() => agent.pings === 1);
	agent.freeze();
	await vi.advanceTimersByTimeAsync(40_000);
	await untilAgent(server, 'demo_a', found => (found?.goneSince ?? 0) > 0);
	agent.thaw();
	await agent.until(() => agent.tries.length === 2);
	expect(agent.tries).toEqual(['open', 'open']);
});

describe('two agents of one id', () => {
	test('the second is refused while the first answers, and the person who runs the server is told', async () => {
		const notices: string[] = [];
		const server = await startDoor({
			onNotice(notice) {
				notices.push(notice);
			},
		});
		const first = await joinTunnel(server, {id: 'demo_a', pid: 9171});
		const second = await joinTunnel(server, {id: 'demo_a', pid: 4242, connect: false});
		await second.until(() => second.tries.length === 2);
		expect(second.tries).toEqual([409, 409]);
		expect(notices).toEqual([expect.stringMatching(/^a second agent at 127\.0\.0\.1:\d+ claims the id demo_a, which 127\.0\.0\.1:\d+ holds: it is refused$/u)]);
		const console = consoleOf(server, 'demo_a');
		await console.untilPrompt();
		expect(first.consoles).toBe(1);
		const listed = await call(server, '/agents?ext=1');
		expect((listed.json as unknown as Array<{rival?: string}>)[0]?.rival).toMatch(/^127\.0\.0\.1:\d+$/u);
	});

	test('a first one that does not answer is replaced, and its late end takes nothing away', async () => {
		const server = await startDoor();
		const first = await joinTunnel(server, {id: 'demo_a'});
		first.freeze();
		const second = await joinTunnel(server, {id: 'demo_a'});
		first.kill();
		const console = consoleOf(server, 'demo_a');
		await console.untilPrompt();
		expect([first.consoles, second.consoles]).toEqual([0, 1]);
		expect((await call(server, '/api/tunnelAgents?agentId=demo_a')).json).toEqual({success: true});
	});

	test('a channel agent and a tunnel agent don\'t share one either', async () => {
		const server = await startDoor();
		const {join} = await import('../harness.js');
		await using channel = await join(server, {agentId: 'demo_a'});
		const agent = await joinTunnel(server, {id: 'demo_a', connect: false, reconnectMs: 60_000});
		await agent.until(() => agent.tries.length === 1);
		expect(agent.tries).toEqual([409]);
		expect(channel.agentId).toBe('demo_a');
	});
});

describe('who may come in', () => {
	test('by the token behind the path, or by address', async () => {
		const server = await startDoor({agents: {token: 'tok 123'}});
		const stranger = await joinTunnel(server, {id: 'demo_a', connect: false, reconnectMs: 60_000});
		await stranger.until(() => stranger.tries.length === 1);
		expect(stranger.tries).toEqual([403]);
		await joinTunnel(server, {id: 'demo_b', url: doorUrl(server, '/ws/tok%20123')});
		const console = consoleOf(server, 'demo_b');
		await console.untilPrompt();
		const listed = await startDoor({agents: allowList(['10.0.0.0/8'])});
		await joinTunnel(listed, {id: 'demo_c'});
		expect((await listed.store.agents.get('demo_c'))?.ip).toBe('127.0.0.1');
	});

	test('no browser, whatever page sent it', async () => {
		const server = await startDoor();
		const browser = await joinTunnel(server, {
			id: 'demo_a', connect: false, reconnectMs: 60_000, headers: {'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)'},
		});
		await browser.until(() => browser.tries.length === 1);
		expect(browser.tries).toEqual([403]);
	});

	test('operators by the login of every other door, agents without', async () => {
		const server = await startDoor({login: {username: 'ann', password: 'secret'}});
		await joinTunnel(server, {id: 'demo_a'});
		for (const headers of [{}, basic('ann:wrong')]) {
			const refused = consoleOf(server, 'demo_a', headers);
			await refused.until(() => refused.refused !== undefined);
			expect(refused.refused).toBe(401);
			for (const path of ['/api/tunnelApps', '/api/tunnelAgents?agentId=demo_a', '/proxy/demo_a/arthas-output/', '/agents']) {
				expect((await call(atDoor(server), path, {headers})).status).toBe(401);
			}
		}

		const console = consoleOf(server, 'demo_a', basic('ann:secret'));
		await console.untilPrompt();
		const foreign = consoleOf(server, 'demo_a', {...basic('ann:secret'), origin: 'http://evil.example'});
		await foreign.until(() => foreign.refused !== undefined);
		expect(foreign.refused).toBe(403);
	});

	test('a server that only allows looking gives no console', async () => {
		const server = await startDoor({readOnly: true});
		await joinTunnel(server, {id: 'demo_a'});
		const console = consoleOf(server, 'demo_a');
		await console.until(() => console.refused !== undefined);
		expect(console.refused).toBe(403);
	});

	test('a dial-back that nobody asked for is refused', async () => {
		const server = await startDoor();
		await joinTunnel(server, {id: 'demo_a'});
		const socket = new WebSocket(`${doorUrl(server)}?method=openTunnel&clientConnectionId=GUESS&id=demo_a`);
		socket.on('error', () => undefined);
		const [, response] = await once(socket, 'unexpected-response') as [unknown, {statusCode: number}];
		expect(response.statusCode).toBe(503);
		socket.terminate();
	});

	test('with TLS as on every other port', async () => {
		const {selfSigned} = await import('../../../../source/commands/serve/self-signed.js');
		const server = await startDoor({tls: selfSigned(['127.0.0.1'])});
		await using agent = await startScriptedTunnelAgent({url: doorUrl(server).replace('ws:', 'wss:'), id: 'demo_a'});
		expect(agent.tries).toEqual(['open']);
	});
});

test('a port that is taken is named with its flag', async () => {
	const server = await startDoor();
	await expect(startDoor({tunnel: {port: server.tunnel!.port}})).rejects.toMatchObject({code: 'ERR_CONNECT_PORT', hint: expect.stringContaining('--tunnel-port') as string});
});

/** Its pages on the port of the agents. */
function atDoor<T extends {tunnel: {host: string; port: number} | undefined}>(server: T): T & {http: {host: string; port: number}} {
	return {...server, http: server.tunnel!};
}
