import type {ColorDepth} from '../colors/color-depth.js';
import type {Theme} from '../theme.js';
import {
	blankHalves, copyCells, createCells, fillBlank,
} from './cells.js';
import {createClusters} from './clusters.js';
import {
	createLookOf, drawLayers, type Layers, type LookOf,
} from './layers.js';
import {createLooks} from './looks.js';
import {paintRow} from './paint-row.js';
import type {Pen} from './pen.js';
import {writeFrameLine} from './write-frame.js';
import type {Tables} from './write-text.js';

/** A screen as cells: what is wanted on it, and what is on it, which is nothing at first. */
export type Canvas = {
	readonly columns: number;
	readonly rows: number;
	readonly tables: Tables;
	/** Draws the lines of the frame that differ from those before. */
	frame(text: string): void;
	/** Lays panes and overlays over the frame; patient panes may be left as they are. */
	compose(layers: Layers, areStreamsHeld: boolean): void;
	theme(theme: Theme): void;
	/** Writes what differs in a row. */
	paintRow(pen: Pen, row: number): void;
	/** Whether so many different looks and letters with marks were seen that a new canvas should take its place. */
	isFull(): boolean;
};

export function createCanvas({columns, rows, colors, theme}: {columns: number; rows: number; colors: ColorDepth; theme: Theme}): Canvas {
	const tables: Tables = {looks: createLooks(colors), clusters: createClusters()};
	const frame = createCells(columns, rows);
	const wanted = createCells(columns, rows);
	const shown = createCells(columns, rows);
	const cells = {wanted, shown, clusters: tables.clusters};
	let lookOf: LookOf = createLookOf(theme, tables);
	let drawn: string | undefined;
	let lines: string[] = [];
	return {
		columns,
		rows,
		tables,
		frame(text) {
			if (text === drawn) {
				return;
			}

			const next = text.split('\n', rows);
			for (let row = 0; row < rows; row++) {
				if (next[row] !== lines[row]) {
					writeFrameLine(frame, row, next[row] ?? '', tables);
				}
			}

			drawn = text;
			lines = next;
		},
		compose(layers, areStreamsHeld) {
			copyCells(wanted, frame);
			drawLayers(wanted, {frame, shown: areStreamsHeld ? shown : undefined}, layers, lookOf, tables);
			// Writing the last cell of all moves the whole screen up on some terminals: it stays empty.
			fillBlank(wanted, (columns * rows) - 1, columns * rows);
			blankHalves(wanted, tables.looks);
		},
		theme(next) {
			lookOf = createLookOf(next, tables);
		},
		paintRow(pen, row) {
			paintRow(pen, cells, row);
		},
		isFull: () => tables.looks.size() > mostLooks || tables.clusters.size() > mostClusters,
	};
}

/** Looks have to fit into 16 bits, whatever one more frame of coloured noise adds to them. */
const mostLooks = 16_384;
const mostClusters = 16_384;
