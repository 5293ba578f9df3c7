import {describe, expect, it} from 'vitest';
import type {Result} from '../../../source/core/protocol/result.js';
import {recordedResults} from '../../views/recorded-results.js';
import {openResult} from './open-result.js';

const of = (name: string, type: string): Result[] => recordedResults(`arthas-http-api/${name}.json`).filter(result => result.type === type);
const [traced] = of('trace-jdk', 'trace') as [Result];
const [watched] = of('watch-item', 'watch') as [Result];
const samples = of('dashboard', 'dashboard');

describe('a pane with one result', () => {
	it('shows it from its top, with the cursor on the first row that it may stand on', () => {
		const pane = openResult('vmoption', {results: of('vmoption', 'vmoption'), height: 4});
		expect(pane.draw()).toBe([
			' NAME                                VALUE         ORIGIN      WRITEABLE',
			'▸HeapDumpBeforeFullGC                false         DEFAULT     true',
			' HeapDumpAfterFullGC                 false         DEFAULT     true',
			' HeapDumpOnOutOfMemoryError          false         DEFAULT     true',
		].join('\n'));
		pane.move({type: 'page', by: 1});
		pane.move({type: 'page', by: 1});
		expect(pane.draw()).not.toContain('NAME ');
		pane.move({type: 'first'});
		expect(pane.draw()).toContain('NAME ');
	});

	it('has the ground of the selection in the row of the cursor', () => {
		const pane = openResult('watch demo.Shop price', {results: [watched]});
		expect(pane.painted()[0]).toMatchObject({on: 'selection'});
	});

	it('folds and unfolds with the cursor', () => {
		const pane = openResult('watch demo.Shop price \'{params,target}\' -x 3', {results: [watched], height: 20});
		pane.move({type: 'to', key: 'v/0  params/0'});
		expect(pane.cursor()).toMatch(/^│ {2}├─▹ 0 {2}@Item/u);
		pane.act('doc.unfold-row');
		expect(pane.cursor()).toMatch(/▿ 0 {2}@Item/u);
		pane.act('doc.unfold-row');
		expect(pane.cursor()).toMatch(/├─ {2}sku +@String\[A-100\]/u);
		pane.act('doc.fold-row');
		expect(pane.cursor()).toMatch(/▿ 0 {2}@Item/u);
		pane.act('doc.toggle');
		expect(pane.cursor()).toMatch(/▹ 0 {2}@Item/u);
		pane.act('doc.fold-row');
		expect(pane.cursor()).toMatch(/▿ 0 {2}params/u);
	});

	it('opens and closes all of a branch, or of everything', () => {
		const pane = openResult('watch demo.Shop price {params,target} -x 3', {results: [watched], height: 60});
		pane.move({type: 'to', key: 'v/1  target'});
		pane.act('doc.open-all');
		expect(pane.draw()).toContain('FQCN');
		expect(pane.draw()).not.toContain('created');
		pane.act('doc.close-all');
		expect(pane.draw().split('\n')).toHaveLength(6);
		pane.move({type: 'first'});
		pane.act('doc.open-all');
		expect(pane.draw()).toContain('created');
		pane.act('doc.close-all');
		expect(pane.draw().split('\n')).toHaveLength(2);
	});

	it('copies values whole, paths, rows and all of it', () => {
		const pane = openResult('watch demo.Shop price {params,target} -x 3', {results: [watched]});
		pane.move({type: 'to', key: 'v/0  params/0'});
		pane.act('doc.unfold-row');
		pane.move({type: 'to', key: 'v/0  params/0/status'});
		pane.act('doc.copy-path');
		pane.act('doc.copy-value');
		pane.act('doc.copy-row');
		pane.act('doc.copy-command');
		expect(pane.copied).toEqual(['params[0].status', 'PAID', expect.stringMatching(/├─ {2}status +@Status\[PAID\]$/u), 'watch demo.Shop price {params,target} -x 3']);
		pane.move({type: 'to', key: 'v/1  target/NAMES'});
		pane.act('doc.copy-value');
		expect(pane.copied.at(-1)).toBe('@ArrayList[\n            @String[ann],\n            @String[bob],\n        ]');
		pane.act('doc.copy-all');
		expect(pane.copied.at(-1)?.split('\n')[0]).toBe('14:11:51.193  exit  2.257 ms  demo.Shop.price');
		pane.move({type: 'first'});
		expect(pane.whyNot('doc.copy-path')).toBe('there is none here');
	});
});

