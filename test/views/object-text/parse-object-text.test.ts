import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Json} from '../../../source/core/protocol/result.js';
import {isInspectionTree} from '../../../source/views/object-text/inspection-tree.js';
import type {ObjectNode} from '../../../source/views/object-text/object-node.js';
import {parseObjectText} from '../../../source/views/object-text/parse-object-text.js';
import {fixture} from '../../helpers/fixture.js';
import {allRecordedResults, recordedResults} from '../recorded-results.js';
import {anyObject} from './any-object.js';
import {printObject} from './print-object.js';

describe('an object that Arthas draws', () => {
	it.each([
		['null', {kind: 'null'}],
		['@Integer[7]', {kind: 'number', type: 'Integer', text: '7'}],
		['@Boolean[true]', {kind: 'boolean', type: 'Boolean', text: 'true'}],
		['@String[]', {kind: 'text', type: 'String', text: ''}],
		['@String[a, "b" [c]]', {kind: 'text', type: 'String', text: 'a, "b" [c]'}],
		['@Character[]]', {kind: 'text', type: 'Character', text: ']'}],
		['@Date[2026-01-01 00:00:00,000]', {kind: 'value', type: 'Date', text: '2026-01-01 00:00:00,000'}],
		['@Status[PAID]', {kind: 'value', type: 'Status', text: 'PAID'}],
		['@[demo.Shop$1@52e19682]', {kind: 'closed', type: '', text: 'demo.Shop$1@52e19682'}],
		['@Node[a\n]\nb]', {kind: 'value', type: 'Node', text: 'a\n]\nb'}],
		['@int[][isEmpty=false;size=3]', {kind: 'closed', type: 'int[]', size: 3}],
		['@Object[][][isEmpty=true;size=0]', {kind: 'opened', type: 'Object[][]', size: 0}],
		['@Object[\n]', {kind: 'opened', type: 'Object', children: []}],
		['@byte[][\n    @Byte[1],\n    @Byte[-2],\n]', {
			kind: 'opened', type: 'byte[]', size: 2, children: [{text: '1'}, {text: '-2'}],
		}],
		['@IllegalStateException[java.lang.IllegalStateException: no]', {kind: 'exception', type: 'IllegalStateException', text: 'java.lang.IllegalStateException: no'}],
		['java.lang.IllegalStateException: no\n\tat demo.Shop.main(Shop.java:1)\n', {kind: 'exception', type: 'IllegalStateException', text: 'java.lang.IllegalStateException: no\n\tat demo.Shop.main(Shop.java:1)'}],
		['demo.NoTraceException\n', {kind: 'exception', type: 'NoTraceException'}],
	])('%j', (text, expected) => {
		const {root, complete, problem} = parseObjectText(text);
		expect(root).toMatchObject(expected);
		expect(text.slice(root.start, root.end)).toBe(text);
		expect([complete, problem]).toEqual([true, undefined]);
	});

	it('has its members by name, key and position, each with its place in the text', () => {
		const text = '@Shop[\n    names=@ArrayList[\n        @String[ann],\n        null,\n    ],\n    stock=@HashMap[\n'
			+ '        @String[A-100]:@Integer[7],\n        null:@Item[\n            sku=@String[x],\n        ],\n    ],\n]';
		const {root} = parseObjectText(text);
		const [names, stock] = root.children;
		expect(names).toMatchObject({name: 'names', size: 2, children: [{text: 'ann', name: undefined, key: undefined}, {kind: 'null'}]});
		expect(stock).toMatchObject({name: 'stock', size: 2, children: [{key: {text: 'A-100'}, text: '7'}, {key: {kind: 'null'}, children: [{name: 'sku', text: 'x'}]}]});
		expect(text.slice(names?.start, names?.end)).toBe('@ArrayList[\n        @String[ann],\n        null,\n    ]');
		expect(text.slice(stock?.children[1]?.start, stock?.children[1]?.end)).toBe('@Item[\n            sku=@String[x],\n        ]');
		expect(text.slice(stock?.children[0]?.key?.start, stock?.children[0]?.key?.end)).toBe('@String[A-100]');
	});

	it('has keys that are objects themselves', () => {
		const {root, complete} = parseObjectText(fixture('object-text/keys-x3.txt'));
		expect(complete).toBe(true);
		expect(root.size).toBe(15);
		expect(root.children.map(({key}) => key?.text ?? key?.kind)).toEqual([
			'opened',
			'opened',
			'null',
			'1',
			'2',
			'c',
			'true',
			'NEW',
			String.raw`q"uo'te\n\n`,
			'java.lang.RuntimeException: key\n\tat demo.Tricky.main(Tricky.java:29)',
			'e',
			'opened',
			'1.5',
			'a',
			'1970-01-01 00:00:00,000',
		]);
		expect(root.children[1]?.key).toMatchObject({type: 'ArrayList', size: 2, children: [{text: '1'}, {text: '2'}]});
		expect(root.children[9]).toMatchObject({kind: 'number', text: '1'});
		expect(root.children[10]).toMatchObject({kind: 'exception', type: 'RuntimeException'});
	});

	it('has keys whose own words are several lines', () => {
		const {root, complete} = parseObjectText(fixture('object-text/keys-x1.txt'));
		expect([complete, root.size]).toEqual([true, 15]);
		expect(root.children[11]).toMatchObject({key: {type: 'Multi', text: 'm\nn'}, text: '3'});
		expect(root.children[1]).toMatchObject({key: {kind: 'closed', type: 'ArrayList', size: 2}, text: 'list'});
	});
});

