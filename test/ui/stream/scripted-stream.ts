import type {LiveThing} from '../../../source/actions/live/live.js';
import type {Agent} from '../../../source/core/client/agent.js';
import {createJob, type JobLimits, type JobWriter} from '../../../source/core/client/job.js';
import type {Result} from '../../../source/core/protocol/result.js';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/ui/glyphs.js';
import type {PaneContext} from '../../../source/ui/panes/pane-view.js';
import {streamPane} from '../../../source/ui/stream/stream-pane.js';
import {shownStream} from '../../../source/ui/stream/stream-screen.js';
import type {PaneRow} from '../../../source/ui/terminal/paint/layers.js';
import {lineWidth} from '../../../source/views/fit-line.js';
import {createSay, type Language} from '../../../source/words/index.js';
import type {PaneState} from '../../../source/workspace/pane-state.js';
import {
	createStream, reduceStream, type StreamEvent, type StreamState,
} from '../../../source/workspace/stream.js';

export const agent: Agent = {
	ref: 'prod/math-7f3a', id: 'math-7f3a', name: 'math-7f3a', kind: 'jvm', via: 'channel', results: 'structured', app: 'math', status: 'up', statusText: 'IN_SERVICE',
	host: null, ip: null, version: '4.1.5', lastSeen: 0, labels: {}, server: 'prod', registeredAt: null,
};

/** A stream whose results the test sends, and the pane that shows it. */
export type ScriptedStream = JobWriter & {
	send(...results: Result[]): void;
	/** What a person does in the pane. */
	act(...events: StreamEvent[]): void;
	readonly state: StreamState;
	context(size?: {width?: number; height?: number; ascii?: boolean; language?: Language; focused?: boolean; now?: number}): PaneContext;
	/** The rows of the pane without styles; `now` is that of the last time. */
	draw(size?: Parameters<ScriptedStream['context']>[0]): string;
	rows(size?: Parameters<ScriptedStream['context']>[0]): readonly PaneRow[];
};

export function scriptedStream(commandLine: string, {limits, state: initial = {}}: {limits?: JobLimits; state?: Partial<StreamState>} = {}): ScriptedStream {
	const writer = createJob({
		agent, commandLine, limits, onInterrupt() {
			writer.setState({name: 'interrupted', by: 'us', ended: 'yes'});
		},
	});
	const thing: LiveThing = {kind: 'job', agent, job: writer.job};
	let state = createStream(initial);
	let last: Parameters<ScriptedStream['context']>[0] = {};
	const says = {en: createSay('en'), zh: createSay('zh')};
	const stream: ScriptedStream = {
		...writer,
		get state() {
			return state;
		},
		send(...results) {
			for (const result of results) {
				writer.append({kind: 'result', result});
			}
		},
		act(...events) {
			for (const event of events) {
				state = reduceStream(state, event, shownStream(stream.context(last))!.view);
			}
		},
		context(size = {}) {
			last = {...last, ...size};
			const pane: PaneState = {
				kind: 'stream', title: commandLine, command: commandLine, target: agent.ref, live: 'r1', stream: state,
			};
			return {
				id: 'p1', pane, width: last.width ?? 80, height: last.height ?? 12, focused: last.focused ?? true, now: last.now ?? Date.now(),
				say: says[last.language ?? 'en'], glyphs: last.ascii ? asciiGlyphs : unicodeGlyphs,
				program: {live: {get: (key: string | undefined) => key === 'r1' ? thing : undefined}, fleet: {agentOf: () => agent}} as unknown as PaneContext['program'],
			};
		},
		rows: size => streamPane.paint(stream.context(size)).rows,
		draw: size => stream.rows(size).map(row => textOf(row).trimEnd()).join('\n'),
	};
	return stream;
}

export function spansOf(row: PaneRow) {
	return 'spans' in row ? row.spans : row;
}

export function textOf(row: PaneRow): string {
	return spansOf(row).map(({text}) => text).join('');
}

export function widest(rows: readonly PaneRow[]): number {
	return Math.max(0, ...rows.map(row => lineWidth([...spansOf(row)])));
}

/** A call of a method as `watch` tells of it. */
export function hit(index: number, {threw = index % 2 === 1, cost = index / 1000, value}: {threw?: boolean; cost?: number; value?: string} = {}): Result {
	return {
		type: 'watch', jobId: 115, accessPoint: threw ? 'AtExceptionExit' : 'AtExit', className: 'demo.MathGame', methodName: 'primeFactors', cost, sizeLimit: 10_485_760,
		ts: `2026-11-21 13:50:${String(index % 60).padStart(2, '0')}.769066118`,
		value: value ?? `@ArrayList[\n    @Object[][\n        @Integer[${index}],\n    ],\n    ${threw ? 'null' : `@ArrayList[\n        @Integer[7],\n        @Integer[${index}],\n    ]`},\n    ${threw ? `java.lang.IllegalArgumentException: number is: -${index}, need >= 2\n\tat demo.MathGame.primeFactors(MathGame.java:46)\n` : 'null'},\n]`,
	};
}
