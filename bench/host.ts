// What the host agent adds to a command, what it takes while it does nothing, and how long one question to 1,000 hosts takes.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {Pool} from 'undici';
import {selfSigned} from '../source/commands/serve/self-signed.js';
import {createHostWatch} from '../source/actions/live/host-watch.js';
import {connect} from '../source/core/client/connect.js';
import {startHostAgent, type HostAgent} from '../source/core/host/agent.js';
import {openAudit} from '../source/core/host/audit.js';
import {createBashGate} from '../source/core/host/bash-gate.js';
import {defaultBashPolicy} from '../source/core/host/bash-policy.js';
import {methods} from '../source/core/host/index.js';
import {until} from '../source/core/readable.js';
import type {HostAgentChild} from './children/host-agent.js';
import type {HostServerChild} from './children/host-server.js';
import {buildChildren} from './support/build-children.js';
import {startChild, type Child} from './support/child.js';
import {printFigure} from './support/print-figure.js';
import {median, percentile} from './support/statistics.js';

const hosts = 1000;
const tls = selfSigned(['localhost', '127.0.0.1']);

await addedToBash();
await using children = await buildChildren();
await using server = await startChild<HostServerChild>(children, 'host-server');
const {http, hosts: port} = await server.ask('start', tls);
await idleAgent();
await questionToAll();

/** A command behind policy and audit, against the same spawned as directly as Node can, in turn. */
async function addedToBash(): Promise<void> {
	const folder = mkdtempSync(path.join(tmpdir(), 'bench-host-'));
	const audit = openAudit(path.join(folder, 'audit'));
	const gate = createBashGate({policy: () => defaultBashPolicy, audit});
	const {signal} = new AbortController();
	const through = async () => gate.run({command: 'true', seconds: 10}, {signal});
	const direct = async () => {
		const child = spawn('bash', ['-c', 'true'], {cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'pipe']});
		child.stdout.resume();
		child.stderr.resume();
		await once(child, 'close');
	};

	const ms = {through: [] as number[], direct: [] as number[]};
	const time = async (run: () => Promise<unknown>) => {
		const start = performance.now();
		await run();
		return performance.now() - start;
	};

	for (let run = 0; run < 400; run++) {
		const [directly, gated] = [await time(direct), await time(through)];
		if (run >= 50) {
			ms.direct.push(directly);
			ms.through.push(gated);
		}
	}

	audit.close();
	rmSync(folder, {recursive: true});
	printFigure({
		figure: 'sync.bash of true, added over spawning bash, p50', value: median(ms.through) - median(ms.direct), unit: 'ms', atMost: 1, through: median(ms.through), direct: median(ms.direct),
		p95: {through: percentile(ms.through, 0.95), direct: percentile(ms.direct, 0.95)},
	});
}

async function idleAgent(): Promise<void> {
	await using agent = await startChild<HostAgentChild>(children, 'host-agent');
	await agent.ask('start', port, tls.cert);
	await delay(2000);
	const before = await agent.ask('cpu');
	await delay(10_000);
	const ms = await agent.ask('cpu') - before;
	const {rss} = await agent.ask('memory');
	printFigure({
		figure: 'host agent idle, resident', value: rss / (1 << 20), unit: 'MiB', atMost: 70,
	});
	printFigure({
		figure: 'host agent idle, of a core', value: ms / 100, unit: '%', atMost: 0.5,
	});
	await watchedAgent(agent);
}

/** The same agent while one pane of a screen looks at it, asking for what changes each second. */
async function watchedAgent(agent: Child<HostAgentChild>): Promise<void> {
	const connection = connect(`channel+http://${http}`);
	const listed = await until(connection.agents, agents => agents.length > 0);
	const pane = createHostWatch({
		agent: listed[0]!, open: () => ({agent: listed[0]!, session: connection.openSession(listed[0]!)}), everyMs: 1000, now: Date.now,
	});
	pane.look(true);
	await delay(5000);
	const before = await agent.ask('cpu');
	const samples = pane.courses().get('cpu')?.length ?? 0;
	await delay(60_000);
	const ms = await agent.ask('cpu') - before;
	const {rss} = await agent.ask('memory');
	const answered = (pane.courses().get('cpu')?.length ?? 0) - samples;
	await pane.end();
	await connection.close();
	printFigure({
		figure: 'host agent with one pane watching at 1 s, resident', value: rss / (1 << 20), unit: 'MiB',
	});
	printFigure({
		figure: 'host agent with one pane watching at 1 s, of a core over a minute', value: ms / 600, unit: '%', atMost: 0.5, isWell: answered >= 55, answered,
	});
}

async function questionToAll(): Promise<void> {
	const load = methods.filter(({name}) => name === 'getinfo.load');
	const dialled: HostAgent[] = [];
	const began = performance.now();
	for (let from = 0; from < hosts; from += 100) {
		dialled.push(...await Promise.all(Array.from({length: 100}, async (_, index) => dialIn(from + index, load))));
	}

	const dialMs = performance.now() - began;
	const pool = new Pool(`http://${http}`, {connections: 64});
	const body = JSON.stringify({action: 'EXECUTE', executeParams: {commandLine: 'getinfo.load', resultFormat: 'JSON'}});
	const ask = async (index: number) => {
		const answer = await pool.request({
			method: 'POST', path: `/agent/${idOf(index)}/exec`, headers: {'content-type': 'application/json'}, body,
		});
		return (await answer.body.text()).includes(String.raw`statusCode\":0`);
	};

	const taken: number[] = [];
	let answered = 0;
	for (let round = 0; round < 5; round++) {
		const start = performance.now();
		const answers = await Promise.all(Array.from({length: hosts}, async (_, index) => ask(index)));
		taken.push(performance.now() - start);
		answered = answers.filter(Boolean).length;
	}

	printFigure({
		figure: `${hosts} hosts dialled in with TLS, one getinfo.load on all`, value: median(taken) / 1000, unit: 's', atMost: 2,
		isWell: answered === hosts, answered, dialS: dialMs / 1000,
	});
	const {rss} = await server.ask('memory');
	printFigure({
		figure: `server with ${hosts} hosts over TLS, resident`, value: rss / (1 << 20), unit: 'MiB', atMost: 300,
	});
	await pool.close();
	await Promise.all(dialled.map(async agent => agent[Symbol.asyncDispose]()));
}

async function dialIn(index: number, load: typeof methods): Promise<HostAgent> {
	const agent = await startHostAgent({
		identity: idOf(index), version: 'bench', methods: load, server: {host: '127.0.0.1', port}, trust: {ca: tls.cert},
	});
	await until(agent.state!, ({name}) => name === 'connected');
	return agent;
}

function idOf(index: number): string {
	return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}
