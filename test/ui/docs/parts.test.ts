import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Result} from '../../../source/core/protocol/result.js';
import {barText, heatOf, sparkText} from '../../../source/ui/docs/bar.js';
import {docOf} from '../../../source/ui/docs/doc-of.js';
import {expressionOf} from '../../../source/ui/docs/expression-of.js';
import {grouped, msText} from '../../../source/ui/docs/numbers.js';
import {hottestKey} from '../../../source/ui/docs/results/trace/hottest.js';
import {narrowed} from '../../../source/ui/docs/results/text.js';
import {tokenizeJava} from '../../../source/ui/docs/results/source/tokenize-java.js';
import {clockTime, durationText} from '../../../source/ui/docs/times.js';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/ui/glyphs.js';
import {createSay} from '../../../source/words/index.js';
import {
	allOpen, docRows, drawDoc, textOf,
} from './draw-doc.js';

describe('figures', () => {
	it.each([
		[1, '████'], [0.5, '██'], [0.53, '██▏'], [0.0001, '▏'], [0, ''], [7, '████'], [-1, ''],
	])('a bar of %d is %j', (share, expected) => {
		expect(barText(share, 4, unicodeGlyphs)).toBe(expected);
	});

	it('are drawn in ASCII as well', () => {
		expect(barText(0.5, 4, asciiGlyphs)).toBe('##');
		expect(sparkText([0, undefined, 5, 10], 1, asciiGlyphs)).toBe('_ =#');
	});

	it('are written as people read them', () => {
		expect([msText(12_345.6789), msText(Number.NaN), grouped('6028.0'), grouped('999'), durationText(205), durationText(0), durationText(3_564_000)])
			.toEqual(['12 345.679', '?', '6 028.0', '999', '3 min 25 s', '0 s', '41 d 6 h']);
		expect([clockTime('2026-11-21 13:51:41.839305738'), clockTime('2026-11-21 13:51:41'), clockTime('soon')]).toEqual(['13:51:41.839', '13:51:41', 'soon']);
		expect([0.01, 0.1, 0.2, 0.5, 0.9].map(share => heatOf(share))).toEqual(['heat1', 'heat2', 'heat3', 'heat4', 'heat5']);
	});
});

describe('the expression of a command', () => {
	it.each([
		['watch demo.Shop price', '{params,target,returnObj}'],
		['watch demo.Shop price \'{params, target}\' \'params[0] > 1\' -x 3 -n 5', '{params, target}'],
		['watch -x 3 -n 5 -b demo.Shop price returnObj', 'returnObj'],
		['watch demo.Shop price returnObj "#cost > -5"', 'returnObj'],
		['ognl -x 2 @demo.Shop@STOCK', '@demo.Shop@STOCK'],
		['getstatic demo.Shop STOCK', '@demo.Shop@STOCK'],
		['getstatic demo.* STOCK', undefined],
		['getstatic demo.Shop STOCK size()', undefined],
		['vmtool -a getInstances --className demo.Shop', 'instances'],
		['vmtool -a getInstances --className demo.Shop --express instances[0].name', 'instances[0].name'],
		['tt -i 1000 -w params', 'params'],
		['tt -l', undefined],
		['jvm', undefined],
		[undefined, undefined],
	])('%s: %s', (command, expected) => {
		expect(expressionOf(command)).toBe(expected);
	});
});

describe('Java', () => {
	const styled = (line: string, inComment = false) => tokenizeJava(line, inComment).spans.filter(({style}) => style !== undefined).map(({text, style}) => [text, style]);

	it.each([
		['public int x = 0x1F; // why', [['public', 'title'], ['int', 'title'], ['0x1F', 'info'], ['// why', 'dim']]],
		[String.raw`String s = "a \" { // b" + '"';`, [[String.raw`"a \" { // b"`, 'ok'], ['\'"\'', 'ok']]],
		['@Override void classy(newer x1) {', [['@Override', 'dim'], ['void', 'title']]],
		['a /* b */ return; /* c', [['/* b */', 'dim'], ['return', 'title'], ['/* c', 'dim']]],
	])('%s', (line, expected) => {
		expect(styled(line)).toEqual(expected);
		expect(tokenizeJava(line, false).spans.map(({text}) => text).join('')).toBe(line);
	});

	it('goes on in a comment until its end', () => {
		expect(tokenizeJava('/* one', false).inComment).toBe(true);
		expect(tokenizeJava('two {', true)).toMatchObject({inComment: true, opens: 0});
		expect(tokenizeJava('*/ {', true)).toMatchObject({inComment: false, opens: 1});
		expect(tokenizeJava('/**/ }', false)).toMatchObject({inComment: false, opens: -1, least: -1});
	});

	it('folds methods, and not what is in them', () => {
		const source = 'class A {\n    int x() {\n        if (true) {\n            return 1;\n        }\n    }\n    int y;\n}\n';
		const result: Result = {type: 'jad', source, mappings: {4: 12}};
		expect(drawDoc(result, {state: {toggled: new Set(['s2'])}})).toBe([
			'       │ class A {',
			'       │     int x() {  ▹ 4 more lines',
			'       │     int y;',
			'       │ }',
			'',
		].join('\n'));
		expect(docRows(result).filter(({fold}) => fold !== undefined).map(({key}) => key)).toEqual(['s2']);
	});
});

