import {describe, expect, it} from 'vitest';
import {objectLines} from '../../../source/views/object-text/object-lines.js';
import {objectPath} from '../../../source/views/object-text/object-path.js';
import {parseObjectText} from '../../../source/views/object-text/parse-object-text.js';
import {fixture} from '../../helpers/fixture.js';
import {recordedResults} from '../recorded-results.js';

function paths(text: string, expression: string): string[] {
	return objectLines(parseObjectText(text).root, {openDepth: 9, turned: new Set()}).map(line => objectPath(line, expression));
}

describe('a path', () => {
	it('begins with the item of the list that the command evaluated', () => {
		const value = recordedResults('arthas-http-api/watch-item.json').find(({type}) => type === 'watch')?.['value'];
		const all = paths(typeof value === 'string' ? value : '', '{params,target}');
		expect(all.slice(0, 4)).toEqual(['{params,target}', 'params', 'params[0]', 'params[0].sku']);
		expect(all).toContain('params[1]');
		expect(all).toContain('target.STOCK["B-200"]');
		expect(all).toContain('target.NAMES[1]');
	});

	it.each([
		['params', 'params[0]'],
		['@demo.Shop@STOCK', '@demo.Shop@STOCK[0]'],
		['instances[0].name("a b")', 'instances[0].name("a b")[0]'],
		['a + b', '(a + b)[0]'],
		['#a=1, #a', '(#a=1, #a)[0]'],
		['{a + b}', 'a + b'],
		['{1, 2}.{#this}', '({1, 2}.{#this})[0]'],
	])('begins with another expression: %s', (expression, path) => {
		expect(paths('@ArrayList[\n    @Integer[1],\n]', expression)[1]).toBe(path);
	});

	it('leads through an item that is no simple name', () => {
		expect(paths('@ArrayList[\n    @ArrayList[\n        @Integer[1],\n    ],\n]', '{a + b}')).toEqual(['{a + b}', 'a + b', '(a + b)[0]']);
	});

	it('goes by the key of a map, where OGNL can write it, and by what it says or where it stands, where not', () => {
		expect(paths(fixture('object-text/keys-x1.txt'), 'm').slice(1)).toEqual([
			'm.entrySet().{^ ""+key=="Key:A"}[0].value',
			'm.values().toArray()[1]',
			'm[null]',
			'm[1]',
			'm[2L]',
			'm["c".charAt(0)]',
			'm[true]',
			'm.entrySet().{^ ""+key=="NEW"}[0].value',
			String.raw`m["q\"uo\u0027te\n\n"]`,
			'm.entrySet().{^ ""+key=="java.lang.RuntimeException: key"}[0].value',
			'm["e"]',
			'm.values().toArray()[11]',
			'm[1.5d]',
			'm["a"]',
			'm.values().toArray()[14]',
		]);
	});

	it('leads into a key that is an object', () => {
		expect(paths(fixture('object-text/keys-x3.txt'), 'm').slice(1, 5)).toEqual(['m.values().toArray()[0]', 'm.keySet().toArray()[0]', 'm.keySet().toArray()[0].sku', 'm.keySet().toArray()[0].n']);
	});

	it.each([
		['@HashSet[\n    @Integer[1],\n]', 'x.toArray()[0]'],
		['@Object[][\n    @Integer[1],\n]', 'x[0]'],
		['@Vector[\n    @Integer[1],\n]', 'x[0]'],
		['@Foo[\n    this$0=@Integer[1],\n]', 'x.this$0'],
		['@Foo[\n    größe-1=@Integer[1],\n]', 'x["größe-1"]'],
		['@HashMap[\n    @String[C:\\temp\\new]:null,\n]', String.raw`x["C:\\temp\new"]`],
		['@HashMap[\n    @String[\u001B\t]:null,\n]', String.raw`x["\u001b\u0009"]`],
		['@HashMap[\n    @constructor[a]:null,\n]', 'x.entrySet().{^ ""+key=="a"}[0].value'],
		['@HashMap[\n    @Double[NaN]:null,\n]', 'x.entrySet().{^ ""+key=="NaN"}[0].value'],
		['@HashMap[\n    @Character[LF]:null,\n]', 'x.values().toArray()[0]'],
		['{"a":[{"b c":1}]}', 'x.a'],
	])('fits its owner: %j', (text, path) => {
		expect(paths(text, 'x')[1]).toBe(path);
	});

	it('of a line of a stack trace is that of the whole', () => {
		expect(paths('@ArrayList[\n    java.lang.Error: a\n\tat b.C(D.java:1)\n,\n]', '{throwExp}')).toEqual(['{throwExp}', 'throwExp', 'throwExp']);
	});
});
