import type {Column, Line, TableBlock} from './block.js';
import {columnWidths} from './column-widths.js';
import {cutLine, lineWidth, wrapLine} from './fit-line.js';
import {safeLine} from './safe-line.js';

const gap = 2;

/** A table as rows: numbers to the right, everything else to the left, two blanks between columns. */
export function layoutTable(table: TableBlock, width: number): Line[] {
	const {header, rowAt, hidden} = tableParts(table, width);
	const remark = safeLine([{text: `… no room for ${hidden.join(', ')}`, style: 'dim'}]);
	return [...header, ...table.rows.flatMap((_, index) => rowAt(index)), ...(hidden.length === 0 ? [] : [cutLine(remark, width, 'end')])];
}

export type TableParts = {
	header: Line[];
	/** A row of the table, as many lines as its longest cell needs. */
	rowAt: (index: number) => Line[];
	/** Titles of the columns that have no room. */
	hidden: string[];
};

/** A table laid out, by where each row comes from. */
export function tableParts(table: TableBlock, width: number): TableParts {
	const all = table.columns.map(({title}) => safeLine([{text: title, style: 'header'}]));
	const cells = table.rows.map(row => row.map(cell => safeLine(cell)));
	const natural = table.columns.map((_, column) => widestOf(all, cells, column));
	const widths = columnWidths(table.columns, natural, width, gap);
	const shown = [...widths.keys()];
	const placed = shown.map(column => ({...table.columns[column], width: widths.get(column) ?? 0}));
	const place = (row: Line[]) => tableRows(shown.map(column => row[column] ?? []), placed).map(line => cutLine(line, width, 'end'));
	return {
		header: table.header === false ? [] : place(all),
		rowAt: index => place(cells[index] ?? []),
		hidden: table.columns.filter((_, column) => !widths.has(column)).map(({title}) => title),
	};
}

function widestOf(titles: Line[], rows: Line[][], column: number): number {
	let widest = lineWidth(titles[column] ?? []);
	for (const row of rows) {
		widest = Math.max(widest, lineWidth(row[column] ?? []));
	}

	return widest;
}

type Placed = Partial<Column> & {width: number};

/** One row of cells is as many rows as its longest wrapped cell needs. */
function tableRows(cells: Line[], columns: Placed[]): Line[] {
	const fitted = cells.map((cell, at) => fitCell(cell, columns[at]));
	const height = Math.max(1, ...fitted.map(lines => lines.length));
	return Array.from({length: height}, (_, at) => joinCells(fitted.map(lines => lines[at] ?? []), columns));
}

function fitCell(cell: Line, column: Placed | undefined): Line[] {
	const width = column?.width ?? 0;
	return column?.cut === 'wrap' ? wrapLine(cell, width) : [cutLine(cell, width, column?.cut ?? 'end')];
}

/** The last column gets no blanks after it, so that a row ends where its text does. */
function joinCells(cells: Line[], columns: Placed[]): Line {
	const row: Line = [];
	let owed = 0;
	for (const [at, cell] of cells.entries()) {
		const {width, align} = columns[at] ?? {width: 0};
		const blanks = Math.max(width - lineWidth(cell), 0);
		const before = owed + (align === 'right' ? blanks : 0);
		if (cell.length > 0) {
			row.push({text: ' '.repeat(before)}, ...cell);
			owed = 0;
		} else {
			owed = before;
		}

		owed += gap + (align === 'right' ? 0 : blanks);
	}

	return row.filter(({text}) => text !== '');
}