describe('a trace', () => {
	const call = (methodName: string, totalCost: number, children: Result[] = []): Result => ({
		type: 'method', className: 'demo.A', methodName, lineNumber: 3, cost: totalCost, totalCost, minCost: totalCost, maxCost: totalCost, times: 1, children,
	});
	const trace = (...children: Result[]): Result => ({
		type: 'trace', root: {
			type: 'thread', threadName: 'main', threadId: 1, children,
		},
	});

	it('is hottest at the end of its dearest calls, or in what called them', () => {
		expect(hottestKey(trace(call('run', 100, [call('a', 60, [call('b', 40)]), call('c', 30)])))).toBe('t/0/0/0');
		expect(hottestKey(trace(call('run', 100, [call('a', 20), call('c', 30)])))).toBe('t/0/self');
		expect(hottestKey(trace(call('run', 100)))).toBeUndefined();
		expect(hottestKey({type: 'trace'})).toBeUndefined();
	});

	it('groups calls of no weight, which can be opened', () => {
		const small = trace(call('run', 10_000, [call('big', 9900), ...['a', 'b', 'c'].map(name => call(name, 10))]));
		expect(docRows(small, {width: 79}).find(({key}) => key === 't/0/small')).toMatchObject({fold: 'closed', parent: 't/0'});
		expect(drawDoc(small, {state: {toggled: new Set(['t/0/small'])}})).toMatch(/▿ 3 calls under 1 % each: a, b, c\n.*A\.a\(\)\n.*A\.b\(\)\n.*A\.c\(\)/u);
		expect(drawDoc(small, {state: {mode: 'calls'}})).not.toContain('under 1 %');
	});

	it('says what was thrown where, and shows what nobody knows', () => {
		const odd = trace({
			...call('run', 100, [{
				type: 'throw', exception: 'demo.Odd', message: 'no', lineNumber: 7,
			}, {type: 'new-kind', text: 'hello'}]), mark: 'throws Exception', extra: 1,
		});
		const text = drawDoc(odd);
		expect(text).toContain('! Odd :7  no');
		expect(text).not.toContain('throws Exception');
		expect(text).toContain('hello');
		expect(text).toContain('extra: 1');
	});

	it('has numbers also where agents send none, and survives what never ended', () => {
		const never = trace({
			type: 'method', className: 'A', methodName: 'b', times: 2, minCost: 9_223_372_036_854_776_000, maxCost: -9_223_372_036_854_776_000, totalCost: 0, cost: 0,
		});
		expect(drawDoc(never)).toMatch(/0\.0 % +0\.000 .* A\.b\(\)\n/u);
	});
});

