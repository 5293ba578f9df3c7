// What the server adds to a command: `exec` over HTTP through it, against the same agent called over its own streams
// by a caller in this process, in turn. The agent lives in a process of its own and answers at once.
import {Client} from 'undici';
import type {AgentChild} from './children/agent.js';
import type {ServerChild} from './children/server.js';
import {buildChildren} from './support/build-children.js';
import {startChild} from './support/child.js';
import {startDirectCaller} from './support/direct-caller.js';
import {printFigure} from './support/print-figure.js';
import {median, percentile} from './support/statistics.js';

const rounds = 9;
const calls = 500;
/** Neighbours in time, so that a busy moment of this machine falls on both ways. */
const block = 50;

await using children = await buildChildren();
await using server = await startChild<ServerChild>(children, 'server');
await using agent = await startChild<AgentChild>(children, 'agent');
using caller = await startDirectCaller();
const {http, grpc} = await server.ask('started');
await agent.ask('join', grpc, 'bench');
await agent.ask('join', caller.address, 'bench');

const client = new Client(`http://${http}`);
const body = JSON.stringify({action: 'EXECUTE', executeParams: {commandLine: 'version', resultFormat: 'JSON'}});
const through = async () => {
	const answer = await client.request({
		method: 'POST', path: '/agent/bench/exec', headers: {'content-type': 'application/json'}, body,
	});
	check(await answer.body.text());
};

const direct = async () => {
	const {executeResult} = await caller.call('version');
	check(executeResult?.resultsJson ?? '');
};

await times(through, 1000);
await times(direct, 1000);
const added = {p50: [] as number[], p99: [] as number[]};
const both = {through: [] as number[], direct: [] as number[]};
for (let round = 0; round < rounds; round++) {
	const ms = {through: [] as number[], direct: [] as number[]};
	for (let done = 0; done < calls; done += block) {
		ms.direct.push(...await times(direct, block));
		ms.through.push(...await times(through, block));
	}

	added.p50.push(percentile(ms.through, 0.5) - percentile(ms.direct, 0.5));
	added.p99.push(percentile(ms.through, 0.99) - percentile(ms.direct, 0.99));
	both.through.push(...ms.through);
	both.direct.push(...ms.direct);
}

await client.close();
for (const [name, share, atMost] of [['p50', 0.5, 1.5], ['p99', 0.99, 6]] as const) {
	printFigure({
		figure: `exec through the server, added time ${name}`,
		value: median(added[name]),
		unit: 'ms',
		atMost,
		through: percentile(both.through, share),
		direct: percentile(both.direct, share),
		calls,
		rounds,
	});
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

function check(answer: string): void {
	if (!answer.includes('3.5.6')) {
		throw new Error(`the agent answered ${answer}`);
	}
}
