import {describe, expect, it} from 'vitest';
import {displayWidth} from '../../../source/views/width.js';
import {objectLines, type ObjectFolds} from '../../../source/views/object-text/object-lines.js';
import {objectTreeRows, type ObjectTreeStyle} from '../../../source/views/object-text/object-tree-rows.js';
import {parseObjectText} from '../../../source/views/object-text/parse-object-text.js';
import {fixture} from '../../helpers/fixture.js';
import {recordedResults} from '../recorded-results.js';

const item = textOf('arthas-http-api/watch-item.json');

function textOf(name: string, index = 0): string {
	const value = recordedResults(name).filter(({type}) => type === 'watch')[index]?.['value'];
	return typeof value === 'string' ? value : '';
}

function rows(text: string, folds: Partial<ObjectFolds> = {}, style: Partial<ObjectTreeStyle> = {}) {
	return objectTreeRows(objectLines(parseObjectText(text).root, {openDepth: 9, turned: new Set(), ...folds}), {width: 80, ...style});
}

function drawn(...parameters: Parameters<typeof rows>): string {
	return rows(...parameters).map(row => row.map(({text}) => text).join('').trimEnd()).join('\n');
}

describe('an object as rows', () => {
	it('has guides, folds and names of what was watched', () => {
		expect(drawn(item, {openDepth: 2, names: ['params', 'target']})).toBe(`
▿ @ArrayList[2]
├─▿ 0  params  @Object[][2]
│  ├─▹ 0  @Item  Item{sku: A-100, count: 2, price: 9.99, big: 9007199254740993,…
│  └─  1  @Integer[5425]
└─▿ 1  target  @Shop
   ├─▹ LOG      @Logger  Logger{serialVersionUID: 5454405123156820674, FQCN: ch…
   ├─  counter  @Integer[5425]
   ├─▹ STOCK    @ConcurrentHashMap[2]  {B-200: 0, A-100: 7}
   ├─▹ NAMES    @ArrayList[2]  [ann, bob]
   ├─  spin     @Long[2277703075]
   └─  lock     @Object
`.trim());
	});

	it('opens and folds single places, which keep their names in the next object', () => {
		const folds = {openDepth: 1, turned: new Set(['/1', '/1/STOCK', '/0/0'])};
		expect(drawn(item, folds)).toBe(`
▿ @ArrayList[2]
├─▹ 0  @Object[][2]  [Item{sku: A-100, count: 2, price: 9.99, big: 900719925474…
└─▿ 1  @Shop
   ├─▹ LOG      @Logger  Logger{serialVersionUID: 5454405123156820674, FQCN: ch…
   ├─  counter  @Integer[5425]
   ├─▿ STOCK    @ConcurrentHashMap[2]
   │  ├─  "B-200"  @Integer[0]
   │  └─  "A-100"  @Integer[7]
   ├─▹ NAMES    @ArrayList[2]  [ann, bob]
   ├─  spin     @Long[2277703075]
   └─  lock     @Object
`.trim());
	});

	it('shows stack traces line by line', () => {
		expect(drawn(textOf('arthas-http-api/watch-stream.json', 1), {names: ['params', 'returnObj', 'throwExp']})).toBe(`
▿ @ArrayList[3]
├─▿ 0  params     @Object[][1]
│  └─  0  @Integer[-33598]
├─  1  returnObj  null
└─▿ 2  throwExp   IllegalArgumentException: number is: -33598, need >= 2
   ├─  at demo.MathGame.primeFactors(MathGame.java:46)
   ├─  at demo.MathGame.run(MathGame.java:24)
   └─  at demo.MathGame.main(Unknown Source)
`.trim());
	});

	it('says what is not opened, what could not be shown, and what is cut', () => {
		expect(drawn(fixture('object-text/holder-x2.txt'), {openDepth: 1}).split('\n').filter(row => /─. (?:list|bad|grid|opt|big) /u.test(row)).join('\n')).toBe(`
├─▹ list    @ArrayList  [ok, …] … cut
├─▹ bad     @LinkedHashMap  {k: ?, …} … cut
├─▹ grid    @int[][][2]  [@int[][2], @int[][1]]
├─  opt     @Optional  the agent could not show it
└─  big     @BigDecimal  the agent could not show it
`.trim());
		expect(drawn('@ArrayList[\n    @int[][isEmpty=false;size=3],\n    @Node[demo.Node@65d8e6e4],\n]')).toBe(`
▿ @ArrayList[2]
├─  0  @int[][3]  not opened
└─  1  @Node[demo.Node@65d8e6e4]  not opened
`.trim());
		expect(drawn(fixture('object-text/cut-x1.txt'))).toBe('▿ @Big … cut\n├─  one  @String[xxx]\n└─  m     … cut');
	});

	it('opens keys that are objects', () => {
		expect(drawn(fixture('object-text/keys-x3.txt')).split('\n').slice(0, 7).join('\n')).toBe(`
▿ @LinkedHashMap[15]
├─▿ Key{sku: A, n: 2}        @Integer[1]
│  └─▿ key  @Key
│     ├─  sku  @String[A]
│     └─  n    @Integer[2]
├─▿ [1, 2]                   @String[list]
│  └─▿ key  @ArrayList[2]
`.trim());
	});

	it('needs no other characters than those of ASCII, and other words where other words are given', () => {
		const text = '@ArrayList[\n    @ArrayList[\n        null,\n    ],\n    @int[][isEmpty=false;size=3],\n]';
		const glyphs = {
			branch: '+-', lastBranch: '`-', trunk: '| ', folded: '+', opened: '-',
		};
		expect(drawn(text, {turned: new Set(['/0'])}, {glyphs, words: {notOpened: '未展开', failed: '', cut: ''}})).toBe('- @ArrayList[2]\n+-+ 0  @ArrayList[1]  [null]\n`-  1  @int[][3]  未展开');
	});

	it('tells meanings by styles', () => {
		const [, first, second, third] = rows('@ArrayList[\n    @Integer[1],\n    null,\n    java.lang.Error: a\n\tat b.C(D.java:1)\n,\n]');
		expect(first).toEqual([{text: '├─  ', style: 'dim'}, {text: '0', style: 'key'}, {text: '  '}, {text: '@Integer[', style: 'dim'}, {text: '1'}, {text: ']', style: 'dim'}]);
		expect(second?.at(-1)).toEqual({text: 'null', style: 'dim'});
		expect(third?.at(-1)).toEqual({text: 'Error: a', style: 'bad'});
	});

	it.each([20, 21, 40, 80, 200])('is never wider than %i cells, and obeys nothing that an agent sends', width => {
		const long = `@Map[\n    @String[${'键'.repeat(50)}]:@String[${'值\u001B[31m\u202E'.repeat(100_000)}],\n    @String[b]:@A[\n        x\u0007=@String[é́́́́],\n    ],\n]`;
		for (const row of [...rows(long, {}, {width}), ...rows(fixture('object-text/holder-x3.txt'), {}, {width})]) {
			const text = row.map(({text}) => text).join('');
			expect(displayWidth(text)).toBeLessThanOrEqual(width);
			expect(text).toMatch(/^[^\p{Cc}\p{Bidi_Control}]*$/u);
		}
	});

	it('touches nothing that is folded', () => {
		const {root} = parseObjectText(`@ArrayList[\n${'    @ArrayList[\n        @Integer[1],\n    ],\n'.repeat(1000)}]`);
		expect(objectLines(root, {openDepth: 1, turned: new Set()})).toHaveLength(1001);
		expect(objectLines(root, {openDepth: 0, turned: new Set()})).toHaveLength(1);
	});

	it('is as deep as it likes', () => {
		const deep = parseObjectText('['.repeat(2400) + ']'.repeat(2400)).root;
		const lines = objectLines(deep, {openDepth: 9999, turned: new Set()});
		expect(lines).toHaveLength(2400);
		expect(objectTreeRows(lines.slice(-1), {width: 80})[0]?.map(({text}) => text).join('')).toMatch(/^… +└─ {2}0 {2}\[0\]$/u);
	});
});