describe('values', () => {
	const watch = (value: Result[string]): Result => ({
		type: 'watch', ts: '2026-01-02 03:04:05.678', cost: 1, className: 'A', methodName: 'b', accessPoint: 'AtExit', value,
	});

	it('that can\'t be read stay text, and that is said', () => {
		expect(drawDoc(watch('what is\n  this'))).toBe('03:04:05.678  exit  1.000 ms  A.b\nnot all of it could be read: there is no object text at offset 0\nwhat is\n  this\n');
	});

	it('too long for a row open to all of their text', () => {
		const long = 'word '.repeat(40).trim();
		const result = watch(`@String[${long}]`);
		expect(docRows(result, {width: 60})[1]).toMatchObject({fold: 'closed', isDetail: true, value: long});
		expect(allOpen(result, {width: 60}).map(row => textOf(row).trim()).slice(2).join(' ')).toBe(long);
	});

	it('have paths from the expression of the command, and none without one', () => {
		const result = watch('@ArrayList[\n    @Integer[1],\n    @Map[\n        @String[a]:@Integer[2],\n    ],\n]');
		expect(docRows(result, {command: 'watch A b {params[0],returnObj}'}).map(({path}) => path)).toEqual([undefined, '{params[0],returnObj}', 'params[0]', 'returnObj', 'returnObj["a"]']);
		expect(docRows(result).map(({path}) => path)).toEqual([undefined, undefined, undefined, undefined, undefined]);
	});

	it('are drawn when somebody looks, and copies of rows keep what they say', () => {
		const [, root] = docRows(watch('@Integer[7]'));
		expect({...root!, key: 'other'}).toMatchObject({key: 'other', value: '7', spans: [{text: '  '}, {text: '@Integer['}, {text: '7'}, {text: ']'}]});
	});
});

describe('what was written for a wide terminal', () => {
	const cell = (text: string, width = 60) => text.padEnd(width);
	const table = [
		` ${cell('KEY')}${cell('VALUE')}${cell('ORIGIN')}WRITEABLE`,
		'-'.repeat(250),
		` ${cell('HeapDumpBeforeFullGC')}${cell('false')}${cell('DEFAULT')}true`,
		` ${cell('MinHeapFreeRatio')}${cell('40')}${cell('MANAGEMENT')}true`,
	].join('\r\n');

	it('loses the blanks that its columns share, where it is wider than the pane', () => {
		expect(drawDoc({type: 'text', text: table}, {width: 79})).toBe([
			' KEY                   VALUE  ORIGIN      WRITEABLE',
			'-'.repeat(51),
			' HeapDumpBeforeFullGC  false  DEFAULT     true',
			' MinHeapFreeRatio      40     MANAGEMENT  true',
			'',
		].join('\n'));
	});

	it('stays as it is where it fits, or where few lines share blanks by chance', () => {
		expect(drawDoc({type: 'text', text: table}, {width: 300})).toBe(`${table.replaceAll('\r', '')}\n`);
		const line = `a${' '.repeat(90)}b`;
		expect(drawDoc({type: 'text', text: `${line}\n${line}`}, {width: 79})).toMatch(/a {70,}/u);
	});

	it('loses nothing but blanks', () => {
		const words = (lines: readonly string[]) => lines.map(line => line.replaceAll(' ', ''));
		fc.assert(fc.property(fc.array(fc.string({unit: fc.constantFrom('a', ' ', ' ', '你', '😀'), maxLength: 60})), lines => {
			expect(words(narrowed(lines, 20))).toEqual(words(lines));
		}));
	});
});

