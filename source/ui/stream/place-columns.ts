import {displayWidth} from '../../views/width.js';
import {grouped} from '../docs/numbers.js';
import type {StreamCell, StreamColumn} from './tables/stream-table.js';

/** All have the same members in the same order: what each cell of a frame asks for is found at once then. */
export type PlacedColumn = {
	/** Among the columns of the table. */
	index: number;
	start: number;
	width: number;
	/** Of its numbers. */
	decimals: number;
	title: string;
	align: StreamColumn['align'];
	cut: StreamColumn['cut'];
	/** Its least and its greatest width, whatever is in it. */
	min: number;
	max: number;
	isKept: boolean;
};

/** The sign of the cursor and the blanks behind it. */
export const margin = 3;
const gap = 2;

/**
Columns at their places in a pane: as wide as what was in them so far, the last one as wide as the rest.

@param cells Those of the rows in view.
@param widths The widest content of each so far, which grows here.
*/
export function placeColumns(columns: readonly StreamColumn[], cells: ReadonlyArray<readonly StreamCell[]>, width: number, widths: Map<string, number>): PlacedColumn[] {
	const measured = columns.flatMap((column, index): PlacedColumn[] => {
		const extent = extentOf(index, cells);
		const decimals = decimalsOf(column, extent);
		const content = Math.max(widths.get(column.id) ?? 0, contentWidth(extent, decimals));
		widths.set(column.id, content);
		const {title, align, cut, min, max, isKept = false, isOptional = false} = column;
		return isOptional && content === 0
			? []
			: [{
				index, start: 0, width: Math.max(Math.min(Math.max(content, displayWidth(title)), max), min), decimals, title, align, cut, min, max, isKept,
			}];
	});
	const fitting = fit(measured, width);
	let start = margin;
	for (const [at, column] of fitting.entries()) {
		column.start = start;
		column.width = at === fitting.length - 1 ? Math.max(width - start, 0) : column.width;
		start += column.width + gap;
	}

	return fitting;
}

/** Leaves out what may be left out, the last ones first, until what is kept has its least room. */
function fit(columns: readonly PlacedColumn[], width: number): PlacedColumn[] {
	const spare = columns.findLastIndex(({isKept}) => !isKept);
	if (leastWidth(columns) <= width || columns.length <= (spare === -1 ? 2 : 1)) {
		return [...columns];
	}

	// Where only those that are kept are left and still do not fit, the first ones are what tells rows apart.
	const left = spare === -1 ? columns.length - 2 : spare;
	return fit(columns.filter((_, at) => at !== left), width);
}

function leastWidth(columns: readonly PlacedColumn[]): number {
	let width = margin - gap;
	for (const [at, column] of columns.entries()) {
		width += gap + (at === columns.length - 1 ? column.min : column.width);
	}

	return width;
}

/** As many decimals as let the widest number of the column fit, the same for all. */
function decimalsOf({align, max}: StreamColumn, {numbers}: Extent): number {
	return align === 'right' ? [3, 1].find(decimals => numberText(Math.max(0, ...numbers.map(number => Math.abs(number))), decimals).length <= max) ?? 0 : 0;
}

export function numberText(number: number, decimals: number): string {
	return grouped(number.toFixed(decimals));
}

/** What is in a column: how wide its texts are, and the least and the greatest of its numbers, one of which is the widest. */
type Extent = {width: number; numbers: number[]};

function extentOf(index: number, cells: ReadonlyArray<readonly StreamCell[]>): Extent {
	let [width, least, most] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const row of cells) {
		const {text = '', number} = row[index] ?? {};
		if (number === undefined) {
			width = Math.max(width, displayWidth(text));
		} else {
			least = Math.min(least, number);
			most = Math.max(most, number);
		}
	}

	return {width, numbers: least > most ? [] : [least, most]};
}

function contentWidth({width, numbers}: Extent, decimals: number): number {
	return Math.max(width, ...numbers.map(number => numberText(number, decimals).length));
}
