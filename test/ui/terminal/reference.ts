import {safeText} from '../../../source/views/safe-text.js';
import {characterWidth} from '../../../source/views/width.js';
import type {Overlay, Pane, PaneRow} from '../../../source/ui/terminal/compositor.js';
import type {Theme} from '../../../source/ui/terminal/theme.js';

export type Piece = {text: string; sgr: string};
export type Scene = {frame: Piece[][]; panes: Pane[]; overlays: Overlay[]};

/** A line of the frame as Ink would write it. */
export function frameText(frame: Piece[][]): string {
	return frame.map(line => line.map(({text, sgr}) => sgr === '' ? text : `\u{1B}[${sgr}m${text}\u{1B}[0m`).join('')).join('\n');
}

/**
The sequence that draws a scene cell by cell, each with its place and its look: slow, and so simple that it can't be
wrong. Half of a wide character without the other half is a blank.
*/
export function drawSlowly({frame, panes, overlays}: Scene, {columns, rows}: {columns: number; rows: number}, theme: Theme): string {
	const base = Array.from({length: rows}, (_, row) => lineCells(joined(frame[row] ?? []), columns, ''));
	const cells = base.map(line => [...line]);
	const layers = [
		...panes.map(({rect, rows: lines, z = 0}) => ({
			z,
			rect,
			at: (row: number, column: number) => paneCells(lines[row - rect.row], Math.min(rect.width, columns - rect.column), theme)[column - rect.column],
		})),
		...overlays.map(overlay => ({z: overlay.z ?? 1, rect: overlay.rect, at: (row: number, column: number) => base[row]?.[column]})),
	];
	for (const {rect, at} of layers.toSorted((one, other) => one.z - other.z)) {
		for (let {row} = rect; row < Math.min(rows, rect.row + rect.height); row++) {
			const line = cells[row];
			const above = Array.from({length: columns}, (_, column) => column >= rect.column && column < rect.column + rect.width ? at(row, column) : undefined);
			cells[row] = (line ?? []).map((cell, column) => above[column] ?? cell);
		}
	}

	const last = cells.at(-1) ?? [];
	last[columns - 1] = {text: ' ', sgr: '', part: 'whole'};
	return cells.map((line, row) => line.map((cell, column) => {
		const isJoined = (first: Cell | undefined, next: Cell | undefined) => first?.part === 'first' && next?.part === 'second' && first.text === next.text && first.sgr === next.sgr;
		if (isJoined(line[column - 1], cell)) {
			return '';
		}

		const text = cell.part === 'whole' || isJoined(cell, line[column + 1]) ? cell.text : ' ';
		return row === rows - 1 && column === columns - 1 ? '' : `\u{1B}[${row + 1};${column + 1}H\u{1B}[0;${cell.sgr}m${text}`;
	}).join('')).join('');
}

/** Pieces without a look of their own are one text in the line that Ink writes, so that a mark at its end belongs to what stands before. */
function joined(pieces: Piece[]): Piece[] {
	const all: Piece[] = [];
	for (const piece of pieces) {
		const last = all.at(-1);
		if (last?.sgr === '' && piece.sgr === '') {
			all[all.length - 1] = {text: last.text + piece.text, sgr: ''};
		} else {
			all.push(piece);
		}
	}

	return all;
}

type Cell = {text: string; sgr: string; part: 'whole' | 'first' | 'second'};

const rowsOfPanes = new WeakMap<object, Cell[]>();

function paneCells(row: PaneRow | undefined, width: number, theme: Theme): Cell[] {
	const known = row && rowsOfPanes.get(row);
	if (known?.length === width) {
		return known;
	}

	const {spans, on} = row === undefined || !('spans' in row) ? {spans: row ?? [], on: 'ground' as const} : row;
	const pieces = spans.map(({text, style, sgr}) => ({text, sgr: sgr ?? theme.styleSgr(style, {on})}));
	const cells = lineCells(pieces, width, theme.styleSgr(undefined, {on}));
	if (row !== undefined) {
		rowsOfPanes.set(row, cells);
	}

	return cells;
}

function lineCells(pieces: Piece[], columns: number, blankSgr: string): Cell[] {
	const cells: Cell[] = [];
	const blanks = (sgr: string) => Array.from({length: columns - cells.length}, (): Cell => ({text: ' ', sgr, part: 'whole'}));
	for (const {text, sgr} of pieces) {
		if (cells.length === columns) {
			break;
		}

		for (const character of text) {
			const shown = safeText(character) === character ? character : '\u{FFFD}';
			const width = characterWidth(shown);
			if (width === 0) {
				addMark(cells, shown, sgr);
			} else if (cells.length + width > columns) {
				return [...cells, ...blanks(sgr)];
			} else {
				cells.push(...width === 1 ? [{text: shown, sgr, part: 'whole'} as const] : [{text: shown, sgr, part: 'first'} as const, {text: shown, sgr, part: 'second'} as const]);
			}
		}
	}

	return [...cells, ...blanks(blankSgr)];
}

function addMark(cells: Cell[], mark: string, sgr: string): void {
	const last = cells.at(-1);
	if (last === undefined || ['\u{200D}', '\u{FE0E}', '\u{FE0F}'].includes(mark)) {
		return;
	}

	for (const cell of last.part === 'second' ? cells.slice(-2) : [last]) {
		cell.sgr = cell.text === ' ' ? sgr : cell.sgr;
		cell.text += [...cell.text].length > 3 ? '' : mark;
	}
}
