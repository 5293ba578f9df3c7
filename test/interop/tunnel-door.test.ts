import {randomBytes} from 'node:crypto';
import {
	mkdir, mkdtemp, readFile, rm, writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {
	afterAll, beforeAll, describe, expect, test,
} from 'vitest';
import {connect} from '../../source/core/client/connect.js';
import {fetchFile} from '../../source/core/client/files/fetch-file.js';
import {until} from '../../source/core/readable.js';
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

describe.skipIf(missing)('files that stock Arthas 4.1.5 wrote', () => {
	test.each(['straight', 'by the tunnel door', 'in the list of the server'])('are listed and fetched whole %s', async way => {
		const server = await start();
		await using jvm = await startJvm({main: 'math-game', sysprops: {'arthas.tunnelServer': doorUrl(server), 'arthas.agentId': 'demo_files'}});
		const into = await mkdtemp(path.join(tmpdir(), 'arthas-tui-fetched-'));
		const http = `http://127.0.0.1:${server.http.port}`;
		const address = {straight: `arthas+${jvm.httpUrl}`, 'by the tunnel door': `tunnel+${doorUrl(server)}?http=${http}`, 'in the list of the server': `channel+${http}`}[way] ?? '';
		try {
			await inService(server, 'demo_files');
			await using straight = connect(`arthas+${jvm.httpUrl}`);
			await straight.ready();
			await straight.openSession(straight.agents.getSnapshot()[0]!).run('heapdump --live arthas-output/heap.hprof', {approved: true}).ended;
			const name = way === 'straight' ? 'heap.hprof' : 'a b&c+é.bin';
			const output = path.join(jvm.home, 'arthas-output');
			await writeFile(path.join(output, 'a b&c+é.bin'), randomBytes(3 << 20));
			await using connection = connect(address);
			await connection.ready();
			const agent = connection.agents.getSnapshot().find(({kind}) => kind === 'jvm')!;
			const {signal} = new AbortController();
			const folder = await connection.files(agent, signal);
			const fetching = {
				folder, into, stallMs: 20_000, signal,
			};
			const {path: at} = await fetchFile({...fetching, name});
			const [fetched, written] = await Promise.all([readFile(at), readFile(path.join(output, name))]);
			expect(fetched.equals(written)).toBe(true);
			const {entries} = await folder.list('', signal);
			expect(entries.find(entry => entry.name === name)).toMatchObject({sizeBytes: written.length});
			if (way !== 'straight') {
				await expect(fetchFile({...fetching, name: 'heap.hprof'})).rejects.toMatchObject({code: 'ERR_FILE', message: expect.stringContaining('come through this tunnel') as string});
			}
		} finally {
			await rm(into, {recursive: true, force: true});
			await server.close();
		}
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

	test('`stop` typed by somebody else ends what runs as gone, tells consoles why, and nothing is sent after it', async () => {
		const server = await start();
		await using jvm = await startJvm({main: 'math-game', sysprops: {'arthas.tunnelServer': doorUrl(server), 'arthas.agentId': 'demo_stopped'}});
		try {
			await inService(server, 'demo_stopped');
			await using connection = connect(`channel+http://127.0.0.1:${server.http.port}`);
			await connection.ready();
			const agent = connection.agents.getSnapshot().find(({id}) => id === 'demo_stopped')!;
			const session = connection.openSession(agent);
			const job = session.run('watch demo.MathGame primeFactors');
			await until(job, ({results}) => results > 2);
			const [looking, stopping] = [consoleOf(server, agent.id), consoleOf(server, agent.id)];
			const prompt = `[arthas@${jvm.pid}]$ `;
			await looking.until(() => looking.output.endsWith(prompt));
			await stopping.until(() => stopping.output.endsWith(prompt));
			stopping.type('stop\r');
			expect(await job.ended).toEqual({name: 'lost', reason: 'agent-gone', mayStillRun: false});
			await looking.untilClosed();
			expect(looking.output).toContain('is closed because server is going to shutdown');
			await untilAgent(server, agent.id, found => found?.agentStatus !== 'IN_SERVICE');
			expect(await session.run('version').ended).toMatchObject({name: 'refused', by: 'agent-gone'});
		} finally {
			await server.close();
		}
	});
});
