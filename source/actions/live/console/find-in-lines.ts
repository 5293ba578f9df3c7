import type {ConsoleScreen} from './emulator.js';
import {rowText} from './line-text.js';

export type ConsolePlace = {line: number; column: number};

/** `to` is the cell after the last one. It may stand in a later row. */
export type ConsoleMatch = {from: ConsolePlace; to: ConsolePlace};

/** What a search looks for: its words as they are, in any case. */
export function patternOf(query: string): RegExp {
	return new RegExp(query.replaceAll(/[\\^$.*+?()[\]{}|\-/]/gu, String.raw`\$&`), 'giu');
}

/** Matches in the rows from `start` to `last`, which are one line of output. */
export function findInLine(screen: ConsoleScreen, start: number, last: number, pattern: RegExp): ConsoleMatch[] {
	const rows = Array.from({length: last - start + 1}, (_, index) => rowText(screen, start + index));
	const found = [...rows.join('').matchAll(pattern)].filter(([text]) => text !== '');
	if (found.length === 0) {
		return [];
	}

	const placeOf = createPlaces(screen, start, rows);
	return found.map(({index, 0: text}) => {
		const {line, column, width} = placeOf(index + text.length - 1);
		const from = placeOf(index);
		return {from: {line: from.line, column: from.column}, to: {line, column: column + width}};
	});
}

type Cell = ConsolePlace & {width: number};

/** Where the characters of a line stand, by their place in its text. */
function createPlaces(screen: ConsoleScreen, start: number, rows: readonly string[]): (at: number) => Cell {
	let row = 0;
	let before = 0;
	let cells = cellsOf(screen, start);
	// Matches come in order, so that each row is looked at once; the end of one may lie before the start of the next.
	return at => {
		if (at < before) {
			row = 0;
			before = 0;
			cells = cellsOf(screen, start);
		}

		while (row < rows.length - 1 && at >= before + (rows[row]?.length ?? 0)) {
			before += rows[row]?.length ?? 0;
			row++;
			cells = cellsOf(screen, start + row);
		}

		return cells[at - before] ?? {line: start + row, column: 0, width: 1};
	};
}

function cellsOf(screen: ConsoleScreen, line: number): Cell[] {
	const row = screen.line(line);
	const cells: Cell[] = [];
	for (let column = 0; row && column < row.length; column++) {
		const cell = row.getCell(column);
		const width = cell?.getWidth() ?? 1;
		if (width > 0) {
			// A character may take several units of the text, and an empty cell is a blank there.
			const units = cell?.getChars().length ?? 1;
			cells.push(...Array.from({length: Math.max(units, 1)}, () => ({line, column, width})));
		}
	}

	return cells;
}