describe('what an agent could not draw', () => {
	it('is told, and the fields after it are there: a toString that throws, classes of the JDK that are closed since 9', () => {
		const {root, complete, problem} = parseObjectText(fixture('object-text/holder-x2.txt'));
		const named = (name: string) => root.children.find(child => child.name === name);
		expect(complete).toBe(false);
		expect(problem).toBe('the agent left members out at offset 128');
		expect(root.children).toHaveLength(28);
		expect(named('list')).toMatchObject({isCut: true, size: undefined, children: [{text: 'ok'}]});
		expect(named('bad')).toMatchObject({isCut: true, children: [{kind: 'failed', key: {text: 'k'}}]});
		expect(named('opt')).toMatchObject({kind: 'failed', type: 'Optional'});
		expect(named('big')).toMatchObject({kind: 'failed', type: 'BigDecimal'});
		expect(named('after3')).toMatchObject({text: '3'});
		expect(root.isCut).toBe(false);
	});

	it('is told where only a name is left of it, among texts of several lines', () => {
		const {root, problem} = parseObjectText(fixture('object-text/holder-x3.txt'));
		const inner = root.children.find(({name}) => name === 'anon')?.children[1];
		expect(problem).toBe('the agent could not draw the value at offset 1120');
		expect(inner?.children.map(({name, kind}) => `${name}:${kind}`).slice(0, 12)).toEqual([
			'boom:failed', 'after:number', 'list:closed', 'after2:number', 'bad:closed', 'after3:number', 't:exception', 'json:value', 'list2:value', 'nl:value', 'empty:value', 'es:text',
		]);
		expect(inner?.children[7]?.text).toBe('{\n    "a": [\n        1\n    ],\n    "b": 2\n}');
		expect(inner?.children[9]?.text).toBe('\nstarts with newline');
	});

	it.each([
		['cut-in-string', 'the agent cut the object at its size limit of 10485760 characters', 'yyy......'],
		['cut-in-list', 'the agent cut the object at its size limit of 10485760 characters', '5'],
		['cut-after-name', 'the agent cut the object at its size limit of 10485760 characters', '5'],
		['cut-in-root-list', 'the agent cut the object at its size limit of 10485760 characters', 'xxx'],
		['cut-x1', 'the agent left out what was beyond its size limit at offset 34', 'xxx'],
	])('is marked where the limit was reached: %s', (name, problem, last) => {
		const parsed = parseObjectText(fixture(`object-text/${name}.txt`));
		expect(parsed).toMatchObject({complete: false, problem, root: {isCut: true, size: undefined}});
		expect(leaves(parsed.root).map(({text}) => text).findLast(text => text !== undefined)).toBe(last);
	});

	it.each([
		['com.taobao.arthas.core.command.model.ObjectVO@1b4d8375', 'closed', 'the command opened no level (expand was 0), so that the agent sent no object; -x 1 opens one'],
		['ERROR DATA!!! object class: class java.util.ArrayList, exception class: x', 'failed', 'the agent could not draw the object'],
		['hello', 'unread', 'there is no object text at offset 0'],
		['', 'unread', 'there is no object text at offset 0'],
		['@hello\nworld', 'unread', 'there is no object text at offset 0'],
	])('is one text: %j', (text, kind, problem) => {
		expect(parseObjectText(text)).toMatchObject({complete: false, problem, root: {kind, text, children: []}});
	});

	it('keeps lines that fit nowhere, in their order', () => {
		const {root, problem} = parseObjectText('@ArrayList[\n    @Integer[1],\n  odd\n  lines\n    @Integer[2],\n]');
		expect(root.children).toMatchObject([{text: '1'}, {kind: 'unread', text: 'odd\n  lines'}, {text: '2'}]);
		expect(problem).toBe('there is no object text at offset 31');
	});

	it.each([
		'@ArrayList[',
		'@ArrayList[\n',
		'@ArrayList[\n    @Integer[1',
		'@ArrayList[\n    @Integer[1],\n',
		'@ArrayList[\n    @Map[\n        @String[k]:',
	])('says that the end is missing: %j', text => {
		expect(parseObjectText(text)).toMatchObject({complete: false, root: {kind: 'opened', isCut: true}});
	});
});

