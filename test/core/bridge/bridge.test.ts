import {hostname} from 'node:os';
import {
	afterEach, describe, expect, it,
} from 'vitest';
import {startBridge, type Bridge, type BridgeOptions} from '../../../source/core/bridge/bridge.js';
import type {FoundArthas} from '../../../source/core/bridge/find-arthas.js';
import {connect} from '../../../source/core/client/connect.js';
import type {Connection} from '../../../source/core/client/connection.js';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import type {Job} from '../../../source/core/client/job.js';
import {selectTargets} from '../../../source/core/client/targets.js';
import {until} from '../../../source/core/readable.js';
import type {ChannelServer, StoredAgent} from '../../../source/core/server/index.js';
import {startArthasApi, type ArthasApi, type ArthasApiScript} from '../../servers/arthas-api.js';
import {
	call, command, post, startTestServer, untilAgent,
} from '../server/harness.js';

const disposables: AsyncDisposable[] = [];
afterEach(async () => {
	for (const one of disposables.splice(0).reverse()) {
		await one[Symbol.asyncDispose]();
	}
});

function own<T extends AsyncDisposable>(one: T): T {
	disposables.push(one);
	return one;
}

type Meeting = {server: ChannelServer; jvm: ArthasApi; bridge: Bridge; id: string; agent: (status: string) => Promise<StoredAgent | undefined>};

/** A JVM named `order` by its properties, a server, and a bridge between them that looks often. */
async function meet(script: ArthasApiScript = {}, options: Partial<BridgeOptions> = {}): Promise<Meeting> {
	const server = own(await startTestServer());
	const sysprop = {results: [{type: 'sysprop', jobId: 1, props: {'spring.application.name': 'order', 'db.password': 'x'}}]};
	const jvm = own(await startArthasApi({...script, commands: {sysprop, ...script.commands}}));
	const bridge = own(startBridge({
		server: `127.0.0.1:${server.grpc.port}`, endpoints: options.isAuto ? [] : [parseEndpoint(jvm.endpoint)], isAuto: false, lookMs: 30, heartbeatMs: 50, reconnectMs: 20, ...options,
	}));
	const id = `order-${hostname()}-${jvm.port}`.replaceAll(/[^\w.-]+/gu, '_');
	return {
		server, jvm, bridge, id, agent: async status => untilAgent(server, id, agent => agent?.agentStatus === status),
	};
}

async function client(server: ChannelServer): Promise<Connection> {
	const connection = connect(`channel+http://127.0.0.1:${server.http.port}`);
	own(connection);
	await connection.ready();
	return connection;
}

const results = (job: Job) => job.entries().flatMap(entry => entry.kind === 'result' ? [entry.result] : []);

describe('a bridged JVM', () => {
	it('is an agent with its application, version, host and labels, found by app=', async () => {
		const {server, agent, id} = await meet();
		expect(await agent('IN_SERVICE')).toMatchObject({
			agentId: id, appName: 'order', agentVersion: '4.1.5', hostname: hostname(), channelFeatures: expect.arrayContaining(['WebConsole', 'ExecuteCommand']) as unknown,
		});
		const connection = await client(server);
		const [found, ...others] = selectTargets(connection.agents.getSnapshot(), 'app=order pid=4711');
		expect(others).toEqual([]);
		expect(found).toMatchObject({
			kind: 'jvm', name: 'order', app: 'order', version: '4.1.5', labels: {bridge: hostname(), pid: '4711'},
		});
		const job = connection.openSession(found!).run('version');
		expect(await job.ended).toEqual({name: 'done', statusCode: 0, message: undefined});
		expect(results(job)).toMatchObject([{type: 'version', version: '4.1.5'}, {type: 'status'}]);
		// What tells its name holds secrets, which go nowhere.
		expect(JSON.stringify(await call(server, '/agents'))).not.toContain('db.password');
	});

	it('is out of service when its port stops answering, takes nothing then, and comes back as the same', async () => {
		const {server, jvm, agent, id} = await meet();
		const before = await agent('IN_SERVICE');
		await jvm.down();
		await agent('OUT_OF_SERVICE');
		const connection = await client(server);
		const job = connection.openSession(connection.agents.getSnapshot().find(one => one.id === id)!).run('version');
		expect(await job.ended).toMatchObject({name: 'failed', mayHaveRun: false});
		await jvm.up();
		const after = await agent('IN_SERVICE');
		expect(after?.incarnation).toBe(before?.incarnation);
	});

	it('is forgotten when it stays away, and joins again', async () => {
		const {server, jvm, id, agent} = await meet({}, {goneMs: 60});
		await agent('IN_SERVICE');
		await jvm.down();
		await untilAgent(server, id, agent => agent === undefined);
		await jvm.up();
		await agent('IN_SERVICE');
	});

	it('is another one when its process was replaced', async () => {
		const {server, jvm, agent, id} = await meet();
		await agent('IN_SERVICE');
		await jvm.down();
		await agent('OUT_OF_SERVICE');
		jvm.replaceProcess(4712);
		await jvm.up();
		const connection = await client(server);
		const now = await until(connection.agents, agents => agents.some(one => one.id === id && one.labels['pid'] === '4712' && one.status === 'up'));
		expect(now).toHaveLength(1);
	});

	it('is found on this host, appears with its process and disappears with it', async () => {
		let found: FoundArthas[] = [];
		const {server, jvm, bridge, id, agent} = await meet({}, {isAuto: true, find: async () => found});
		expect(bridge.jvms.getSnapshot()).toEqual([]);
		// The first of its ports is that of telnet, where nothing answers HTTP.
		found = [{
			pid: 4711, startedAtMs: 1, user: 'shop', ports: [1, jvm.port],
		}];
		await agent('IN_SERVICE');
		found = [];
		await untilAgent(server, id, agent => agent === undefined);
		expect(bridge.jvms.getSnapshot()).toEqual([]);
	});

	it('is not found where the host can\'t be read, which is told', async () => {
		const {bridge} = await meet({}, {
			isAuto: true, async find() {
				throw new Error('no /proc');
			},
		});
		expect(await until(bridge.trouble, why => why !== undefined)).toBe('no /proc');
	});

	it('that wants a login gets the one that it was given, and is told as waiting without', async () => {
		const auth = {username: 'ops', password: 'right'};
		const {bridge} = await meet({auth});
		expect(await until(bridge.jvms, ([jvm]) => jvm?.state.name === 'waiting' && jvm.state.why !== undefined)).toMatchObject([{state: {why: expect.stringMatching(/login|password/iu) as unknown}}]);
		const jvm = own(await startArthasApi({auth}));
		const server = own(await startTestServer());
		own(startBridge({server: `127.0.0.1:${server.grpc.port}`, endpoints: [parseEndpoint(jvm.endpoint, auth)], isAuto: false}));
		await untilAgent(server, `math-game-${hostname()}-${jvm.port}`, agent => agent?.agentStatus === 'IN_SERVICE');
	});
});

