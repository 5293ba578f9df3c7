// A stream pane in this process, without a terminal: what it costs to read 1,000 results, what the four panes of a screen of 200×50
// take of a core when they are painted 30 times a second, and what a key waits for at the longest. Reading goes with the results
// and painting with the frames, so that they are counted apart; both are the median, since another program's turn is no cost of ours.
import {performance} from 'node:perf_hooks';
import {createJob} from '../source/core/client/job.js';
import type {Agent} from '../source/core/client/agent.js';
import {unicodeGlyphs} from '../source/ui/glyphs.js';
import type {PaneContext} from '../source/ui/panes/pane-view.js';
import {createStreamModel, modelOf} from '../source/ui/stream/stream-model.js';
import {streamPane} from '../source/ui/stream/stream-pane.js';
import {createSay} from '../source/words/index.js';
import type {PaneState} from '../source/workspace/pane-state.js';
import {createStream, type StreamState} from '../source/workspace/stream.js';
import {median, percentile} from './support/statistics.js';
import {printFigure} from './support/print-figure.js';
import {watchCommand as command, watched} from './support/watched.js';

const agent: Agent = {
	ref: 'prod/math', id: 'math', name: 'math', kind: 'jvm', via: 'channel', results: 'structured', app: null, status: 'up', statusText: '', host: null, ip: null,
	version: '4.1.5', lastSeen: null, labels: {}, server: 'prod', registeredAt: null,
};
const framesPerSecond = 30;
const panes = 4;
const say = createSay('en');

ingest('', 'rows and figures of 1,000 results', 1);
ingest('throw !33598', 'the same through a filter', 5);
for (const rate of [1000, 100_000]) {
	paints(rate, {}, `painting 4 panes at ${rate} results/s each`);
	paints(rate, {search: 'need'}, `painting 4 panes at ${rate} results/s each, with a search`);
	waits(rate, {filter: 'throw !33598'}, `one pane read and painted at ${rate} results/s, through a filter`);
}

function ingest(filter: string, figure: string, atMost: number): void {
	const writer = createJob({agent, commandLine: command, onInterrupt: () => undefined});
	const model = createStreamModel(writer.job, {budget: Number.POSITIVE_INFINITY});
	const costs: number[] = [];
	for (let batch = 0; batch < 200; batch++) {
		append(writer, 1000, batch);
		const started = performance.now();
		model.read(filter);
		costs.push(performance.now() - started);
	}

	printFigure({
		figure, value: median(costs.slice(100)), unit: 'ms', atMost, p95: percentile(costs.slice(100), 0.95),
	});
}

/** The share of a core for all panes. */
function paints(rate: number, state: Partial<StreamState>, figure: string): void {
	const streams = Array.from({length: panes}, () => {
		const writer = createJob({agent, commandLine: command, onInterrupt: () => undefined});
		writer.setState({name: 'running'});
		return {writer, context: contextOf(writer.job, createStream(state))};
	});
	const reading: number[] = [];
	const painting: number[] = [];
	for (let frame = 0; frame < 300; frame++) {
		for (const {writer} of streams) {
			append(writer, Math.round(rate / framesPerSecond), frame);
		}

		const started = performance.now();
		for (const {writer} of streams) {
			modelOf(writer.job).read(state.filter ?? '');
		}

		const read = performance.now();
		for (const {context} of streams) {
			streamPane.paint({...context, now: Date.now()});
		}

		const painted = performance.now();
		reading.push(read - started);
		painting.push(painted - read);
	}

	printFigure({
		figure, value: median(painting.slice(150)) * framesPerSecond / 10, unit: '% of a core', atMost: 10,
		readingPercent: median(reading.slice(150)) * framesPerSecond / 10, panes,
	});
}

/** How long a key may have to wait for a pane, in the worst of twenty frames. */
function waits(rate: number, state: Partial<StreamState>, figure: string): void {
	const writer = createJob({agent, commandLine: command, onInterrupt: () => undefined});
	const context = contextOf(writer.job, createStream(state));
	const frames: number[] = [];
	for (let frame = 0; frame < 300; frame++) {
		append(writer, Math.round(rate / framesPerSecond), frame);
		const started = performance.now();
		streamPane.paint({...context, now: Date.now()});
		frames.push(performance.now() - started);
	}

	printFigure({
		figure, value: percentile(frames.slice(150), 0.95), unit: 'ms', atMost: 16, median: median(frames.slice(150)),
	});
}

function contextOf(job: ReturnType<typeof createJob>['job'], stream: StreamState): PaneContext {
	const pane: PaneState = {
		kind: 'stream', title: command, live: 'r1', target: agent.ref, stream,
	};
	return {
		id: 'p1', pane, width: 99, height: 23, focused: true, now: 0, say, glyphs: unicodeGlyphs,
		program: {live: {get: () => ({kind: 'job', agent, job})}, fleet: {agentOf: () => agent}} as unknown as PaneContext['program'],
	};
}

function append(writer: ReturnType<typeof createJob>, count: number, batch: number): void {
	for (let index = 0; index < count; index++) {
		writer.append({kind: 'result', result: watched((batch * count) + index)});
	}
}
