import type {Block, Line, ListBlock} from './block.js';
import {layoutTable} from './layout-table.js';
import {layoutTree} from './layout-tree.js';
import {lineWidth, wrapLine} from './fit-line.js';
import {safeLine, safeLines} from './safe-line.js';

/** One row of the screen: safe text, never wider than the width it was laid out for. */
export type Row = Line;

const narrowest = 20;

/**
Blocks as rows of at most `width` cells (20 at least). Text, lists and trees continue on the next row,
cells of tables are cut. With `Infinity`, as for a pipe, nothing is cut or broken.

All text passes through `safeText` here and nowhere else.
*/
export function layout(blocks: readonly Block[], width: number): Row[] {
	const columns = Math.max(width, narrowest);
	return blocks.flatMap(block => layoutBlock(block, columns));
}

function layoutBlock(block: Block, width: number): Row[] {
	switch (block.kind) {
		case 'text': {
			return block.lines.flatMap(line => textRows(line, width));
		}

		case 'table': {
			return layoutTable(block, width);
		}

		case 'tree': {
			return layoutTree(block, width);
		}

		case 'list': {
			return layoutList(block, width);
		}
	}
}

function textRows(line: Line, width: number): Row[] {
	return safeLines(line).flatMap(row => wrapLine(row, width));
}

function layoutList({items}: ListBlock, width: number): Row[] {
	const keys = items.map(({key}) => safeLine([{text: key, style: 'key'}]));
	const indent = Math.min(widestOf(keys), Math.floor(Math.min(width * 0.4, 48))) + 2;
	return items.flatMap(({value}, index) => {
		const key = keys[index] ?? [];
		const values = value.length === 0 ? [[]] : value.flatMap(line => textRows(line, width - indent));
		const blanks = indent - lineWidth(key);
		// A key that is too long for its column has rows of its own, and its value begins below.
		return blanks < 2
			? [...wrapLine(key, width), ...values.map(row => indented(row, indent))]
			: values.map((row, at) => at === 0 ? [...key, ...indented(row, blanks)] : indented(row, indent));
	});
}

function widestOf(lines: Line[]): number {
	let widest = 0;
	for (const line of lines) {
		widest = Math.max(widest, lineWidth(line));
	}

	return widest;
}

function indented(row: Row, blanks: number): Row {
	return row.length === 0 ? row : [{text: ' '.repeat(blanks)}, ...row];
}
