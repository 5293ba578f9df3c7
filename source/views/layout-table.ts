import type {Column, Line, TableBlock} from './block.js';
import {columnWidths} from './column-widths.js';
import {cutLine, lineWidth, wrapLine} from './fit-line.js';
import {safeLine} from './safe-line.js';

const gap = 2;

/** A table as rows: numbers to the right, everything else to the left, two blanks between columns. */
export function layoutTable(table: TableBlock, width: number): Line[] {
	const {header, rows, remarks} = tableParts(table, width);
	return [...header, ...rows.flat(), ...remarks];
}

/** The rows of a table by where they come from: its header, each of its rows, and what is said about columns that have no room. */
export function tableParts(table: TableBlock, width: number): {header: Line[]; rows: Line[][]; remarks: Line[]} {
	const all = table.columns.map(({title}) => safeLine([{text: title, style: 'header'}]));
	const cells = table.rows.map(row => row.map(cell => safeLine(cell)));
	const natural = table.columns.map((_, column) => widestOf(all, cells, column));
	const widths = columnWidths(table.columns, natural, width, gap);
	const shown = [...widths.keys()];
	const placed = shown.map(column => ({...table.columns[column], width: widths.get(column) ?? 0}));
	const place = (row: Line[]) => tableRows(shown.map(column => row[column] ?? []), placed).map(line => cutLine(line, width, 'end'));
	return {
		header: table.header === false ? [] : place(all),
		rows: cells.map(row => place(row)),
		remarks: leftOut(table.columns, widths, width),
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

function leftOut(columns: Column[], widths: Map<number, number>, width: number): Line[] {
	const titles = columns.filter((_, column) => !widths.has(column)).map(({title}) => title);
	return titles.length === 0 ? [] : [cutLine(safeLine([{text: `… no room for ${titles.join(', ')}`, style: 'dim'}]), width, 'end')];
}
