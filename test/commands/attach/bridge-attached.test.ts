import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {createServer, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {bridgeAttached} from '../../../source/commands/attach/bridge-attached.js';
import {startEmbedded} from '../../../source/commands/embedded.js';
import {connect} from '../../../source/core/client/connect.js';
import {openAttachments, type Attachments} from '../../../source/core/host/attach/attachments.js';
import type {ChannelServer} from '../../../source/core/server/index.js';
import {startTestServer, untilAgent} from '../../core/server/harness.js';
import {startArthasApi, type ArthasApi} from '../../servers/arthas-api.js';

const login = {username: 'arthas-tui', password: 'made-here'};
const disposables: AsyncDisposable[] = [];
let attachments: Attachments;
let jvm: ArthasApi;

// This process stands for the JVM: Arthas listens in it.
beforeEach(async () => {
	const state = await mkdtemp(path.join(tmpdir(), 'arthas-tui-bridged-'));
	disposables.push({[Symbol.asyncDispose]: async () => rm(state, {recursive: true, force: true})});
	attachments = openAttachments(state);
	jvm = own(await startArthasApi({auth: login}));
});

afterEach(async () => {
	for (const one of disposables.splice(0).reverse()) {
		await one[Symbol.asyncDispose]();
	}
});

function own<T extends AsyncDisposable>(one: T): T {
	disposables.push(one);
	return one;
}

function attach(): void {
	attachments.add({
		pid: process.pid, agentId: 'game_1', port: jvm.port, ...login,
	}, {});
}

const bridge = ({grpc, store}: ChannelServer) => own(bridgeAttached({store}, {address: `127.0.0.1:${grpc.port}`, attachments}));

test('what is attached while a server runs joins it, with its login, under the id that was told, and leaves when it is detached', async () => {
	const server = own(await startTestServer());
	await bridge(server).ready;
	attach();
	expect(await untilAgent(server, 'game_1', agent => agent?.agentStatus === 'IN_SERVICE')).toMatchObject({agentVersion: '4.1.5'});
	attachments.remove(process.pid);
	await untilAgent(server, 'game_1', agent => agent === undefined);
});

test('what was attached before comes back with the next server, which is ready when it lists it', async () => {
	attach();
	for (let start = 0; start < 2; start++) {
		const server = own(await startTestServer());
		const bridged = bridge(server);
		await bridged.ready;
		expect(await server.store.agents.get('game_1')).toMatchObject({agentStatus: 'IN_SERVICE'});
		await bridged[Symbol.asyncDispose]();
	}
});

test('an Arthas that has been stopped is waited for by nobody, and whoever took its port is not asked', async () => {
	const server = own(await startTestServer());
	attachments.add({
		pid: process.ppid, agentId: 'game_1', port: jvm.port, ...login,
	}, {});
	expect(await bridge(server).ready).toEqual([]);
	expect(await server.store.agents.get('game_1')).toBeUndefined();
	expect(jvm.requests).toEqual([]);
});

test('a single command finds it on the server that it brings along, with structured results', async () => {
	attach();
	const embedded = await startEmbedded({attachments});
	const connection = connect(embedded.endpoint);
	try {
		await connection.ready();
		const agent = connection.agents.getSnapshot().find(({id}) => id === 'game_1');
		expect(agent).toMatchObject({status: 'up', results: 'structured', labels: {pid: String(process.pid)}});
		const job = connection.openSession(agent!).run('version');
		expect(await job.ended).toMatchObject({name: 'done', statusCode: 0});
	} finally {
		await connection.close();
		await embedded.close();
	}
});

/** Several of them: a list of its own, since this process is but one JVM to what is written down. */
function attachAll(jvms: ReadonlyArray<{agentId: string; port: number; password?: string}>): void {
	attachments = {
		...attachments,
		list: () => jvms.map(({agentId, port, password = login.password}, index) => ({
			pid: process.pid, startTicks: 0, attachedAtMs: index, agentId, port, username: login.username, password,
		})),
	};
}

test('it is ready when all have joined or failed, side by side, and lists what failed as down', async () => {
	const silent = createServer();
	silent.listen(0, '127.0.0.1');
	await once(silent, 'listening');
	own({
		async [Symbol.asyncDispose]() {
			silent.close();
		},
	});
	const {port} = silent.address() as AddressInfo;
	const jvms = [jvm, own(await startArthasApi({auth: login})), own(await startArthasApi({auth: login}))];
	attachAll([
		{agentId: 'hung_1', port},
		{agentId: 'hung_2', port},
		{agentId: 'locked_1', port: jvm.port, password: 'another'},
		...jvms.map((one, index) => ({agentId: `game_${index}`, port: one.port})),
	]);
	const server = own(await startTestServer());
	const startedAt = performance.now();
	const absent = await bridge(server).ready;
	expect(performance.now() - startedAt, 'no longer than one that hangs').toBeLessThan(9000);
	expect(absent).toEqual([
		{agentId: 'hung_1', pid: process.pid, why: `process ${process.pid} doesn't answer on its port ${port}`},
		{agentId: 'hung_2', pid: process.pid, why: `process ${process.pid} doesn't answer on its port ${port}`},
		{agentId: 'locked_1', pid: process.pid, why: expect.stringMatching(/login|password/u) as string},
	]);
	const agents = await server.store.agents.list();
	expect(Object.fromEntries(agents.map(({agentId, agentStatus}) => [agentId, agentStatus]))).toEqual({
		hung_1: 'DOWN', hung_2: 'DOWN', locked_1: 'DOWN', game_0: 'IN_SERVICE', game_1: 'IN_SERVICE', game_2: 'IN_SERVICE',
	});
}, 20_000);
