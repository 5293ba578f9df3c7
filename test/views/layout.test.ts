import {describe, expect, it} from 'vitest';
import type {Block, TreeNode} from '../../source/views/block.js';
import {textBlock} from '../../source/views/build-block.js';
import {cutText} from '../../source/views/cut-text.js';
import {layout} from '../../source/views/layout.js';
import {printRows} from '../../source/views/print.js';

function draw(block: Block, width: number): string[] {
	return printRows(layout([block], width), {color: false}).split('\n').slice(0, -1);
}

function node(text: string, ...children: TreeNode[]): TreeNode {
	return {label: [{text}], children};
}

describe('cutText', () => {
	it.each([
		['com.acme.shop.OrderService', 20, 'middle', 'com.acm…OrderService'],
		['com.acme.shop.OrderService', 20, 'end', 'com.acme.shop.Order…'],
		['short', 5, 'middle', 'short'],
		['你好世界你好', 7, 'end', '你好世…'],
		['你好世界你好', 6, 'end', '你好…'],
		['你好世界你好', 7, 'middle', '你…你好'],
		['abc', 1, 'middle', '…'],
		['abc', 0, 'end', ''],
	] as const)('%s in %i cells, %s', (text, width, where, cut) => {
		expect(cutText(text, width, where)).toBe(cut);
	});
});

describe('text', () => {
	it('continues after a blank, or in the middle of a word where none is near', () => {
		expect(draw(textBlock('the quick brown fox jumps over'), 20)).toEqual(['the quick brown fox ', 'jumps over']);
		expect(draw(textBlock('x'.repeat(45)), 20)).toEqual(['x'.repeat(20), 'x'.repeat(20), 'x'.repeat(5)]);
	});

	it('never breaks a wide character in two', () => {
		expect(draw(textBlock(`a${'你'.repeat(12)}`), 20)).toEqual([`a${'你'.repeat(9)}`, '你你你']);
	});

	it('keeps empty lines', () => {
		expect(draw(textBlock('a\n\nb'), 20)).toEqual(['a', '', 'b']);
	});
});

describe('a table', () => {
	const table: Block = {
		kind: 'table',
		columns: [{title: 'NAME', cut: 'middle'}, {title: 'COUNT', align: 'right'}, {title: 'NOTE', cut: 'wrap', min: 10}, {title: 'WHO', optional: true}],
		rows: [
			[[{text: 'demo.MathGame'}], [{text: '7'}], [{text: 'fine'}], [{text: 'me'}]],
			[[{text: 'com.acme.shop.OrderService'}], [{text: '12345'}], [{text: 'slow since the deploy'}], []],
			[[{text: '你好'}], [], [{text: 'two\nlines'}], [{text: 'you'}]],
		],
	};

	it('gives columns what they need', () => {
		expect(draw(table, 80)).toEqual([
			'NAME                        COUNT  NOTE                   WHO',
			'demo.MathGame                   7  fine                   me',
			'com.acme.shop.OrderService  12345  slow since the deploy',
			'你好                               two␊lines              you',
		]);
	});

	it('cuts names in the middle and wraps notes where room is short', () => {
		expect(draw(table, 50)).toEqual([
			'NAME                COUNT  NOTE                WHO',
			'demo.MathGame           7  fine                me',
			'com.ac…rderService  12345  slow since the ',
			'                           deploy',
			'你好                       two␊lines           you',
		]);
	});

	it('leaves out what may be left out, and says so', () => {
		const rows = draw(table, 30);
		expect(rows[0]).toBe('NAME        COUNT  NOTE');
		expect(rows.at(-1)).toBe('… no room for WHO');
	});

	it('is as wide as its cells in a pipe', () => {
		expect(draw(table, Number.POSITIVE_INFINITY)).toEqual(draw(table, 80));
	});

	it('never cuts a number for a name', () => {
		const narrow: Block = {kind: 'table', columns: [{title: 'NAME'}, {title: 'N', align: 'right'}], rows: [[[{text: 'x'.repeat(40)}], [{text: '123456789'}]]]};
		expect(draw(narrow, 24)[1]).toBe(`${'x'.repeat(12)}…  123456789`);
	});

	it('is continued without its header', () => {
		expect(draw({
			kind: 'table', columns: [{title: 'A', min: 5}, {title: 'B'}], rows: [[[{text: '1'}], [{text: '2'}]]], header: false,
		}, 40)).toEqual(['1      2']);
	});
});

describe('a tree', () => {
	const tree = node('root', node('first', node('deep\nlines')), node('last', node('leaf')));

	it('is drawn as Arthas draws traces', () => {
		expect(draw({kind: 'tree', nodes: [tree]}, 40)).toEqual(['root', '+---first', '|   `---deep', '|       lines', '`---last', '    `---leaf']);
		expect(draw({kind: 'tree', nodes: [tree], rooted: true}, 40)[1]).toBe('    +---first');
	});

	it('says how much a folded node holds', () => {
		expect(draw({kind: 'tree', nodes: [{...tree, folded: true}]}, 40)).toEqual(['root … 2 more']);
	});

	it('keeps half of a row for the text of deep nodes', () => {
		let deep = node('here it is');
		for (let level = 0; level < 50; level++) {
			deep = node('.', deep);
		}

		expect(draw({kind: 'tree', nodes: [deep]}, 40).at(-1)).toBe(`…${' '.repeat(15)}\`---here it is`);
	});
});

describe('a list', () => {
	it('puts values beside names, and below names that are too long', () => {
		expect(draw({
			kind: 'list', items: [
				{key: 'os', value: [[{text: 'Linux'}], [{text: '6.1'}]]},
				{key: 'name', value: []},
				{key: 'a.very.long.name.indeed', value: [[{text: 'value that wraps at some place'}]]},
			],
		}, 40)).toEqual([
			'os                Linux',
			'                  6.1',
			'name',
			'a.very.long.name.indeed',
			'                  value that wraps at ',
			'                  some place',
		]);
	});
});

describe('colour', () => {
	it('follows the meaning, and dim text has none', () => {
		const rows = layout([textBlock([{text: 'gone', style: 'bad'}, {text: ' maybe', style: 'dim'}, {text: ' ', style: 'bad'}])], 40);
		expect(printRows(rows, {color: true})).toBe('\u{1B}[91mgone\u{1B}[0m maybe \n');
		expect(printRows(rows, {color: false})).toBe('gone maybe \n');
	});
});
