import type {Span, Style} from '../../../views/block.js';
import type {Rect} from '../../../workspace/layout.js';
import type {Ground, Theme} from '../theme.js';
import {copyCells, fillBlank, type Cells} from './cells.js';
import {plainLook} from './looks.js';
import {writeText, type Tables} from './write-text.js';

/** A part of a row: a meaning, or as a console gives it the parameters of an SGR sequence, which go before the meaning. */
export type PaneSpan = Span & {sgr?: string | undefined};

/** A row of a pane; `on` is the ground of the whole row, to the edge of the pane. */
export type PaneRow = readonly PaneSpan[] | {spans: readonly PaneSpan[]; on: Ground};

/** Rows at a place of the screen, whose first column and row are 0. Rows that are missing are empty. */
export type Pane = {
	rect: Rect;
	rows: readonly PaneRow[];
	/** How high it lies, 0 unless it is said. */
	z?: number | undefined;
	/** Whether it may show something older for a while, because what changes in it comes by itself. */
	isPatient?: boolean | undefined;
};

/** Where the frame shows through the panes that lie lower, or as high. The usual height is 1. */
export type Overlay = {rect: Rect; z?: number | undefined};

export type LookOf = (style: Style | undefined, on: Ground) => number;

/** The number of the look of each meaning on each ground. */
export function createLookOf(theme: Theme, {looks}: Tables): LookOf {
	const known: Record<Ground, Map<Style | undefined, number>> = {
		ground: new Map(), selection: new Map(), header: new Map(), title: new Map(),
	};
	return (style, on) => {
		const look = known[on].get(style) ?? looks.apply(plainLook, theme.styleSgr(style, {on}));
		known[on].set(style, look);
		return look;
	};
}

export type Layers = {panes: readonly Pane[]; overlays: readonly Overlay[]};

/** What lies below everything, and, where patient panes shall wait, what they show now. */
export type Sources = {frame: Cells; shown: Cells | undefined};

/** Draws panes over the frame, and the frame again where overlays are, from the lowest to the highest. */
export function drawLayers(cells: Cells, {frame, shown}: Sources, {panes, overlays}: Layers, lookOf: LookOf, tables: Tables): void {
	const layers = [
		...panes.map(pane => ({
			z: pane.z ?? 0, draw() {
				if (pane.isPatient && shown !== undefined) {
					copyRect(cells, shown, pane.rect);
				} else {
					drawPane(cells, pane, lookOf, tables);
				}
			},
		})),
		...overlays.map(overlay => ({
			z: overlay.z ?? 1, draw() {
				copyRect(cells, frame, overlay.rect);
			},
		})),
	];
	// Sorting is stable, so that at one height overlays, which stand last, are above panes.
	for (const {draw} of layers.toSorted((one, other) => one.z - other.z)) {
		draw();
	}
}

function drawPane(cells: Cells, {rect, rows}: Pane, lookOf: LookOf, tables: Tables): void {
	const {column, row, width, height} = within(rect, cells);
	for (let index = 0; width > 0 && index < height; index++) {
		const from = ((row + index) * cells.columns) + column;
		const to = from + width;
		const {spans, on} = partsOf(rows[row - rect.row + index]);
		let cell = from;
		for (const {text, style, sgr} of spans) {
			if (cell === to) {
				break;
			}

			const look = sgr === undefined ? lookOf(style, on) : tables.looks.apply(plainLook, sgr);
			cell = writeText({
				cells, from, to, tables,
			}, cell, text, look);
		}

		fillBlank(cells, cell, to, tables.looks.ofBlank(lookOf(undefined, on)));
	}
}

function partsOf(row: PaneRow | undefined): {spans: readonly PaneSpan[]; on: Ground} {
	return row === undefined || !('spans' in row) ? {spans: row ?? [], on: 'ground'} : row;
}

function copyRect(cells: Cells, source: Cells, rect: Rect): void {
	const {column, row, width, height} = within(rect, cells);
	for (let index = 0; index < height; index++) {
		const from = ((row + index) * cells.columns) + column;
		copyCells(cells, source, from, from + width);
	}
}

/** The part of a rectangle that is on the screen. */
function within(rect: Rect, {columns, rows}: Cells): Rect {
	const column = Math.min(columns, Math.max(0, rect.column));
	const row = Math.min(rows, Math.max(0, rect.row));
	return {
		column,
		row,
		width: Math.max(0, Math.min(columns, rect.column + rect.width) - column),
		height: Math.max(0, Math.min(rows, rect.row + rect.height) - row),
	};
}
