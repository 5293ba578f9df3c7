import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {
	afterAll, beforeAll, describe, expect, test,
} from 'vitest';
import {connect} from '../../source/core/client/connect.js';
import {startServer, type ChannelServer} from '../../source/core/server/index.js';
import {testBackend} from '../core/client/contract.js';
import {watchNumber} from '../core/client/watch-number.js';
import {untilAgent} from '../core/server/harness.js';
import {consoleOf, doorUrl} from '../core/server/tunnel/harness.js';
import {startJvm, whyNoArthas, type Jvm} from './arthas.js';

const missing = await whyNoArthas();
const inService = async (server: ChannelServer, id: string) => untilAgent(server, id, found => found?.agentStatus === 'IN_SERVICE');

async function start(port = 0): Promise<ChannelServer> {
	return startServer({
		httpPort: 0, wsPort: 0, grpcPort: 0, tunnel: {port},
	});
}

describe.skipIf(missing)('stock Arthas 4.1.5 at our tunnel door', () => {
	let server: ChannelServer;
	let jvm: Jvm;

	beforeAll(async () => {
		server = await start();
		jvm = await startJvm({main: 'Numbered', sysprops: {'arthas.tunnelServer': doorUrl(server), 'arthas.agentId': 'demo_numbered'}});
		await inService(server, 'demo_numbered');
	});

	afterAll(async () => {
		await jvm[Symbol.asyncDispose]();
		await server.close();
	});

	// One JVM serves all cases, as it would its users: what a case leaves behind harms the next ones.
	const traits = {
		wishes: [],
		stream: 'watch demo.Numbered r200 params[0]',
		besides: 'watch demo.Numbered r500 params[0]',
		numberOf: watchNumber,
		isCountingBefore: true,
		many: 100,
		lossAfterCut: /^–$/u,
		hasAgentIds: true,
		isText: true,
	};
	testBackend('a real agent in the list of the server', async () => ({
		endpoint: `channel+http://127.0.0.1:${server.http.port}`, agentId: 'demo_numbered', [Symbol.asyncDispose]: async () => undefined,
	}), traits);
	testBackend('a real agent by the tunnel door', async () => ({
		endpoint: `tunnel+${doorUrl(server)}`, agentId: 'demo_numbered', [Symbol.asyncDispose]: async () => undefined,
	}), traits);

	test('its busiest threads come as results, and the agent is listed as one of the tunnel', async () => {
		await using connection = connect(`channel+http://127.0.0.1:${server.http.port}`);
		await connection.ready();
		const agent = connection.agents.getSnapshot().find(({id}) => id === 'demo_numbered')!;
		expect(agent).toMatchObject({
			via: 'tunnel', results: 'text', status: 'up', app: 'demo', version: '4.1.5',
		});
		const job = connection.openSession(agent).run('thread -n 3');
		expect(await job.ended).toMatchObject({name: 'done'});
		expect(job.entries().filter(({kind}) => kind === 'result')).toMatchObject([{result: {type: 'thread', busyThreads: [{}, {}, {}]}}]);
	});

	test('20 consoles at once show their prompts within a second', async () => {
		const startedAt = performance.now();
		const consoles = Array.from({length: 20}, () => consoleOf(server, 'demo_numbered'));
		await Promise.all(consoles.map(async console => console.until(() => console.output.endsWith(']$ '))));
		expect(performance.now() - startedAt).toBeLessThan(1000);
	});

	test('a file that the agent wrote comes through the proxy, and its folder is listed', async () => {
		await mkdir(path.join(jvm.home, 'arthas-output'), {recursive: true});
		await writeFile(path.join(jvm.home, 'arthas-output', 'a b&c+.html'), '<p>flame');
		const url = `http://127.0.0.1:${server.http.port}/proxy/demo_numbered/arthas-output/`;
		const list = await fetch(url);
		expect(await list.text()).toContain('a b&c+.html');
		const file = await fetch(`${url}a%20b%26c+.html`);
		expect([file.status, file.headers.get('content-type'), await file.text()]).toEqual([200, 'text/html;charset=utf-8', '<p>flame']);
		expect((await fetch(`${url}none.txt`)).status).toBe(404);
		expect((await fetch(url.replace('arthas-output/', 'api'))).headers.get('content-type')).toMatch(/json/u);
	});
});

describe.skipIf(missing)('a stock JVM that knows nothing but our address', () => {
	test('gets an id, opens a console at once, and is back under that id after our restart', async () => {
		const first = await start();
		await using jvm = await startJvm({main: 'math-game', sysprops: {'arthas.tunnelServer': doorUrl(first), 'arthas.appName': 'game'}});
		const [agent] = await first.store.agents.list();
		expect(agent).toMatchObject({agentId: expect.stringMatching(/^game_[A-Z\d]{20}$/u) as string, agentVersion: '4.1.5', appName: 'game'});
		const {agentId} = agent!;
		const console = consoleOf(first, agentId);
		await console.until(() => console.output.endsWith(`[arthas@${jvm.pid}]$ `));
		const {port} = first.tunnel!;
		await first.close();
		const second = await start(port);
		try {
			await inService(second, agentId);
			const next = consoleOf(second, agentId);
			await next.until(() => next.output.endsWith(`[arthas@${jvm.pid}]$ `));
			expect(await second.store.agents.list()).toHaveLength(1);
		} finally {
			await second.close();
		}
	});
});