describe('JSON in place of a drawing', () => {
	it('is read as such', () => {
		const text = recordedResults('arthas-http-api/watch-json-format.json').find(({type}) => type === 'watch')?.['value'];
		const {root, complete} = parseObjectText(typeof text === 'string' ? text : '');
		expect(complete).toBe(true);
		expect(root.children[0]?.children.find(({name}) => name === 'big')).toMatchObject({kind: 'number', text: '9007199254740993'});
		expect(root.children[0]?.children.find(({name}) => name === 'raw')).toMatchObject({kind: 'opened', size: 3, children: [{text: '1'}, {text: '-2'}, {text: '3'}]});
	});

	it.each([
		['5', {kind: 'number', text: '5'}],
		['-1.5', {kind: 'number', text: '-1.5'}],
		['"abc"', {kind: 'text', text: 'abc'}],
		['true', {kind: 'boolean', text: 'true'}],
		['[]', {kind: 'opened', size: 0, children: []}],
		['{"a":{"$ref":".."}}', {kind: 'opened', children: [{name: 'a', kind: 'reference', text: '..'}]}],
	])('%s', (text, expected) => {
		expect(parseObjectText(text)).toMatchObject({complete: true, root: expected});
	});

	it('stays text where it is none: a null key has no quotes in Arthas 4.1.5', () => {
		const text = '{"{}":1,null:"nullkey"}';
		expect(parseObjectText(text)).toMatchObject({complete: false, root: {kind: 'unread', text}});
		expect(parseObjectText(text).problem).toContain('offset 8');
	});
});

describe('all recorded objects', () => {
	const drawn = new Set(['watch', 'ognl', 'getstatic', 'vmtool', 'tt', 'sc']);
	const members = new Set(['value', 'field', 'returnObj', 'throwExp', 'watchValue']);
	const results = [
		...allRecordedResults(),
		...['ognl-x0', 'ognl-item', 'sc-d-f-x0', 'watch-cyclic', 'watch-condition', 'getstatic', 'vmtool-express'].flatMap(name => recordedResults(`object-text/${name}.json`)),
	];
	const texts = new Set(results.filter(({type}) => drawn.has(type)).flatMap(result => textsIn(result)));

	it('are complete, but for those that are not sent', () => {
		const problems = [...texts].filter(text => !parseObjectText(text).complete).map(text => text.replaceAll(/@[\da-f]+$/gu, '@…').slice(0, 60));
		expect(texts.size).toBeGreaterThan(90);
		expect([...new Set(problems)].sort()).toEqual([
			'ERROR DATA!!! object class: class java.util.Random, exceptio',
			'com.taobao.arthas.core.command.model.ObjectVO@…',
		]);
	});

	function textsIn(value: Json, name = ''): string[] {
		if (typeof value === 'string') {
			return members.has(name) ? [value] : [];
		}

		return typeof value === 'object' && value !== null && !isInspectionTree(value)
			? Object.entries(value).flatMap(([member, inner]: [string, Json]) => textsIn(inner, name === 'watchResults' ? 'value' : member))
			: [];
	}
});

describe('any object', () => {
	it('is the same after printing and reading it', () => {
		fc.assert(fc.property(anyObject(), object => {
			const text = printObject(object);
			const {root, problem} = parseObjectText(text);
			expect(withoutOffsets(root)).toEqual(withoutOffsets(object));
			expect(problem).toBeUndefined();
		}), {numRuns: 500});
	});
});

