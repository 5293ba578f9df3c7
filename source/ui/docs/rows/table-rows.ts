import type {Column, Line, TableBlock} from '../../../views/block.js';
import {tableParts} from '../../../views/layout-table.js';
import {texts} from '../../../words/index.js';
import {sortRows, type SortValue} from '../../../workspace/list/sort-rows.js';
import type {DocOptions, DocRow} from '../doc.js';
import {fitRow} from './fit-row.js';
import {foldOf, isOpen} from './folds.js';
import {indentRows} from './indent-rows.js';
import {listRows} from './list-rows.js';

/**
A table, sorted by one of its columns if the state says so. A row of which not everything can be seen opens to all of
its cells below each other.
*/
export function tableRows(table: TableBlock, prefix: string, options: DocOptions): DocRow[] {
	const {state, glyphs, say} = options;
	const titles = table.columns.map(column => ({...column, title: `${column.title}${sortSign(column.title, options)}`}));
	const rows = sortedRows(table, options);
	const parts = tableParts({...table, columns: titles, rows: rows.map(({cells}) => cells)}, options.width);
	const header = parts.header.map((row, index): DocRow => ({
		key: `${prefix}.title${index}`, spans: fitRow(row, options), isQuiet: true, columns: table.columns.map(({title}) => title),
	}));
	const remark = `${glyphs.cut} ${say(texts.docs.noRoom, {columns: parts.hidden.join(', ')})}`;
	const remarks: DocRow[] = parts.hidden.length === 0 ? [] : [{key: `${prefix}.hidden`, spans: fitRow([{text: remark, style: 'dim'}], options), isQuiet: true}];
	return [
		...header,
		...rows.flatMap(({cells, index}, at) => {
			const key = `${prefix}.${index}`;
			const lines = parts.rowAt(at);
			const canOpen = parts.hidden.length > 0 || hasCut(cells, lines);
			const open = canOpen && isOpen(state, key, false);
			return [
				...lines.map((line, number): DocRow => ({
					key: number === 0 ? key : `${key}~${number}`,
					spans: fitRow(line, options),
					value: cells.map(cell => textOf(cell)).join('\t'),
					fold: canOpen && number === 0 ? foldOf(open) : undefined,
					isDetail: canOpen && number === 0,
					parent: number === 0 ? undefined : key,
				})),
				...(open ? cellRows(table.columns, cells, key, options) : []),
			];
		}),
		...remarks,
	];
}

function sortSign(title: string, {state: {sort}, glyphs}: DocOptions): string {
	return sort?.column === title ? ` ${sort.direction === 'up' ? glyphs.ascending : glyphs.descending}` : '';
}

type IndexedRow = {cells: Line[]; index: number};

function sortedRows({columns, rows}: TableBlock, {state: {sort}}: DocOptions): IndexedRow[] {
	const indexed = rows.map((cells, index) => ({cells, index}));
	const column = columns.findIndex(({title}) => title === sort?.column);
	return sort === undefined || column === -1 ? indexed : sortRows(indexed, ({cells}) => sortValue(textOf(cells[column] ?? [])), sort.direction);
}

/** Columns may hold numbers and words for what is no number; `-` stands for nothing. */
function sortValue(text: string): SortValue {
	const number = Number(text.replace(/ ?%$/u, ''));
	if (text === '-' || text === '') {
		return null;
	}

	return Number.isNaN(number) ? text : number;
}

/** Wrapped cells are whole, and what is not to be seen of others stands behind `…`. */
function hasCut(cells: readonly Line[], lines: readonly Line[]): boolean {
	const shown = lines.map(line => textOf(line)).join('');
	return shown.includes('…') && cells.filter(cell => textOf(cell).includes('…')).length === 0;
}

function cellRows(columns: readonly Column[], cells: readonly Line[], key: string, options: DocOptions): DocRow[] {
	const items = columns.map(({title}, index) => ({key: title, value: [cells[index] ?? []]}));
	return indentRows(listRows({kind: 'list', items}, key, {...options, width: options.width - 4}), 4, key);
}

function textOf(line: Line): string {
	return line.map(({text}) => text).join('');
}
