import process from 'node:process';
import {
	afterAll, beforeAll, describe, expect, it, onTestFinished, vi,
} from 'vitest';
import type {Result} from '../../../source/core/protocol/result.js';
import {streamPane} from '../../../source/ui/stream/stream-pane.js';
import type {PaneRow} from '../../../source/ui/terminal/paint/layers.js';
import {recordedResults} from '../../views/recorded-results.js';
import {
	hit, scriptedStream, spansOf, textOf, widest, type ScriptedStream,
} from './scripted-stream.js';

const watch = 'watch demo.MathGame primeFactors {params,returnObj,throwExp} -x 2';
const zone = process.env['TZ'];

beforeAll(() => {
	process.env['TZ'] = 'UTC';
	vi.useFakeTimers({toFake: ['Date'], now: Date.UTC(2026, 10, 21, 13, 51, 1)});
});

afterAll(() => {
	vi.useRealTimers();
	process.env['TZ'] = zone;
});

/** As in the recording, without what every session begins with. */
function recorded(command: string, name: string): ScriptedStream {
	const stream = scriptedStream(command);
	stream.setState({name: 'running'});
	stream.send(...recordedResults(`arthas-http-api/${name}.json`).filter(({jobId}) => jobId !== 0));
	return stream;
}

describe('a stream', () => {
	it('shows its figures, its columns and its rows, the newest at the bottom', () => {
		expect(recorded(watch, 'watch-stream').draw({height: 10})).toBe(`\
  following   5.0/s   5 hits   80 % throw   p95 0.15  p99 0.15 ms        lost 0
   TIME          COST ms  EXIT   params[0]  RETURN or EXCEPTION
   13:51:01.000  Affect(class count: 1 , method count: 1) cost in 67 ms, listen…
   13:50:56.769    0.107  exit           1  [7, 31, 757]
   13:50:57.770    0.153  throw     -33598  IllegalArgumen…is: -33598, need >= 2
   13:50:58.774    0.106  throw    -132756  IllegalArgumen…s: -132756, need >= 2
   13:50:59.775    0.061  throw     -87103  IllegalArgumen…is: -87103, need >= 2
▸  13:51:00.777    0.063  throw    -112341  IllegalArgumen…s: -112341, need >= 2

`);
	});

	it('opens a hit below, and says what came while it was paused', () => {
		const stream = recorded(watch, 'watch-stream');
		stream.draw({height: 22, width: 120});
		stream.act({type: 'hit-open'}, {type: 'move', by: -1}, {type: 'search', text: 'need'});
		stream.send(hit(3), hit(4));
		stream.append({kind: 'gap', gap: {reason: 'consumer-overflow', count: null, atLeast: 0}});
		const rows = stream.rows();
		expect(rows.map(row => textOf(row).trimEnd()).join('\n')).toBe(`\
  paused   7.0/s   7 hits   71 % throw   p50 0.06  p95 0.15  p99 0.15 ms                                         lost ?

   TIME          COST ms  EXIT   params[0]  RETURN or EXCEPTION
   13:51:01.000  Affect(class count: 1 , method count: 1) cost in 67 ms, listenerId: 3
   13:50:56.769    0.107  exit           1  [7, 31, 757]
   13:50:57.770    0.153  throw     -33598  IllegalArgumentException: number is: -33598, need >= 2
   13:50:58.774    0.106  throw    -132756  IllegalArgumentException: number is: -132756, need >= 2
▸  13:50:59.775    0.061  throw     -87103  IllegalArgumentException: number is: -87103, need >= 2
   13:51:00.777    0.063  throw    -112341  IllegalArgumentException: number is: -112341, need >= 2




   ↓ paused at 13:51:01, 3 newer

  13:50:59.775  throw  0.061 ms  demo.MathGame.primeFactors
  ▿ @ArrayList[3]
  ├─▿ 0  params     @Object[][1]
  │  └─  0  @Integer[-87103]
  ├─  1  returnObj  null
  └─▿ 2  throwExp   IllegalArgumentException: number is: -87103, need >= 2
     ├─  at demo.MathGame.primeFactors(MathGame.java:46)`);
		expect(rows[7]).toMatchObject({on: 'selection'});
		expect(spansOf(rows[7]!).filter(({style}) => style === 'match').map(({text}) => text)).toEqual(['need']);
		expect(spansOf(rows[0]!).at(-1)).toEqual({text: 'lost ?', style: 'bad'});
		stream.act({type: 'last'});
		const gap = stream.rows().find(row => textOf(row).includes('╌╌╌╌╌╌╌╌╌╌╌╌  queue of 50 overran; lost: ?'));
		expect(gap && spansOf(gap).map(({style}) => style)).toEqual(['accent', undefined, 'bad', undefined, 'bad']);
	});

	it('says up to when its rows are, where the cursor went to newer ones while it was paused', () => {
		const stream = recorded(watch, 'watch-stream');
		stream.draw({height: 22, width: 120});
		stream.act({type: 'pause'});
		const now = Date.now();
		onTestFinished(() => {
			vi.setSystemTime(now);
		});
		vi.setSystemTime(now + 20_000);
		stream.send(hit(3), hit(4));
		expect(stream.draw({height: 22, width: 120})).toContain('paused at 13:51:01, 2 newer');
		stream.act({type: 'move', by: 1});
		expect(stream.draw({height: 22, width: 120})).toContain('paused at 13:51:21, 1 newer');
	});

	it('gives the cursor to the opened hit', () => {
		const stream = recorded(watch, 'watch-stream');
		stream.draw({height: 22});
		stream.act({type: 'hit-open'}, {type: 'hit-focus'});
		const cursors = stream.rows().filter(row => /^[▸›]/u.test(textOf(row))).map(row => textOf(row).slice(0, 20).trimEnd());
		expect(cursors).toEqual(['›  13:51:00.777    0', '▸ 13:51:00.777  thro']);
	});

	it('shows the whole of what is no hit when that is opened', () => {
		const stream = scriptedStream(watch);
		stream.append({kind: 'notice', text: 'a word that is said '.repeat(9).trim()});
		stream.act({type: 'hit-open'});
		const [, below = ''] = stream.draw({height: 16}).split(/\n{2,}(?= )/u).slice(-2);
		expect(below.match(/said/gu)).toHaveLength(9);
	});

	it('has in one row how it ended, and all that the agent says of it where that is opened', () => {
		const stream = scriptedStream(watch);
		stream.setState({name: 'done', statusCode: -1, message: 'No class is affected, try:\n1. Execute `\u{1B}[32msm A\u{1B}[m`\n2. Check the log'});
		expect(stream.draw()).toContain('✗ done with code -1: No class is affected, try: …');
		stream.act({type: 'hit-open'});
		const drawn = stream.draw({height: 16});
		expect(drawn).toMatch(/^ +1\. Execute `sm A`$/mu);
		expect(drawn).toMatch(/^ +2\. Check the log$/mu);
	});

	it.each<[string, Parameters<ScriptedStream['setState']>[0], string]>([
		['a limit', {name: 'limited', by: '-n', statusCode: 0}, '✓ limited by -n, 2 hits'],
		['the agent', {name: 'done', statusCode: 0}, '✓ done'],
		['a failure there', {name: 'done', statusCode: 1, message: 'no such\u{1B}[2J class'}, '✗ done with code 1: no such␛[2J class'],
		['us', {name: 'interrupted', by: 'us', ended: 'yes'}, '○ stopped'],
		['us without an answer', {name: 'interrupted', by: 'us', ended: 'unknown'}, '○ interrupt sent, no answer; it may still run on math-7f3a'],
		['the server', {name: 'interrupted', by: 'server', ended: 'yes'}, '○ interrupted by the server'],
		['time', {name: 'timed-out', ended: 'yes'}, '! ended by the time-out'],
		['a loss', {name: 'lost', reason: 'agent-gone', mayStillRun: true}, '✗ math-7f3a is gone; it may still run there'],
		['a refusal', {name: 'refused', by: 'policy', message: 'read-only'}, '✗ refused: read-only'],
	])('says that %s ended it', (_, end, words) => {
		const stream = scriptedStream(watch);
		stream.send(hit(2), hit(4));
		stream.setState(end);
		const [figures = '', ...rows] = stream.draw().split('\n');
		expect(figures).toContain(words);
		expect(rows.join('\n')).toContain(`13:51:01.000  ${words}`);
	});

	it.each([
		['queued', {name: 'queued'}, 'queued'],
		['starting', {name: 'starting'}, 'starting'],
		['stopping', {name: 'stopping', by: 'us'}, 'stopping'],
		['away', {name: 'detached', since: Date.UTC(2026, 10, 21, 13, 50, 2)}, 'away since 13:50:02'],
	] as const)('says that it is %s', (_, state, words) => {
		const stream = scriptedStream(watch);
		stream.setState(state);
		expect(stream.draw().split('\n')[0]).toContain(words);
	});

	it('says in any width that a filter leaves something out', () => {
		const stream = recorded(watch, 'watch-stream');
		stream.act({type: 'filter', text: 'throw'});
		for (const width of [20, 26, 40, 60, 120]) {
			expect(textOf(stream.rows({width})[0]!)).toContain('only');
		}

		expect(textOf(stream.rows({width: 40})[0]!)).toContain('only throw');
	});

	it('counts what a filter shows, and says which it is', () => {
		const stream = recorded(watch, 'watch-stream');
		stream.act({type: 'filter', text: 'exit'});
		expect(stream.draw({height: 8})).toBe(`\
  following   5.0/s   5 hits, 1 shown   only exit   80 % throw           lost 0
   TIME          COST ms  EXIT   params[0]  RETURN or EXCEPTION
   13:51:01.000  Affect(class count: 1 , method count: 1) cost in 67 ms, listen…
▸  13:50:56.769    0.107  exit           1  [7, 31, 757]



`);
		stream.act({type: 'filter', text: 'nowhere'});
		stream.send(hit(3));
		expect(stream.draw()).toContain('6 hits, 0 shown');
	});

	it('has columns of paths, as many as there is room for', () => {
		const stream = recorded('watch demo.Shop price {params,target} -x 3', 'watch-item');
		stream.act({type: 'columns', columns: ['params[0].status', 'params[1]']});
		const [, header, , row] = stream.draw({width: 120, height: 8}).split('\n');
		expect(header).toMatch(/EXIT +params\[0\]\.status +params\[1\] +VALUE/u);
		expect(row).toMatch(/exit +PAID +5425 +\[\[Item\{/u);
		expect(stream.draw({width: 80}).split('\n')[1]).toMatch(/EXIT +params\[0\]\.status +VALUE/u);
	});

	it.each<[string, string, header: RegExp, row: RegExp]>([
		['trace demo.MathGame run', 'trace', /TIME +COST ms +THREAD +NODES +THROWS +CALL/u, /13:51:35\.833 +1\.968 +main +2 +primeFactors :24 +MathGame\.run\(\)/u],
		['monitor -c 2 demo.MathGame primeFactors', 'monitor', /TIME +TOTAL +OK +FAIL +FAIL % +AVG ms +METHOD/u, /13:51:50\.868 +2 +0 +2 +100\.0 +2\.400 +MathGame\.primeFactors/u],
		['stack demo.MathGame primeFactors', 'stack', /TIME +THREAD +METHOD +CALLED BY/u, /13:51:46\.847 +main +MathGame\.primeFactors +MathGame\.run ◂ MathGame\.main/u],
		['tt -t demo.MathGame primeFactors', 'tt', /INDEX +TIME +COST ms +EXIT +METHOD +params\[0\] +RESULT/u, /1001 +13:52:06\.896 +0\.177 +exit +MathGame\.primeFactors +62093 +\[31, 2003\]/u],
		['dashboard', 'dashboard', /TIME +LOAD +HEAP MiB +THREADS +BUSIEST THREAD/u, /13:51:01\.000 +1\.17 +34\.8 +29 +busy-worker {2}12\.25 %/u],
		['mbean java.lang:type=Threading -i 500', 'mbean-m', /TIME +VALUE/u, /13:51:01\.000 +\{?/u],
	])('has the columns of %s', (command, name, header, row) => {
		const drawn = recorded(command, name).draw({width: 120, height: 12});
		expect(drawn).toMatch(header);
		expect(drawn).toMatch(row);
	});

	it('names what was thrown through a traced call, and the first call that threw', () => {
		const stream = scriptedStream('trace demo.Shop checkout');
		const refused = {
			type: 'method', className: 'demo.Shop', methodName: 'refuse', lineNumber: 38, throw: true, mark: 'throws Exception', totalCost: 639_549,
		};
		stream.send({
			type: 'trace', nodeCount: 3, root: {
				type: 'thread', children: [{
					type: 'method', className: 'demo.Shop', methodName: 'checkout', throw: true, mark: 'throws Exception', totalCost: 3_040_011,
					children: [refused, {type: 'throw', exception: 'java.lang.IllegalArgumentException', lineNumber: 41}],
				}],
			},
		});
		expect(stream.draw({width: 120})).toMatch(/3\.040 .* 3 +IllegalArgumentException, refuse :38 +Shop\.checkout\(\)/u);
	});

	it('shows a record of line with its line and its value', () => {
		const stream = scriptedStream('line --class demo.Game --method play --line 51 --express {params,localVarMap}');
		stream.send({
			type: 'line', ts: '2026-01-02 03:04:05.600', cost: 0.05, className: 'demo.Game', methodName: 'play', lineNumber: 51,
			value: '@ArrayList[\n    @Object[][\n        @Integer[4],\n    ],\n    @HashMap[isEmpty=false;size=2],\n]',
		});
		expect(stream.draw({width: 100})).toMatch(/03:04:05\.600 +0\.050 +51 +4 +\[\[4\], @HashMap\[2\]\]/u);
	});

	it('says once that what a terminal shows has no numbers', () => {
		const stream = scriptedStream(watch);
		stream.append({
			kind: 'gap', gap: {
				reason: 'not-numbered', count: null, atLeast: 0, detail: 'a terminal doesn\'t number what it shows',
			},
		});
		expect(stream.draw({width: 120})).toMatch(/nobody can know whether results are missing: a terminal does not number what it shows *$/mu);
	});

	it('speaks Chinese and ASCII', () => {
		const stream = recorded(watch, 'watch-stream');
		stream.append({kind: 'gap', gap: {reason: 'server-ring', count: 12, atLeast: 0}});
		stream.act({type: 'move', by: -2});
		expect(stream.draw({language: 'zh', height: 11})).toContain('服务器丢弃了最早的结果；丢失：12');
		const plain = stream.rows({language: 'en', ascii: true, height: 11}).map(row => textOf(row)).join('');
		expect(plain).toMatch(/^[ -~]*$/u);
		expect(plain).toContain('IllegalArgumen~is: -33598, need >= 2');
	});

	it('waits for a command where nothing has run since it was restored', () => {
		const stream = scriptedStream(watch);
		const context = stream.context();
		const {live: _, ...pane} = context.pane;
		expect(streamPane.paint({...context, pane}).rows.map(row => textOf(row))).toEqual(['   r runs it']);
		expect(streamPane.title({...context, pane})).toEqual({left: [{text: watch}], right: [{text: 'math-7f3a'}]});
	});

	it('falls silent: its rate sinks to nothing and then no time is named', () => {
		const stream = recorded(watch, 'watch-stream');
		const now = Date.now();
		expect(streamPane.paint(stream.context({now})).nextChange).toBe(now + 1000);
		expect(streamPane.paint(stream.context({now: now + 12_000})).nextChange).toBeUndefined();
		expect(stream.draw()).toContain('0.0/s');
	});
});

describe('rows of a stream', () => {
	const hostile = '\u{1B}]52;c;AAAA\u{7}\u{202E}你好😀e\u{301}\u{9B}2J\n\t';
	const bad: Result[] = [
		{
			...hit(1), value: `@String[${hostile}]`, className: hostile, methodName: hostile, ts: hostile,
		},
		{...hit(3), value: `java.lang.${hostile}: ${hostile.repeat(40)}\n\tat a.b(C.java:1)\n`},
		{...hit(2), value: hostile.repeat(2000), cost: 'no number'},
		{...hit(2), value: null, cost: 123_456_789.123_456},
		{...hit(2), value: ['x'.repeat(1_000_000)]},
		{type: hostile, [hostile]: hostile},
		{type: 'message', message: hostile.repeat(50)},
		{
			type: 'trace', root: {
				threadName: hostile, children: [{
					type: 'method', className: hostile, methodName: hostile, children: [{type: 'throw', exception: hostile, lineNumber: 3}],
				}],
			},
		},
		{type: 'monitor', monitorDataList: [{className: hostile, methodName: hostile, total: 1e300}, null, 3]},
		{type: 'tt', timeFragmentList: [{params: 4, returnObj: hostile, methodName: hostile}]},
		{type: 'stack', threadName: hostile, stackTrace: [{className: hostile, methodName: hostile}, 4]},
		{type: 'dashboard', threads: [{name: hostile, cpu: 'x'}], memoryInfo: 3},
		{type: 'line', value: hostile},
	];

	it.each(['watch a b', 'trace a b', 'monitor a b', 'tt -t a b', 'stack a b', 'dashboard', 'line --express x', `mbean ${hostile}`])('are never wider than the pane and never obeyed: %s', command => {
		const stream = scriptedStream(command);
		stream.send(...bad);
		stream.append({
			kind: 'gap', gap: {
				reason: 'reattach', count: null, atLeast: 2, detail: hostile,
			},
		});
		stream.append({kind: 'notice', text: hostile.repeat(30)});
		stream.setState({name: 'done', statusCode: 3, message: hostile.repeat(30)});
		for (const ascii of [false, true]) {
			for (const width of [1, 5, 17, 20, 33, 50, 80, 120, 200, 300]) {
				for (const height of [1, 4, 9, 24, 60]) {
					const rows = stream.rows({width, height, ascii});
					expect(rows.length).toBeLessThanOrEqual(height);
					expect(widest(rows), `${width}×${height}`).toBeLessThanOrEqual(width);
					expect(rows.map(row => textOf(row)).join('')).not.toMatch(/[\p{Cc}\u{202E}]/u);
				}
			}
		}

		expect(streamPane.title(stream.context()).left.map(({text}) => text).join('')).not.toMatch(/[\p{Cc}\u{202E}]/u);
	});

	it('keep their columns while values come and go', () => {
		const stream = scriptedStream(watch);
		const columnOf = () => stream.draw({width: 120, height: 5}).split('\n')[1]!.indexOf('RETURN');
		stream.send(hit(1_234_567, {threw: false}), hit(2));
		const first = columnOf();
		stream.send(hit(2), hit(4), hit(6), hit(8));
		expect(columnOf()).toBe(first);
	});

	it('have as many decimals as let the widest cost fit', () => {
		const stream = scriptedStream(watch);
		stream.send(hit(2, {cost: 12_345_678.9}), hit(4, {cost: 0.123}));
		expect(stream.draw()).toMatch(/12 345 679 .*\n.* 0 {2}exit/u);
	});
});

describe('a row', () => {
	it('is drawn from what it was when it was first in sight', () => {
		const stream = scriptedStream(watch);
		stream.send(hit(2));
		const first: PaneRow[] = [...stream.rows()];
		expect(stream.rows()).toEqual(first);
	});
});