describe('a stop at a line', () => {
	const line: Result = {
		type: 'line', ts: '2026-01-02 03:04:05.600', cost: 0.05, className: 'demo.Game', methodName: 'play', methodDesc: '(I)V', lineNumber: 51, threadName: 'main', threadId: 1,
		value: '@ArrayList[\n    @Object[][\n        @Integer[4],\n    ],\n    @HashMap[\n        @String[sum]:@Integer[2],\n    ],\n]',
	};

	it('is a tree whose values have paths, also of what Arthas shows unless it is told', () => {
		expect(drawDoc(line)).toMatch(/^03:04:05\.600 {2}0\.050 ms {2}demo\.Game\.play:51 {2}main #1 {2}\(I\)V\n.*@ArrayList\[2\]\n/u);
		const paths = (command: string) => docRows(line, {command}).map(({path}) => path);
		expect(paths('line --class demo.Game --method play --line 51')).toEqual([undefined, '{params, localVarMap}', 'params', 'params[0]', 'localVarMap', 'localVarMap["sum"]']);
		expect(paths('line --class demo.Game --line 51 --express {#a,#b}').at(-1)).toBe('#b["sum"]');
	});

	it('has its stack where that was asked for, and shows what nobody knows', () => {
		const frame = {className: 'a.B', methodName: 'c', lineNumber: 3};
		const drawn = drawDoc({...line, stackTrace: [{...frame, fileName: 'B.java'}, {...frame, className: 'java.lang.Thread'}], brandNew: 'x'});
		expect(drawn).toMatch(/@ a\.B\.c\(B\.java:3\)\n {2}at java\.lang\.Thread\.c\(/u);
		expect(drawn).toContain('brandNew  x');
	});
});

describe('the command behind a row', () => {
	const behind = (result: Result) => docRows(result).flatMap(({deeper = []}) => deeper);

	it('looks further at threads, calls, records, classes, methods and beans', () => {
		expect(behind({type: 'thread', threadStats: [{id: 12, name: 'a', state: 'BLOCKED'}, {id: -1, name: 'GC Thread#0', cpu: 3}]})).toEqual(['thread 12']);
		expect(behind({type: 'tt', timeFragmentList: [{index: 1003}]})).toEqual(['tt -i 1003']);
		expect(behind({type: 'sc', classNames: ['demo.Shop$Item', 'demo.Lambda$1/0x00007f6a902ca738']})).toEqual(['sc -d demo.Shop$Item']);
		expect(behind({type: 'sm', methodInfo: {declaringClass: 'demo.Shop', methodName: '<init>', descriptor: '()V'}})).toEqual(['sm -d demo.Shop <init>']);
		expect(behind({type: 'mbean', mbeanNames: ['java.lang:name=G1 Eden Space,type=MemoryPool', 'x:name="y"']})).toEqual(['mbean "java.lang:name=G1 Eden Space,type=MemoryPool"']);
	});

	it('traces the methods of a source', () => {
		const source = 'class Shop {\n    static {\n        x();\n    }\n    Shop() {\n        y();\n    }\n    double price(Item item, int n) throws Odd {\n        return 1;\n    }\n}\n';
		expect(behind({type: 'jad', source, classInfo: {name: 'demo.Shop'}})).toEqual(['trace demo.Shop <init>', 'trace demo.Shop price']);
		expect(behind({type: 'jad', source})).toEqual([]);
	});

	it('is known of calls that can be traced, but for the one that was', () => {
		const call = (className: string, methodName: string, lineNumber: number, children: Result[] = []) => ({
			type: 'method', className, methodName, lineNumber, totalCost: 100, children,
		});
		const calls = [call('demo.Shop', 'price', 38), call('java.lang.String', 'format', 38), call('demo.Shop', 'price\n; stop', 38)];
		expect(behind({type: 'trace', root: {type: 'thread', children: [call('demo.Shop', 'checkout', -1, calls)]}})).toEqual(['trace demo.Shop price']);
	});
});

describe('fields of a class', () => {
	const field = (name: string, value: string) => ({
		name, value, modifier: 'static', type: 'int', static: true,
	});

	it('have no values that the agent has not sent, and say how to ask for them', () => {
		const drawn = drawDoc({type: 'sc', classInfo: {name: 'demo.Shop', fields: [field('a', 'com.taobao.arthas.core.command.model.ObjectVO@2db54f9'), field('b', '@Integer[7]')]}});
		expect(drawn).toContain('2 fields; -x 1 asks for their values, too\nstatic int a\nstatic int b\n    =  @Integer[7]\n');
		expect(drawn).not.toContain('ObjectVO');
	});
});

describe('a document', () => {
	it('is the same until something of it changes', () => {
		const result: Result = {type: 'sc', classNames: ['a', 'b']};
		const options = {
			width: 80, state: {toggled: new Set<string>()}, glyphs: unicodeGlyphs, now: 0, say: createSay('en'),
		};
		const rows = docOf(result, options);
		expect(docOf(result, {...options, now: 1})).toBe(rows);
		expect(docOf(result, {...options, state: {toggled: new Set()}})).not.toBe(rows);
		expect(docOf(result, {...options, width: 81})).not.toBe(rows);
	});

	it('says nothing of threads that do nothing, unless they are sorted or opened', () => {
		const threads = Array.from({length: 9}, (_, id) => ({
			id: id + 1, name: `t${id}`, state: 'RUNNABLE', cpu: id === 0 ? 50 : 0, deltaTime: 0, time: id,
		}));
		const result: Result = {type: 'thread', threadStats: threads, threadStateCount: {RUNNABLE: 9}};
		expect(drawDoc(result)).toContain('▹ 8 more at 0.00 %');
		expect(drawDoc(result, {state: {sort: {column: 'TIME s', direction: 'down'}}})).toMatch(/t8[^\n]*\n[^\n]*t7/u);
		expect(drawDoc(result, {state: {toggled: new Set(['g/RUNNABLE/idle'])}})).toContain('t8');
	});
});
