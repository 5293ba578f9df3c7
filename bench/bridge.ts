// What the bridge adds: `exec version` on a real JVM through bridge and server against the same over its own HTTP API, in
// turn, and a watch both ways. Server and bridge are processes of their own. Needs Java and Maven.
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {Client} from 'undici';
import {connect} from '../source/core/client/connect.js';
import type {Connection} from '../source/core/client/connection.js';
import {formatLoss, type Loss} from '../source/core/client/job-state.js';
import {prepareArthas, startJvm} from '../test/interop/arthas.js';
import type {BridgeChild} from './children/bridge.js';
import type {ServerChild} from './children/server.js';
import {buildChildren} from './support/build-children.js';
import {startChild} from './support/child.js';
import {printFigure} from './support/print-figure.js';
import {median, percentile} from './support/statistics.js';

const rounds = 9;
const calls = 60;
/** Neighbours in time, so that a busy moment of this machine falls on both ways. */
const block = 10;
const watches = 3;
const hits = 5000;

const home = await prepareArthas();
if ('skip' in home) {
	process.stderr.write(`bridge: ${home.skip}\n`);
} else {
	await using children = await buildChildren();
	await using server = await startChild<ServerChild>(children, 'server');
	await using bridge = await startChild<BridgeChild>(children, 'bridge');
	await using jvm = await startJvm({main: 'Numbered'});
	const {http, grpc} = await server.ask('started');
	const id = await bridge.ask('start', grpc, jvm.httpUrl);
	await using through = await reach(`channel+http://${http}`, id);
	await using direct = await reach(`arthas+${jvm.httpUrl}`);
	await addedTime(`http://${http}`, id, jvm.httpUrl);
	await sameWatch(through, direct);
	const {rss} = await bridge.ask('memory');
	printFigure({
		figure: 'bridge: its process after the above, resident', value: rss / 1e6, unit: 'MB',
	});
}

async function reach(url: string, id?: string): Promise<Connection> {
	const connection = connect(url);
	await connection.ready();
	while (id !== undefined && !connection.agents.getSnapshot().some(agent => agent.id === id && agent.status === 'up')) {
		await wait(50);
	}

	return connection;
}

async function addedTime(server: string, id: string, url: string): Promise<void> {
	const ways = {
		through: caller(server, `/agent/${id}/exec`, {action: 'EXECUTE', executeParams: {commandLine: 'version', resultFormat: 'JSON'}}),
		direct: caller(url, '/api', {action: 'exec', command: 'version'}),
	};
	await times(ways.through.call, 100);
	await times(ways.direct.call, 100);
	const added: number[] = [];
	const all = {through: [] as number[], direct: [] as number[]};
	for (let round = 0; round < rounds; round++) {
		const ms = {through: [] as number[], direct: [] as number[]};
		for (let done = 0; done < calls; done += block) {
			ms.direct.push(...await times(ways.direct.call, block));
			ms.through.push(...await times(ways.through.call, block));
		}

		added.push(median(ms.through) - median(ms.direct));
		all.through.push(...ms.through);
		all.direct.push(...ms.direct);
	}

	await ways.through.client.close();
	await ways.direct.client.close();
	printFigure({
		figure: 'bridge: exec version, added to direct HTTP, p50', value: median(added), unit: 'ms', atMost: 3,
		through: median(all.through), direct: median(all.direct), p95: {through: percentile(all.through, 0.95), direct: percentile(all.direct, 0.95)}, calls, rounds,
	});
}

function caller(origin: string, path: string, body: object): {client: Client; call: () => Promise<void>} {
	const client = new Client(origin);
	return {
		client,
		async call() {
			const answer = await client.request({
				method: 'POST', path, headers: {'content-type': 'application/json'}, body: JSON.stringify(body),
			});
			const text = await answer.body.text();
			if (!text.includes('4.1.5')) {
				throw new Error(`the agent answered ${text}`);
			}
		},
	};
}

async function times(call: () => Promise<void>, count: number): Promise<number[]> {
	const ms: number[] = [];
	for (let index = 0; index < count; index++) {
		const startedAt = performance.now();
		await call();
		ms.push(performance.now() - startedAt);
	}

	return ms;
}

type Watched = {received: number; told: Loss};

/** One after the other, so that neither disturbs the other. */
async function sameWatch(through: Connection, direct: Connection): Promise<void> {
	const all = {through: [] as Watched[], direct: [] as Watched[]};
	for (let round = 0; round < watches; round++) {
		all.direct.push(await watch(direct));
		all.through.push(await watch(through));
	}

	const missing = (watched: Watched[]) => watched.reduce((sum, {received}) => sum + hits - received, 0);
	const tell = (watched: Watched[]) => watched.map(({received, told}) => ({missing: hits - received, told: formatLoss(told)}));
	printFigure({
		figure: `bridge: results of a watch of ${hits} lost through it beyond those that the direct client loses`,
		value: Math.max(0, missing(all.through) - missing(all.direct)), unit: 'results', atMost: 0,
		isWell: all.through.every(({received, told}) => told.exact + told.atLeast >= hits - received), through: tell(all.through), direct: tell(all.direct), watches,
	});
}

async function watch(connection: Connection): Promise<Watched> {
	const [agent] = connection.agents.getSnapshot();
	const job = connection.openSession(agent!).run(`watch demo.Numbered r1000 params[0] -n ${hits}`, {timeoutMs: 60_000, approved: true});
	let received = 0;
	for await (const entry of job) {
		received += entry.kind === 'result' && entry.result.type === 'watch' ? 1 : 0;
	}

	const end = await job.ended;
	if (end.name !== 'limited' && end.name !== 'done') {
		throw new Error(`the watch ended as ${JSON.stringify(end)}`);
	}

	return {received, told: job.getSnapshot().loss};
}