describe('a trace', () => {
	it('goes to its hottest call, also from a closed tree', () => {
		const pane = openResult('trace demo.MathGame run', {results: [traced], width: 120});
		pane.move({type: 'to', key: 't/0'});
		pane.act('doc.fold-row');
		expect(pane.draw()).not.toContain('hottest');
		pane.act('doc.hottest');
		expect(pane.cursor()).toContain('StringBuilder.append()  ◂ hottest');
		expect(pane.whyNot('doc.hottest')).toBeUndefined();
		expect(openResult('watch a b', {results: [watched]}).whyNot('doc.hottest')).toBe('only a trace tells where the time went');
	});

	it('stands in the order of cost or of the calls', () => {
		const pane = openResult('trace demo.MathGame run', {results: [traced], height: 20});
		const calls = () => [...pane.draw().matchAll(/[├└]─▹? (?:\w+\.)?(\S+)/gu)].map(([, name]) => name);
		expect(calls().slice(0, 3)).toEqual(['append()', 'format()', 'primeFactors()']);
		pane.act('doc.order');
		expect(calls().slice(0, 3)).toEqual(['nextInt()', 'primeFactors()', '<init>()']);
		expect(pane.state.data).toEqual({mode: 'calls'});
		pane.act('doc.order');
		expect(calls()[0]).toBe('append()');
		expect(openResult('watch a b', {results: [watched]}).whyNot('doc.order')).toBe('it has one order only');
	});
});

describe('search', () => {
	it('marks what it finds and goes round', () => {
		const pane = openResult('sc *', {results: [{type: 'sc', classNames: ['demo.Game', 'demo.Shop', 'demo.Games']}]});
		pane.act('doc.search');
		pane.answer('GAME', 'entered');
		expect(pane.cursor()).toBe('demo.Games');
		expect(pane.painted().flatMap(row => 'spans' in row ? row.spans : row).filter(({style}) => style === 'match').map(({text}) => text)).toEqual(['Game', 'Game']);
		pane.act('doc.find-next');
		expect(pane.cursor()).toBe('demo.Game');
		pane.act('doc.find-previous');
		expect(pane.cursor()).toBe('demo.Games');
		expect(pane.title()).toContain('looking for GAME');
		pane.act('doc.back');
		expect(pane.title()).not.toContain('looking');
	});

	it('opens what hides the only place', () => {
		const pane = openResult('watch demo.Shop price {params,target} -x 3', {results: [watched]});
		pane.act('doc.search', 'LinkedHashMap');
		expect(pane.cursor()).toMatch(/tags +@LinkedHashMap\[3\]/u);
		pane.act('doc.search', 'nowhere');
		expect(pane.notices).toEqual(['nothing here has “nowhere”']);
	});

	it('leaves everything as it was with esc', () => {
		const pane = openResult('sc *', {results: [{type: 'sc', classNames: ['demo.Game', 'demo.Shop']}]});
		pane.act('doc.search');
		pane.answer('Shop', 'left');
		expect([pane.cursor(), pane.state.data]).toEqual(['demo.Game', {}]);
		expect(pane.whyNot('doc.find-next')).toBe('/ looks for something first');
	});
});