describe('through a bridge', () => {
	it('what was lost in the JVM is told as a gap, and why it ended', async () => {
		const {server, jvm, agent, id} = await meet({stream: {perSecond: 0}, healthMs: 0, waitMs: 10});
		await agent('IN_SERVICE');
		const connection = await client(server);
		const job = connection.openSession(connection.agents.getSnapshot().find(one => one.id === id)!).run('watch demo.MathGame primeFactors');
		await until(job, () => results(job).some(({type}) => type === 'enhancer'));
		while (jvm.pulls > 0) {
			jvm.emit();
		}

		jvm.emit(300);
		expect(await job.ended).toEqual({name: 'interrupted', by: 'server', ended: 'yes'});
		expect(job.getSnapshot().loss).toMatchObject({unknown: true});
		expect(job.entries().flatMap(entry => entry.kind === 'gap' ? [entry.gap.reason] : [])).toContain('consumer-overflow');
	});

	it('a stock client reads the same as text', async () => {
		const {server, jvm, agent, id} = await meet({stream: {perSecond: 0}, healthMs: 0, waitMs: 10});
		await agent('IN_SERVICE');
		const answer = post(server, `/agent/${id}/exec`, command('EXECUTE', 'watch demo.MathGame primeFactors'));
		await jvm.until(() => jvm.streamsRunning === 1 && jvm.pulls === 1);
		while (jvm.pulls > 0) {
			jvm.emit();
		}

		jvm.emit(300);
		const {text} = await answer;
		expect(text).toContain('results are missing here');
	});

	it('a command that can\'t be interrupted is told so', async () => {
		const {server, jvm, agent, id} = await meet({commands: {dashboard: {ends: 'never'}}});
		await agent('IN_SERVICE');
		const connection = await client(server);
		const job = connection.openSession(connection.agents.getSnapshot().find(one => one.id === id)!).run('dashboard');
		await jvm.until(() => jvm.jobsRunning === 1 && jvm.pulls === 1);
		expect(await job.interrupt()).toEqual({name: 'interrupted', by: 'us', ended: 'no'});
	});

	it('500 results of a short command are the agent\'s cap, as directly', async () => {
		const {server, agent, id} = await meet({commands: {sc: {results: Array.from({length: 600}, (_, number) => ({type: 'class', jobId: 1, number}))}}});
		await agent('IN_SERVICE');
		const connection = await client(server);
		const job = connection.openSession(connection.agents.getSnapshot().find(one => one.id === id)!).run('sc demo.*');
		expect(await job.ended).toEqual({name: 'limited', by: 'cap-500', statusCode: null});
		expect(results(job).filter(({type}) => type === 'class')).toHaveLength(500);
		expect(job.entries().flatMap(entry => entry.kind === 'gap' ? [entry.gap.reason] : [])).toEqual(['exec-cap']);
	});

	it('numbers that a double can\'t hold keep their digits', async () => {
		const {server, agent, id} = await meet({commands: {version: {results: ['{"jobId":1,"type":"version","version":12345678901234567890}']}}});
		await agent('IN_SERVICE');
		const answer = await post(server, `/agent/${id}/exec`, command('EXECUTE', 'version'));
		expect(answer.text).toContain('12345678901234567890');
	});
});