describe('any text', () => {
	const pieces = fc.constantFrom('@', '[', ']', '],', '\n', '    ', '        ', ':', ',', '=', 'null', 'null,', 'a=', '@A[', '@List[', '@Map[', '@Integer[1],\n', '@A[isEmpty=false;size=2]', '...', ']:', '\tat x\n', 'a.BException: m\n', ',\n', '你', '"', '{');
	const anyText = fc.oneof(
		fc.string({unit: 'binary'}),
		fc.array(pieces, {maxLength: 40}).map(parts => parts.join('')),
		fc.array(pieces, {maxLength: 40}).map(parts => `@A[\n${parts.join('')}\n]`),
		fc.tuple(anyObject(), fc.nat(), fc.nat(), pieces).map(([object, from, to, piece]) => {
			const text = printObject(object);
			return text.slice(0, from % text.length) + piece + text.slice(to % text.length);
		}),
	);

	it('becomes a tree whose leaves stand in the order of the text and hold all of it but the structure', () => {
		fc.assert(fc.property(anyText, text => {
			const {root, complete, problem} = parseObjectText(text);
			expect(complete).toBe(problem === undefined);
			let at = 0;
			for (const {start, end} of root.start === -1 ? [] : leaves(root)) {
				expect(start).toBeGreaterThanOrEqual(at);
				expect(end).toBeGreaterThanOrEqual(start);
				expect(text.slice(at, start)).toMatch(structure);
				at = end;
			}

			expect(root.start === -1 ? '' : text.slice(at)).toMatch(structure);
		}), {numRuns: 2000});
	});

	/** Blanks, commas, colons, brackets that close, dots, names of fields, heads of opened objects. */
	const structure = /^(?:[\s,:\].]|[^\s=@[\].;/:,"(){}]+=|@[^[\]\n]*(?:\[\])*\[(?=\n|$))*$/u;
});

describe('hostile texts', () => {
	it('may be as long and as deep as they like', () => {
		const flat = parseObjectText(`@ArrayList[\n${'    @Integer[1],\n'.repeat(650_000)}]`);
		expect([flat.complete, flat.root.size]).toEqual([true, 650_000]);

		const deep = (levels: number) => Array.from({length: levels}, (_, level) => `${'    '.repeat(level)}@L[\n`).join('') + Array.from({length: levels}, (_, level) => `${'    '.repeat(levels - level - 1)}]${level === levels - 1 ? '' : ',\n'}`).join('');
		const {root, complete} = parseObjectText(deep(1500));
		expect(complete).toBe(true);
		expect(depthOf(root)).toBe(1500);

		expect(parseObjectText('@L[\n'.repeat(100_000) + '],\n'.repeat(99_999) + ']').root.type).toBe('L');
		expect(parseObjectText('@L['.repeat(100_000) + ']'.repeat(100_000))).toMatchObject({complete: true, root: {kind: 'value', type: 'L'}});
		expect(parseObjectText('['.repeat(100_000) + ']'.repeat(100_000))).toMatchObject({complete: false, root: {kind: 'unread'}});
		expect(depthOf(parseObjectText('['.repeat(2400) + ']'.repeat(2400)).root)).toBe(2400);
	});

	it.each(['a', 'a.', '@', '@A[', '"', '1', '\\', 'a: b\n', '\n\tat ', '.', ' '])('take no more than linear time without any structure: %j', piece => {
		expect(parseObjectText(piece.repeat(1_000_000))).toHaveProperty('root.children.length', 0);
	});

	it.each([
		'    a=@Foo[x\n',
		'    @Foo[x\n',
		'    @Foo[\n',
		'    a=java.lang.Error: x\n',
		'    java.lang.Error: x\n',
		'    @K[x]:java.lang.Error\n',
		'@Foo\n',
		'    ]\n',
		'],\n',
		'x\n',
		'    \n',
		'    ...\n',
		'    a=...\n',
		'    a=\n',
		'    @K[k]:\n',
		'    @K[\n    ]:',
		'    @K[x],\n:',
		'        @Foo[\n',
		'    a=@Foo[\n    a=@Foo[x],\n',
		'    null:null:null,\n',
		'    @Foo[x],\n\tat ',
		`    @${'T'.repeat(50)}\n`,
	])('take no more than linear time: %j', line => {
		for (const head of ['@A[\n', '@ArrayList[\n', '@A[\n    a=@Integer[1],\n', '@A[\n    @String[k]:@String[v],\n']) {
			const {root} = parseObjectText(head + line.repeat(100_000));
			expect(root.type).toMatch(/^A/u);
		}
	});
});

function leaves(node: ObjectNode): ObjectNode[] {
	const found: ObjectNode[] = [];
	const due = [node];
	for (let next = due.pop(); next !== undefined; next = due.pop()) {
		if (next.children.length === 0) {
			found.push(next);
		}

		for (const child of next.children.toReversed()) {
			due.push(child, ...(child.key === undefined ? [] : [child.key]));
		}
	}

	return found;
}

function depthOf(root: ObjectNode): number {
	let depth = 0;
	for (let node: ObjectNode | undefined = root; node !== undefined; node = node.children[0]) {
		depth++;
	}

	return depth;
}

function withoutOffsets(node: ObjectNode): ObjectNode {
	return {
		...node, start: -1, end: -1, key: node.key === undefined ? undefined : withoutOffsets(node.key), children: node.children.map(child => withoutOffsets(child)),
	};
}
