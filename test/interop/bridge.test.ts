import {hostname} from 'node:os';
import {
	afterAll, beforeAll, describe, expect, test,
} from 'vitest';
import {startBridge, type Bridge} from '../../source/core/bridge/bridge.js';
import {connect} from '../../source/core/client/connect.js';
import {parseEndpoint} from '../../source/core/client/endpoint.js';
import {selectTargets} from '../../source/core/client/targets.js';
import {startServer, type ChannelServer} from '../../source/core/server/index.js';
import {testBackend} from '../core/client/contract.js';
import {watchNumber} from '../core/client/watch-number.js';
import {untilAgent} from '../core/server/harness.js';
import {startJvm, whyNoArthas, type Jvm} from './arthas.js';

const missing = await whyNoArthas();

describe.skipIf(missing)('stock Arthas 4.1.5 through the bridge', () => {
	let server: ChannelServer;
	let jvm: Jvm;
	let bridge: Bridge;
	let id: string;

	beforeAll(async () => {
		server = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
		jvm = await startJvm({main: 'Numbered', sysprops: {'spring.application.name': 'order'}});
		bridge = startBridge({server: `127.0.0.1:${server.grpc.port}`, endpoints: [parseEndpoint(`arthas+${jvm.httpUrl}`)], isAuto: false});
		id = `order-${hostname()}-${jvm.httpPort}`;
		await untilAgent(server, id, agent => agent?.agentStatus === 'IN_SERVICE');
	});

	afterAll(async () => {
		await bridge[Symbol.asyncDispose]();
		await jvm[Symbol.asyncDispose]();
		await server.close();
	});

	// One JVM serves all cases, as it would its users: what a case leaves behind harms the next ones.
	testBackend('a real JVM in the list of the server', async () => ({
		endpoint: `channel+http://127.0.0.1:${server.http.port}`, agentId: id, [Symbol.asyncDispose]: async () => undefined,
	}), {
		wishes: [],
		stream: 'watch demo.Numbered r200 params[0]',
		besides: 'watch demo.Numbered r500 params[0]',
		numberOf: watchNumber,
		isCountingBefore: true,
		many: 40,
		// The server numbers its messages, but nobody those of the JVM before them.
		lossAfterCut: /^(?:0|(?:\d+\+)?\?)$/u,
		hasAgentIds: true,
	});

	test('it is found by its application and answers with its busiest threads', async () => {
		await using connection = connect(`channel+http://127.0.0.1:${server.http.port}`);
		await connection.ready();
		const [agent] = selectTargets(connection.agents.getSnapshot(), 'app=order');
		expect(agent).toMatchObject({
			kind: 'jvm', via: 'channel', results: 'structured', status: 'up', version: '4.1.5', host: hostname(), labels: {pid: String(jvm.pid), port: String(jvm.httpPort)},
		});
		const job = connection.openSession(agent!).run('thread -n 3');
		expect(await job.ended).toMatchObject({name: 'done', statusCode: 0});
		expect(job.entries().filter(({kind}) => kind === 'result')).toMatchObject([{result: {type: 'thread', busyThreads: [{}, {}, {}]}}, {result: {type: 'status'}}]);
	});

	test('a watch through it has every number that the direct one has', async () => {
		await using through = connect(`channel+http://127.0.0.1:${server.http.port}`);
		await using direct = connect(`arthas+${jvm.httpUrl}`);
		for (const connection of [direct, through]) {
			await connection.ready();
			const agent = connection.agents.getSnapshot().find(agent => agent.id === id) ?? connection.agents.getSnapshot()[0]!;
			const job = connection.openSession(agent).run('watch demo.Numbered r200 params[0] -n 600');
			expect(await job.ended).toMatchObject({name: 'limited', by: '-n'});
			const numbers = job.entries().flatMap(entry => entry.kind === 'result' && entry.result.type === 'watch' ? [watchNumber(entry.result)] : []);
			expect(numbers).toEqual(Array.from({length: 600}, (_, index) => numbers[0]! + index));
			expect(job.getSnapshot().loss).toEqual({exact: 0, atLeast: 0, unknown: false});
		}
	});

	test('a JVM of this host is found by itself, appears, and disappears when it is killed', async () => {
		await using auto = startBridge({
			server: `127.0.0.1:${server.grpc.port}`, endpoints: [parseEndpoint(`arthas+${jvm.httpUrl}`)], isAuto: true, lookMs: 500,
		});
		const other = await startJvm({main: 'math-game', sysprops: {'project.name': 'game'}});
		const otherId = `game-${hostname()}-${other.httpPort}`;
		try {
			await untilAgent(server, otherId, agent => agent?.agentStatus === 'IN_SERVICE');
			expect(auto.jvms.getSnapshot().map(({where}) => where)).toContain(`127.0.0.1:${other.httpPort}`);
		} finally {
			await other[Symbol.asyncDispose]();
		}

		await untilAgent(server, otherId, agent => agent === undefined);
	});
});
