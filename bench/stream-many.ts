// The stream to twenty readers, and again with one among them that stops to read: what that costs the others and the server.
import {setTimeout as wait} from 'node:timers/promises';
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
const readers = 20;
const warmUp = 10_000;
const count = 40_000;

type Outcome = StreamOutcome & {rss: number; peak: number; heldByStalled: number; serverCpu: number; readerCpu: number; agentCpu: number};

await using children = await buildChildren();
const all: Outcome[] = [];
const oneStalled: Outcome[] = [];
const relay: StreamOutcome[] = [];
for (let round = 0; round < rounds; round++) {
	// In turn, the first one first in every other round.
	if (round % 2 === 0) {
		all.push(await throughServer(0));
		oneStalled.push(await throughServer(1));
	} else {
		oneStalled.push(await throughServer(1));
		all.push(await throughServer(0));
	}

	relay.push(await throughRelay());
}

const lost = (outcomes: StreamOutcome[]) => ({
	lostUndeclared: outcomes.reduce((sum, {undeclared, disordered}) => sum + undeclared + disordered, 0),
	lostDeclared: outcomes.reduce((sum, {declared}) => sum + declared, 0),
});
const perReader = (outcome: StreamOutcome, reading: number) => outcome.perSecond / reading;
const mean = (outcomes: Outcome[], key: 'serverCpu' | 'readerCpu' | 'agentCpu') => median(outcomes.map(outcome => outcome[key]));
printFigure({
	figure: 'stream to 20 readers',
	value: median(all.map(({perSecond}) => perSecond)),
	unit: 'results delivered/s',
	atLeast: 150_000,
	isWell: lost(all).lostUndeclared === 0,
	...lost(all),
	perRound: all.map(({perSecond}) => perSecond),
	relay: median(relay.map(({perSecond}) => perSecond)),
	coresOfServer: mean(all, 'serverCpu'),
	coresOfReaders: mean(all, 'readerCpu'),
	coresOfAgent: mean(all, 'agentCpu'),
	results: count,
	rounds,
});
printFigure({
	figure: 'one of 20 readers stops: what each of the others still gets',
	// Noise of a shared machine is about a tenth.
	value: median(oneStalled.map((outcome, round) => perReader(outcome, readers - 1) / perReader(all[round]!, readers))),
	unit: 'ratio',
	atLeast: 0.9,
	isWell: lost(oneStalled).lostUndeclared === 0,
	...lost(oneStalled),
	rounds,
});
printFigure({
	figure: 'one of 20 readers stops: what the server holds for it',
	value: median(oneStalled.map(({heldByStalled}) => heldByStalled)) / 1e6,
	unit: 'MB',
	atMost: 8,
	rss: median(oneStalled.map(({rss}) => rss)) / 1e6,
	rssWithout: median(all.map(({rss}) => rss)) / 1e6,
	peak: median(oneStalled.map(({peak}) => peak)) / 1e6,
	peakWithout: median(all.map(({peak}) => peak)) / 1e6,
	rounds,
});

async function throughServer(stalled: number): Promise<Outcome> {
	await using server = await startChild<ServerChild>(children, 'server', ['--expose-gc']);
	await using agent = await startChild<AgentChild>(children, 'agent');
	await using reader = await startChild<ReaderChild>(children, 'reader');
	const {http, grpc} = await server.ask('started');
	await agent.ask('join', grpc, 'bench');
	await runStream({agent, reader}, serverDoor(http, 'bench'), {count: warmUp, readers});
	const processes = [server, reader, agent];
	const cpu = async () => Promise.all(processes.map(async process => process.ask('cpu')));
	const [before, startedAt] = [await cpu(), performance.now()];
	const outcome = await runStream({agent, reader}, serverDoor(http, 'bench'), {count, readers, stalled});
	const ms = performance.now() - startedAt;
	const cores = (await cpu()).map((used, index) => (used - before[index]!) / ms);
	const {rss, peak} = await server.ask('memory');
	const {held} = await server.ask('settledMemory');
	await reader.ask('drop');
	// The server hears of the hang-up by its socket; there is nothing here that could tell when.
	await wait(300);
	const {held: heldAfter} = await server.ask('settledMemory');
	return {
		...outcome, rss, peak, heldByStalled: held - heldAfter, serverCpu: cores[0]!, readerCpu: cores[1]!, agentCpu: cores[2]!,
	};
}

async function throughRelay(): Promise<StreamOutcome> {
	await using child = await startChild<RelayChild>(children, 'relay');
	await using agent = await startChild<AgentChild>(children, 'agent');
	await using reader = await startChild<ReaderChild>(children, 'reader');
	const {http, grpc} = await child.ask('started');
	await agent.ask('join', grpc, 'bench');
	await runStream({agent, reader}, relayDoor(http), {count: warmUp, readers});
	const outcome = await runStream({agent, reader}, relayDoor(http), {count, readers});
	return outcome;
}