describe('a table', () => {
	it('is sorted by each column in turn, and by the one that is named', () => {
		const pane = openResult('classloader', {results: of('classloader', 'classloader')});
		const first = () => pane.draw().split('\n')[1]?.trim().split(/ {2,}/u).at(-1);
		pane.act('doc.sort');
		expect([pane.draw().split('\n')[0], first()]).toEqual([' LOADED ▲  INSTANCES  LOADER', 'jdk.internal.loader.ClassLoaders$AppClassLoader']);
		pane.move({type: 'reverse'});
		expect(first()).toBe('BootstrapClassLoader');
		pane.act('doc.sort', 'loader');
		expect(first()).toBe('BootstrapClassLoader');
		expect(pane.draw()).toContain('LOADER ▲');
		pane.act('doc.sort');
		expect(pane.draw()).not.toContain('▲');
	});
});

describe('a result that is replaced by the next one', () => {
	it('follows, pauses, steps back and on', () => {
		const pane = openResult('dashboard -i 1000', {results: samples.slice(0, 2), width: 120, height: 30});
		pane.setState({name: 'running', since: 0} as Parameters<typeof pane.setState>[0]);
		expect(pane.title()).toMatch(/^dashboard -i 1000 {3}math-7f3a \| sample 2 {3}following {3}lost 0 {3}as of \d\d:\d\d:\d\d$/u);
		pane.act('result.pause');
		pane.send(samples[2]!);
		expect(pane.title()).toMatch(/sample 2 of 3 {3}paused {3}lost 0 {3}at /u);
		expect(pane.draw()).toContain('12.21');
		pane.act('result.older');
		expect(pane.title()).toContain('sample 1 of 3');
		expect(pane.whyNot('result.older')).toBe('no older one is held');
		pane.act('result.newer');
		pane.act('result.newer');
		expect(pane.title()).toContain('sample 3   paused');
		pane.act('result.newer');
		expect(pane.title()).toContain('sample 3   following');
		expect(pane.whyNot('result.newer')).toBe('it is the newest one');
		expect(pane.whyNot('result.older')).toBeUndefined();
		expect(pane.whyNot('result.follow')).toBe('it follows');
	});

	it('keeps the cursor on its row, and shows the course of what changes', () => {
		const pane = openResult('dashboard -i 1000', {results: samples.slice(0, 2), width: 140, height: 30});
		pane.move({type: 'to', key: 't.18'});
		expect(pane.cursor()).toContain('fast-caller');
		pane.send(samples[2]!);
		expect(pane.cursor()).toMatch(/fast-caller.*4\.49.*▁▇█/u);
	});

	it('says how it ended, and stops and runs again when it may', () => {
		const pane = openResult('dashboard -i 1000', {results: samples});
		expect([pane.whyNot('result.stop'), pane.whyNot('result.again')]).toEqual([undefined, 'it runs; ctrl-c ends it']);
		pane.act('result.stop');
		expect(pane.title()).toContain('○ stopped');
		expect([pane.whyNot('result.stop'), pane.whyNot('result.again')]).toEqual(['it does not run', undefined]);
	});

	it('counts hits, and no words about the job, where their number ended it', () => {
		const pane = openResult('watch a.B c -n 2', {results: [{type: 'command', command: 'watch a.B c'}, {type: 'enhancer', success: true}, hit, hit, {type: 'status', statusCode: 0}]});
		pane.setState({name: 'limited', by: '-n', statusCode: 0});
		expect(pane.title()).toContain('limited by -n, 2 hits');
	});
});

const hit = {
	type: 'watch', className: 'a.B', methodName: 'c', cost: 1, value: '@Integer[1]',
};

describe('a pane without a result', () => {
	it('says that nothing came yet, and shows the words of an end that brought none', () => {
		const pane = openResult('ognl x');
		expect(pane.draw()).toBe(' asked, nothing came yet');
		pane.send({type: 'status', statusCode: -1, message: 'Failed to execute ognl'});
		expect(pane.draw()).toContain('Failed to execute ognl');
	});

	it('shows the result that it was opened for, or that it is gone', () => {
		const results = [1, 2].map((index): Result => ({type: 'ognl', value: `@Integer[${index}]`}));
		expect(openResult('ognl x', {results, data: {seq: 1}}).draw()).toContain('@Integer[1]');
		expect(openResult('ognl x', {results, data: {seq: 9}}).draw()).toBe(' this result is no longer held');
	});
});
