import {describe, expect, it} from 'vitest';
import type {Result} from '../../../source/core/protocol/result.js';
import {recordedResults} from '../../views/recorded-results.js';
import {openResult, type OpenResult} from './open-result.js';

const watched = recordedResults('arthas-http-api/watch-item.json').find(({type}) => type === 'watch')!;
const {value: text} = watched as Result & {value: string};
const command = 'watch demo.Shop price {params,target} -x 3';

/** The recorded call once more, a little later and with another value. */
function again(value: string, members: Partial<Result> = {}): Result {
	return {
		...watched, ts: '2026-11-21 14:11:52.557', cost: 2.188, value, ...members,
	};
}

const later = again(text
	.replace('@Status[PAID]', '@Status[NEW]')
	.replace('@Integer[0],', '@Integer[12],\n            @String[C-300]:@Integer[5],')
	.replace('        spin=@Long[2277703075],\n', ''));

function compared(...results: Result[]): OpenResult {
	const pane = openResult(command, {width: 100, height: 40, results});
	pane.act('result.diff');
	return pane;
}

const value = (inner: string): Result => ({...watched, value: inner});

describe('two results that are compared', () => {
	it('are named, counted and shown where they differ, with what is equal folded', () => {
		const pane = compared(watched, later);
		expect(pane.title()).toContain('| diff with 1   sample 2 ');
		expect(pane.draw()).toBe([
			'▸-  sample 1  14:11:51.193  exit  2.257 ms  demo.Shop.price',
			' +  sample 2  14:11:52.557  exit  2.188 ms  demo.Shop.price',
			' 2 changed · 1 added · 1 removed · 3 unknown (?): not opened or cut · 28 equal, folded',
			'    ▿ @ArrayList[2]',
			'    ├─▿ 0  params  @Object[][2]',
			'    │  ├─▿ 0        @Item',
			' -  │  │  ├─  status    @Status[PAID]',
			' +  │  │  ├─  status    @Status[NEW]',
			' ?  │  │  ├─  raw       @byte[][3]  not opened',
			' ?  │  │  ├─  tags      @LinkedHashMap[3]  not opened',
			' ?  │  │  ├─  sizes     @int[][3]  not opened',
			'    │  │  └─▹ 12 equal    {sku: A-100, count: 2, price: 9.99, big: 9007199254740993, created: 2026-…',
			'    │  └─▹ 1 equal    {1: 5425}',
			'    └─▿ 1  target  @Shop',
			'       ├─▿ STOCK    @ConcurrentHashMap[3]',
			' -     │  ├─  "B-200"  @Integer[0]',
			' +     │  ├─  "B-200"  @Integer[12]',
			' +     │  ├─  "C-300"  @Integer[5]',
			'       │  └─▹ 1 equal    {A-100: 7}',
			' -     ├─  spin     @Long[2277703075]',
			'       └─▹ 4 equal    {LOG: Logger{serialVersionUID: 5454405123156820674, FQCN: ch.qos.logback.clas…',
		].join('\n'));
	});

	it('have the colours of a diff, and the words that differ those of words', () => {
		const styled = compared(watched, later).painted().map(row => ('spans' in row ? row.spans : row)
			.filter(({style}) => /^(?:diff|word)-/u.test(style ?? '')).map(({text, style}) => `${style} ${text.trim()}`));
		expect(styled[6]).toEqual(['diff-del -', 'diff-del @Status[', 'word-del PAID', 'diff-del ]']);
		expect(styled[7]).toEqual(['diff-add +', 'diff-add @Status[', 'word-add NEW', 'diff-add ]']);
		expect(styled[8]).toEqual([]);
	});

	it('open what is equal, and give paths and the value of either side', () => {
		const pane = compared(watched, later);
		pane.act('doc.search', 'ann');
		expect(pane.cursor()).toMatch(/0 +@String\[ann\]$/u);
		pane.act('doc.copy-path');
		pane.act('doc.search', '[PAID');
		pane.act('doc.copy-value');
		pane.act('doc.copy-path');
		pane.act('doc.search', '[NEW');
		pane.act('doc.copy-value');
		pane.act('doc.search', 'A-100"');
		pane.act('doc.copy-path');
		pane.act('doc.search', 'C-300');
		pane.act('doc.copy-path');
		expect(pane.copied).toEqual(['target.NAMES[0]', 'PAID', 'params[0].status', 'NEW', 'target.STOCK["A-100"]', 'target.STOCK["C-300"]']);
		pane.act('doc.search', '12 equal');
		expect(pane.whyNot('doc.copy-path')).toBe('there is none here');
	});

	it('show a difference far inside a long value, or behind a line break', () => {
		const long = 'word '.repeat(60);
		expect(compared(value(`@String[${long}one end]`), value(`@String[${long}two end]`)).draw()).toMatch(/^ - .*….* word one end\]$\n^ \+ .*….* word two end\]$/mu);
		const thrown = (line: number) => value(`java.lang.Error: a\n\tat b.C.d(D.java:${line})\n`);
		expect(compared(thrown(1), thrown(2)).draw()).toMatch(/^ - .*D\.java:1\)$\n^ \+ .*D\.java:2\)$/mu);
	});

	it('do not claim to know what no side shows', () => {
		const pane = compared(value('@Node[demo.Node@65d8e6e4]'), value('@Node[demo.Node@1b2c3d4e]'));
		expect(pane.draw()).toContain(' 1 unknown (?): not opened or cut\n ?-   @Node[demo.Node@65d8e6e4]  not opened\n ?+   @Node[demo.Node@1b2c3d4e]  not opened');
	});

	it('are equal where nothing differs', () => {
		expect(compared(value('@Integer[7]'), value('@Integer[7]')).draw().split('\n').slice(2)).toEqual([' 1 equal, folded', '      @Integer[7]']);
	});

	it('keep the one while the other goes on, until the same key ends it', () => {
		const pane = compared(watched, watched, later);
		expect(pane.title()).toContain('diff with 2   sample 3 ');
		pane.act('result.older');
		pane.act('result.older');
		expect(pane.title()).toContain('diff with 2   sample 1 of 3');
		pane.act('result.follow');
		pane.send(watched);
		expect(pane.draw()).toContain('+  sample 4  14:11:51.193');
		pane.act('result.diff');
		expect([pane.title().includes('diff'), pane.draw().split('\n')[0]]).toEqual([false, '▸14:11:51.193  exit  2.257 ms  demo.Shop.price']);
	});

	it('are of one method, and both from its start or both from its end', () => {
		const entered = again(text, {accessPoint: 'AtEnter'});
		const pane = compared(watched, later, entered, again(text, {methodName: 'other'}), again(text, {accessPoint: 'AtExceptionExit'}));
		expect(pane.state.data).toEqual({with: 2});
		expect(openResult(command, {results: [watched, entered]}).whyNot('result.diff')).toBe('none before it of the same method is held');
		expect(openResult('trace a b', {results: [{type: 'trace', root: {}}]}).whyNot('result.diff')).toBe('only values are compared, such as those of watch');
	});

	it('say that the other one is no longer held, and show this one', () => {
		const pane = openResult(command, {results: [watched], data: {with: 77}});
		expect(pane.draw().split('\n').slice(0, 2).map(row => row.trim())).toEqual(['the result to compare with is no longer held', '▸14:11:51.193  exit  2.257 ms  demo.Shop.price']);
	});
});
