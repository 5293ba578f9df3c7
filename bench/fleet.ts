// Two thousand agents, each on a TCP connection of its own from one other process: how fast they are listed, what they
// cost from then on, how fast the list is given, and one command on five hundred of them from one command line. A bare
// gRPC server without any logic takes the same fleet in the same run.
import {setTimeout as wait} from 'node:timers/promises';
import {Client} from 'undici';
import type {FleetChild} from './children/fleet.js';
import type {RelayChild} from './children/relay.js';
import type {ServerChild} from './children/server.js';
import {buildChildren} from './support/build-children.js';
import {startChild, type Child} from './support/child.js';
import {cleanPlace} from './support/clean-place.js';
import {printFigure} from './support/print-figure.js';
import {program} from './support/program.js';
import {runNode} from './support/run-process.js';
import {median, percentile} from './support/statistics.js';

const rounds = 3;
const agents = 2000;
const idleMs = 15_000;
const lists = 100;
const commands = 3;
const targets = 500;

type Taken = {
	/** Until `/agents` had all of them in service; of the bare server until it had taken the last one's streams. */
	listedMs: number;
	joinedMs: number;
	core: number;
	rss: number;
	peak: number;
};

await using children = await buildChildren();
await using place = await cleanPlace();
const server: Taken[] = [];
const bare: Taken[] = [];
const listMs: number[] = [];
const execs: Array<{ms: number; answered: number; failed: number}> = [];
for (let round = 0; round < rounds; round++) {
	bare.push(await takeBare());
	server.push(await takeServer());
}

const of = (taken: Taken[], key: keyof Taken) => median(taken.map(one => one[key]));
printFigure({
	figure: '2,000 agents: all listed',
	value: of(server, 'listedMs') / 1000,
	unit: 's',
	atMost: 10,
	joined: of(server, 'joinedMs') / 1000,
	bareJoined: of(bare, 'joinedMs') / 1000,
	rounds,
});
printFigure({
	figure: '2,000 agents: processor of the server', value: of(server, 'core') * 100, unit: '% of one core', atMost: 15, bare: of(bare, 'core') * 100, seconds: idleMs / 1000, rounds,
});
printFigure({
	figure: '2,000 agents: memory of the server',
	value: of(server, 'rss') / 1e6,
	unit: 'MB',
	atMost: 260,
	peak: of(server, 'peak') / 1e6,
	bare: of(bare, 'rss') / 1e6,
	barePeak: of(bare, 'peak') / 1e6,
	rounds,
});
printFigure({
	figure: '2,000 agents: GET /agents p95', value: percentile(listMs, 0.95), unit: 'ms', atMost: 50, p50: percentile(listMs, 0.5), calls: listMs.length,
});
printFigure({
	figure: `exec version on ${targets} agents, whole process`,
	value: median(execs.map(({ms}) => ms)) / 1000,
	unit: 's',
	atMost: 2,
	isWell: execs.every(({answered, failed}) => answered + failed === targets),
	answered: execs.map(({answered}) => answered),
	failed: execs.map(({failed}) => failed),
	runs: execs.map(({ms}) => ms / 1000),
});

async function takeBare(): Promise<Taken> {
	await using child = await startChild<RelayChild>(children, 'relay');
	await using fleet = await startChild<FleetChild>(children, 'fleet');
	const {grpc} = await child.ask('started');
	const joinedMs = await fleet.ask('join', grpc, agents);
	const cost = await costOf(child);
	return {joinedMs, listedMs: joinedMs, ...cost};
}

async function takeServer(): Promise<Taken> {
	await using child = await startChild<ServerChild>(children, 'server');
	await using fleet = await startChild<FleetChild>(children, 'fleet');
	const {http, grpc} = await child.ask('started');
	const client = new Client(`http://${http}`);
	const list = async () => {
		const answer = await client.request({method: 'GET', path: '/agents'});
		return answer.body.text();
	};

	const startedAt = performance.now();
	const joining = fleet.ask('join', grpc, agents);
	let listed = '';
	while (inService(listed) < agents && performance.now() - startedAt < 60_000) {
		await wait(100);
		listed = await list();
	}

	const listedMs = performance.now() - startedAt;
	const joinedMs = await joining;
	const cost = await costOf(child);
	for (let call = 0; call < lists; call++) {
		const calledAt = performance.now();
		await list();
		listMs.push(performance.now() - calledAt);
		await wait(20);
	}

	await client.close();
	for (let command = 0; command < commands; command++) {
		execs.push(await execOnMany(http));
	}

	return {joinedMs, listedMs, ...cost};
}

/** What the fleet's heartbeats cost once everybody is there. */
async function costOf(child: Child<RelayChild>): Promise<{core: number; rss: number; peak: number}> {
	await wait(2000);
	const [before, startedAt] = [await child.ask('cpu'), performance.now()];
	await wait(idleMs);
	const core = (await child.ask('cpu') - before) / (performance.now() - startedAt);
	return {core, ...await child.ask('memory')};
}

function inService(listed: string): number {
	return listed.split('"IN_SERVICE"').length - 1;
}

async function execOnMany(http: string): Promise<{ms: number; answered: number; failed: number}> {
	const {ms, stdout, stderr} = await runNode([program(), 'exec', '--connect', `channel+http://${http}`, '--on', 'id~^bench-0[0-4]', '--parallel', '64', '--json', 'version'], place.env);
	let outcomes: Array<{state?: string; results?: unknown[]}>;
	try {
		outcomes = JSON.parse(stdout) as typeof outcomes;
	} catch {
		throw new Error(`exec printed no JSON: ${stdout.slice(0, 500)}${stderr.slice(0, 500)}`);
	}

	const answered = outcomes.filter(({state, results}) => state === 'done' && JSON.stringify(results).includes('3.5.6')).length;
	return {ms, answered, failed: outcomes.length - answered};
}
