import {describe, expect, it} from 'vitest';
import {createStreamJudge} from '../../../../source/core/client/arthas/stream-judge.js';
import {unknownClock} from '../../../../source/core/client/arthas/agent-time.js';
import type {CommandSpec, StopRequest, WireEvent} from '../../../../source/core/client/wire.js';
import type {Result} from '../../../../source/core/protocol/result.js';

const own = (type: string, members: Record<string, number | string | boolean> = {}): Result => ({jobId: 7, type, ...members});
const server = (message: string): Result => ({type: 'message', jobId: 0, message});
const input = (inputStatus: string): Result => ({type: 'input_status', jobId: 0, inputStatus});
const welcome: Result[] = [server('Welcome to arthas!'), {type: 'welcome', jobId: 0, version: '4.1.5'}, input('ALLOW_INPUT')];
const head: Result[] = [own('command'), input('ALLOW_INTERRUPT'), own('enhancer', {success: true})];
const status = own('status', {statusCode: 0});
const watches = (count: number) => Array.from({length: count}, (_, index) => own('watch', {value: `@Integer[${index}]`}));
const argumentError = own('status', {statusCode: -10, message: 'The argument is required'});
const full = server('result queue is full: 10, current job was interrupted.');
const stopSpec: Partial<CommandSpec> = {commandLine: 'stop', isStream: false, ownType: undefined};
const byServer = {name: 'interrupted', by: 'server', ended: 'yes'};
const unhealthy = server('all consumers are unhealthy, current job was interrupted.');

type Case = {limit?: number; batches: Result[][]; stop?: StopRequest; spec?: Partial<CommandSpec>};

function play({limit, batches, stop, spec = {}}: Case, agentTimeoutMs?: number) {
	const judge = createStreamJudge({
		spec: {
			commandLine: 'watch demo.X m', isStream: true, isLook: false, ownType: 'watch', deadlineMs: 1000, limit, ...spec,
		},
		jobId: 7, clock: unknownClock, agentTimeoutMs, onWelcome: () => undefined,
	});
	const events: WireEvent[] = [];
	for (const [index, batch] of batches.entries()) {
		events.push(...judge.take(batch, {startedAt: index * 200, endedAt: (index * 200) + 100}));
	}

	return {judge, events, last: judge.conclude(stop)};
}

const gapsOf = (events: WireEvent[]) => events.flatMap(event => event.kind === 'gap' ? [event.gap.reason] : []);
const resultsOf = (events: WireEvent[]) => events.flatMap(event => event.kind === 'result' ? [event.result.type] : []);

it('passes on what the command itself gave, in order, and no more', () => {
	const {events} = play({batches: [[...welcome, ...head, ...watches(2)], [{type: 'watch', jobId: 6}, own('message', {message: 'own'}), status, input('ALLOW_INPUT')]]});
	expect(resultsOf(events)).toEqual(['enhancer', 'watch', 'watch', 'message', 'status']);
	expect(events.filter(({kind}) => kind !== 'result')).toEqual([]);
});

it('is over when input is allowed again, not by the one before the command', () => {
	const running = play({batches: [[...welcome, ...head]]}).judge;
	expect([running.isInputAllowed, running.hasStatus]).toEqual([false, false]);
	const ended = play({batches: [[...welcome, ...head, status, input('ALLOW_INPUT')]]}).judge;
	expect([ended.isInputAllowed, ended.hasStatus]).toEqual([true, true]);
	const withoutStatus = play({batches: [[...welcome, ...head], [input('ALLOW_INPUT')]]}).judge;
	expect([withoutStatus.isInputAllowed, withoutStatus.hasStatus]).toEqual([true, false]);
});

