import type {Result} from '../../core/protocol/result.js';
import type {Block, Line} from '../../views/block.js';
import {viewOf} from '../../views/index.js';
import {blocksToText} from '../print-blocks.js';

/** `isCells`: from a table and its columns; otherwise a key and a value. */
export type CsvRow = {isCells: boolean; cells: Record<string, string>};

/** A result as rows: its tables, or else the keys and values of its lists; text belongs to the type of the result. */
export function csvRows(result: Result): CsvRow[] {
	const blocks = viewOf(result);
	const tables = blocks.filter(block => block.kind === 'table');
	return tables.length > 0
		? tables.flatMap(({columns, rows}) => rows.map(row => ({isCells: true, cells: Object.fromEntries(columns.map(({title}, index) => [title, textOf(row[index] ?? [])]))})))
		: keysAndValues(result.type, blocks).map(([key, value]) => ({isCells: false, cells: {key, value}}));
}

/** Blocks as they are read, without colour and uncut. */
export function plainText(blocks: readonly Block[]): string {
	return blocksToText(blocks, {color: false, columns: 0}).replace(/\n+$/u, '');
}

/** A title names the list below it, as `THREAD` does with `COUNT` in `jvm`. */
function keysAndValues(type: string, blocks: readonly Block[]): Array<[key: string, value: string]> {
	let title = '';
	return blocks.flatMap((block): Array<[string, string]> => {
		if (block.kind === 'list') {
			return block.items.map(({key, value}) => [`${title}${key}`, value.map(line => textOf(line)).join('\n')]);
		}

		const text = plainText([block]);
		if (block.kind === 'text' && block.lines[0]?.[0]?.style === 'title') {
			title = `${text}.`;
			return [];
		}

		return text === '' ? [] : [[type, text]];
	});
}

function textOf(line: Line): string {
	return line.map(({text}) => text).join('');
}
