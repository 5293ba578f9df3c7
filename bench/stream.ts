// One agent streams numbered results of 560 bytes to one reader, through the server and through a bare relay in turn:
// three processes each time. Also the server's memory after that load.
import type {AgentChild} from './children/agent.js';
import type {ReaderChild} from './children/reader.js';
import type {RelayChild} from './children/relay.js';
import type {ServerChild} from './children/server.js';
import {buildChildren} from './support/build-children.js';
import {startChild} from './support/child.js';
import {printFigure} from './support/print-figure.js';
import {
	relayDoor, runStream, serverDoor, type StreamOutcome,
} from './support/run-stream.js';
import {median} from './support/statistics.js';

const rounds = 5;
const warmUp = 20_000;
const count = 80_000;

await using children = await buildChildren();
const server: Array<StreamOutcome & {rss: number; peak: number; cpuPerResult: number}> = [];
const relay: Array<StreamOutcome & {rss: number; cpuPerResult: number}> = [];
for (let round = 0; round < rounds; round++) {
	relay.push(await throughRelay());
	server.push(await throughServer());
}

const ratios = server.map((outcome, round) => outcome.perSecond / relay[round]!.perSecond);
const undeclared = server.reduce((sum, outcome) => sum + outcome.undeclared + outcome.disordered, 0);
printFigure({
	figure: 'stream to one reader against a bare relay',
	value: median(ratios),
	unit: 'ratio',
	atLeast: 0.8,
	isWell: undeclared === 0,
	perSecond: median(server.map(({perSecond}) => perSecond)),
	relayPerSecond: median(relay.map(({perSecond}) => perSecond)),
	lostUndeclared: undeclared,
	lostDeclared: server.reduce((sum, {declared}) => sum + declared, 0),
	cpuMicrosecondsPerResult: median(server.map(({cpuPerResult}) => cpuPerResult)),
	relayCpuMicrosecondsPerResult: median(relay.map(({cpuPerResult}) => cpuPerResult)),
	ratios,
	results: count,
	rounds,
});
printFigure({
	figure: 'server memory after the stream',
	value: median(server.map(({rss}) => rss)) / 1e6,
	unit: 'MB',
	atMost: 160,
	peak: median(server.map(({peak}) => peak)) / 1e6,
	relay: median(relay.map(({rss}) => rss)) / 1e6,
	results: warmUp + count,
	rounds,
});

async function throughServer() {
	await using child = await startChild<ServerChild>(children, 'server');
	await using agent = await startChild<AgentChild>(children, 'agent');
	await using reader = await startChild<ReaderChild>(children, 'reader');
	const {http, grpc} = await child.ask('started');
	await agent.ask('join', grpc, 'bench');
	await runStream({agent, reader}, serverDoor(http, 'bench'), {count: warmUp});
	const cpuBefore = await child.ask('cpu');
	const outcome = await runStream({agent, reader}, serverDoor(http, 'bench'), {count});
	const cpuPerResult = (await child.ask('cpu') - cpuBefore) * 1000 / count;
	return {...outcome, cpuPerResult, ...await child.ask('memory')};
}

async function throughRelay() {
	await using child = await startChild<RelayChild>(children, 'relay');
	await using agent = await startChild<AgentChild>(children, 'agent');
	await using reader = await startChild<ReaderChild>(children, 'reader');
	const {http, grpc} = await child.ask('started');
	await agent.ask('join', grpc, 'bench');
	await runStream({agent, reader}, relayDoor(http), {count: warmUp});
	const cpuBefore = await child.ask('cpu');
	const outcome = await runStream({agent, reader}, relayDoor(http), {count});
	const cpuPerResult = (await child.ask('cpu') - cpuBefore) * 1000 / count;
	return {...outcome, cpuPerResult, ...await child.ask('memory')};
}
