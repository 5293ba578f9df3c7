import {Buffer} from 'node:buffer';
import type {ColorDepth} from './colors/color-depth.js';
import {createCanvas, type Canvas} from './paint/canvas.js';
import type {Layers, Overlay, Pane} from './paint/layers.js';
import {Pen} from './paint/pen.js';
import type {Theme} from './theme.js';

export type {
	Overlay, Pane, PaneRow, PaneSpan,
} from './paint/layers.js';

/** A cell of the screen; the first column and the first row are 0. */
export type Place = {column: number; row: number};

/** `isComplete` is false where something may still differ, because it was held or the budget ended: paint again. */
export type Painted = {bytes: number; isComplete: boolean};

export type PaintOptions = {
	/** About so many bytes are written, one row at least; what is left differs the next time. */
	budget?: number | undefined;
	/** Whether patient panes stay as they are, so that the answer to a key is small. */
	areStreamsHeld?: boolean | undefined;
};

export type Compositor = {
	/** The whole frame as Ink writes it: lines with SGR sequences. What is beyond the screen is left out. */
	frame(text: string): void;
	/** All panes there are; they lie over the frame. */
	panes(list: readonly Pane[]): void;
	/** All rectangles in which the frame, where dialogs are drawn, lies over the panes. */
	overlays(list: readonly Overlay[]): void;
	/** Where the cursor of a prompt or a console is; without a place it is hidden. */
	cursor(place: Place | undefined): void;
	theme(theme: Theme): void;
	/** Another size, or the same one after something else was on the screen: the next paint clears it and draws all. */
	resize(columns: number, rows: number): void;
	/** Writes what differs from what is on the screen, by one call of `write`, or nothing. */
	paint(options?: PaintOptions): Painted;
};

export type CompositorOptions = {
	write: (text: string) => void;
	columns: number;
	rows: number;
	/** Whether the terminal is told where a frame begins and ends (DECSET 2026). */
	synchronized: boolean;
	/** What the terminal shows; colours of remote programs are reduced to it. */
	colors: ColorDepth;
	theme: Theme;
};

/**
Puts a screen together from the frame that Ink draws, panes that are painted past it, and the holes for dialogs, and
writes only the cells that changed. It assumes an alternate screen without autowrap that nobody else writes to.
*/
export function createCompositor(options: CompositorOptions): Compositor {
	const scene = createScene(options);
	return {
		frame(text) {
			scene.isDirty ||= text !== scene.frame;
			scene.frame = text;
		},
		panes(list) {
			scene.layers = {...scene.layers, panes: list};
			scene.isDirty = true;
		},
		overlays(list) {
			scene.layers = {...scene.layers, overlays: list};
			scene.isDirty = true;
		},
		cursor(place) {
			scene.isDirty ||= !isSame(place, scene.cursor);
			scene.cursor = place;
		},
		theme(next) {
			scene.theme = next;
			scene.canvas.theme(next);
			scene.isDirty = true;
		},
		resize(...size) {
			startAnew(scene, ...size);
		},
		paint(how = {}) {
			const {text, isComplete} = scene.isDirty ? draw(scene, how) : {text: '', isComplete: true};
			if (text !== '') {
				options.write(text);
			}

			return {bytes: Buffer.byteLength(text), isComplete};
		},
	};
}

type Scene = {
	canvas: Canvas;
	readonly pen: Pen;
	readonly colors: ColorDepth;
	readonly synchronized: boolean;
	theme: Theme;
	frame: string;
	layers: Layers;
	cursor: Place | undefined;
	shownCursor: Place | undefined;
	/** Whether anything may differ from what is on the screen. */
	isDirty: boolean;
	mustClear: boolean;
	/** Where the last paint ran out of budget. */
	firstRow: number;
};

function createScene({columns, rows, synchronized, colors, theme}: CompositorOptions): Scene {
	return {
		canvas: createCanvas({
			columns, rows, colors, theme,
		}),
		pen: new Pen(),
		colors,
		theme,
		synchronized,
		frame: '',
		layers: {panes: [], overlays: []},
		cursor: undefined,
		shownCursor: undefined,
		isDirty: true,
		mustClear: true,
		firstRow: 0,
	};
}

function startAnew(scene: Scene, columns: number, rows: number): void {
	scene.canvas = createCanvas({
		columns, rows, colors: scene.colors, theme: scene.theme,
	});
	scene.mustClear = true;
	scene.isDirty = true;
	scene.firstRow = 0;
}

function draw(scene: Scene, {budget = Number.POSITIVE_INFINITY, areStreamsHeld = false}: PaintOptions): {text: string; isComplete: boolean} {
	compose(scene, areStreamsHeld);
	const {canvas, pen} = scene;
	pen.begin(canvas.tables.looks);
	if (scene.mustClear) {
		pen.add(`${hideCursor}\u{1B}[m\u{1B}[2J`);
		scene.mustClear = false;
		scene.shownCursor = undefined;
	}

	let isComplete = !areStreamsHeld || scene.layers.panes.every(pane => !pane.isPatient);
	for (let index = 0; index < canvas.rows; index++) {
		const row = (scene.firstRow + index) % canvas.rows;
		if (pen.length >= budget) {
			isComplete = false;
			scene.firstRow = row;
			break;
		}

		canvas.paintRow(pen, row);
	}

	scene.isDirty = !isComplete;
	return {text: ended(scene), isComplete};
}

/** A canvas that is full of looks that were used once, by a remote program of many colours, is replaced. */
function compose(scene: Scene, areStreamsHeld: boolean): void {
	if (scene.canvas.isFull()) {
		startAnew(scene, scene.canvas.columns, scene.canvas.rows);
	}

	scene.canvas.frame(scene.frame);
	scene.canvas.compose(scene.layers, areStreamsHeld);
}

/** Puts the cursor where it belongs, and the terminal into the state in which the next paint finds it. */
function ended(scene: Scene): string {
	const {cursor, shownCursor, synchronized, pen} = scene;
	const isChanged = pen.length > 0;
	scene.shownCursor = cursor;
	pen.add('');
	if (cursor === undefined) {
		pen.add(shownCursor === undefined ? '' : hideCursor);
	} else if (isChanged || !isSame(cursor, shownCursor)) {
		pen.moveTo(cursor.row, cursor.column);
		pen.add(shownCursor === undefined ? showCursor : '');
	}

	// A cursor that is seen must not run over a frame that appears piece by piece.
	const runs = !synchronized && isChanged && shownCursor !== undefined && cursor !== undefined;
	const text = runs ? `${hideCursor}${pen.text()}${showCursor}` : pen.text();
	return synchronized && text !== '' ? `${beginFrame}${text}${endFrame}` : text;
}

const hideCursor = '\u{1B}[?25l';
const showCursor = '\u{1B}[?25h';
const beginFrame = '\u{1B}[?2026h';
const endFrame = '\u{1B}[?2026l';

function isSame(one: Place | undefined, other: Place | undefined): boolean {
	return one?.column === other?.column && one?.row === other?.row;
}