describe('the end', () => {
	it.each<[name: string, play: Case, end: Record<string, unknown>, gaps: string[]]>([
		['by itself', {batches: [[...head, ...watches(3), status]]}, {name: 'done', statusCode: 0}, []],
		['by its own -n', {limit: 3, batches: [[...head, ...watches(3), status]]}, {name: 'limited', by: '-n', statusCode: 0}, []],
		['by its own -n, with more than that from several threads', {limit: 3, batches: [[...head, ...watches(3), status, ...watches(1)]]}, {name: 'limited', by: '-n'}, []],
		['before its -n, without a sign of loss', {limit: 5, batches: [[...head, ...watches(3), status]]}, {name: 'done', statusCode: 0}, []],
		['by its -n, behind a lost head', {limit: 300, batches: [watches(20), watches(20), [...watches(8), status]]}, {name: 'limited', by: '-n'}, ['consumer-overflow', 'short-of-n']],
		['with an error', {batches: [[...head, own('status', {statusCode: -1, message: 'watch failed'})]]}, {name: 'done', statusCode: -1, message: 'watch failed'}, []],
		['with a wrong argument', {batches: [[own('command'), argumentError]]}, {name: 'done', statusCode: -10}, []],
		['by help, which has the code of a kill', {batches: [[own('command'), own('help'), own('status', {statusCode: -10})]]}, {name: 'done', statusCode: -10}, []],
		['by a kill from a terminal', {batches: [[...head, ...watches(1), own('status', {statusCode: -10})]]}, {name: 'interrupted', by: 'terminal', ended: 'yes'}, []],
		['by us', {batches: [[...head, ...watches(1), status]], stop: {by: 'us'}}, {name: 'interrupted', by: 'us', ended: 'yes'}, []],
		['by the deadline', {batches: [[...head, ...watches(1), status]], stop: {by: 'deadline'}}, {name: 'timed-out', ended: 'yes'}, []],
		['by the server, since nobody read', {limit: 100, batches: [[...head], [...watches(20)], [status, input('ALLOW_INPUT'), unhealthy]]}, byServer, ['consumer-overflow']],
		['by the server, since its own queue was full', {batches: [[...head, status, full]]}, byServer, ['distributor-overflow']],
		['by the end of Arthas', {batches: [[...head, server('arthas server is going to shutdown.')]]}, {name: 'interrupted', by: 'agent-shutdown', ended: 'yes'}, []],
		['by the end of Arthas, which was asked for', {batches: [[own('command'), server('arthas server is going to shutdown.')]], spec: stopSpec}, {name: 'done', statusCode: null}, []],
		['unseen', {batches: [[...head, ...watches(1)], [input('ALLOW_INPUT')]]}, {name: 'done', statusCode: null}, ['terminal-lost']],
		['unseen, but confirmed', {batches: [[...head, ...watches(1)]], stop: {by: 'us'}}, {name: 'interrupted', by: 'us', ended: 'yes'}, ['terminal-lost']],
	])('came %s', (_name, script, end, gaps) => {
		const {events, last} = play(script);
		expect(last.at(-1)).toMatchObject({kind: 'end', end});
		expect(gapsOf([...events, ...last])).toEqual(gaps);
	});

	it('was the time limit on the agent, when it came so late', () => {
		expect(play({limit: 5, batches: [[...head, ...watches(3), status]]}, 900).last).toMatchObject([{kind: 'end', end: {name: 'timed-out', ended: 'yes'}}]);
		expect(play({limit: 3, batches: [[...head, ...watches(3), status]]}, 900).last).toMatchObject([{kind: 'end', end: {name: 'limited'}}]);
		expect(play({limit: 5, batches: [[...head, ...watches(3), status]]}, 60_000).last).toMatchObject([{kind: 'end', end: {name: 'done'}}]);
	});

	it('is none when the agent lost the race for its enhancing lock', () => {
		const lost = {success: false, message: 'someone else is enhancing classes, pls. wait.'};
		const enhancer = {...own('enhancer', lost), effect: {classCount: 0}};
		const {judge, last} = play({batches: [[own('command'), input('ALLOW_INTERRUPT'), enhancer, own('status', {statusCode: -1, message: lost.message}), input('ALLOW_INPUT')]]});
		expect(judge.isRaceLost).toBe(true);
		expect(last).toEqual([{kind: 'retry', reason: 'enhance-race', agentWord: lost.message}]);
	});
});

describe('a lost beginning', () => {
	it.each<[name: string, batch: Result[], gaps: string[]]>([
		['command and enhancer', watches(1), ['consumer-overflow']],
		['the command', [own('enhancer', {success: true}), ...watches(1)], ['consumer-overflow']],
		['nothing yet, while the enhancer may come behind the first results', [own('command'), ...watches(2)], []],
		['nothing', [...head, ...watches(1)], []],
		['nothing of a command that has no enhancer', [own('command'), own('dashboard')], []],
	])('%s', (_name, batch, gaps) => {
		expect(gapsOf(play({batches: [batch]}).events)).toEqual(gaps);
	});

	it.each<[name: string, count: number, gaps: string[]]>([
		['fewer results than its -n: the enhancer is missing', 2, ['consumer-overflow', 'short-of-n']],
		['all of its -n: none was to come', 300, []],
	])('at the end, with %s', (_name, count, gaps) => {
		const {events, last} = play({limit: 300, batches: [[own('command'), ...watches(count), status]]});
		expect(gapsOf([...events, ...last])).toEqual(gaps);
	});

	it('is a gap before what comes after it', () => {
		expect(play({batches: [watches(1)]}).events.map(({kind}) => kind)).toEqual(['gap', 'result']);
	});
});

it('keeps what a replay would repeat', () => {
	const {judge} = play({batches: [[...welcome, ...head], watches(60)]});
	expect(judge.seen).toEqual(watches(60).slice(-50));
	expect(play({batches: [[...welcome, ...head]]}).judge.seen.map(({type}) => type)).toEqual(['message', 'welcome', 'command', 'enhancer']);
});

it('tells what the agent says to everybody, but not its welcome', () => {
	const {events} = play({batches: [[...welcome, ...head, server('something new'), status, input('ALLOW_INPUT'), unhealthy]]});
	const notices = events.flatMap(event => event.kind === 'notice' ? [event.text] : []);
	expect(notices).toEqual(['the agent says: something new', 'the agent says: all consumers are unhealthy, current job was interrupted.']);
});
