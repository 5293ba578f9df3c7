import type {KeyContext} from '../../actions/action.js';
import type {ActionContext} from '../../actions/context.js';
import type {Row} from '../../views/layout.js';
import type {Rect, Size} from '../../workspace/layout.js';
import type {ListLine} from '../../workspace/list-state.js';
import type {Overlay} from '../../workspace/overlay.js';
import type {Glyphs} from '../glyphs.js';
import type {Place} from '../terminal/compositor.js';

export type OverlayContext = {overlay: Overlay; size: Size; glyphs: Glyphs; program: ActionContext};

/** Rows of a dialog as they stand in its rectangle; the row of the cursor has the ground of the selection. */
export type OverlayPainting = {rect: Rect; rows: ReadonlyArray<{row: Row; isChosen?: boolean | undefined}>; cursor?: Place | undefined};

/** What can lie over the panes: one object in one file, one line in `overlay-views.ts`. */
export type OverlayView = {
	contexts: readonly KeyContext[];
	/** Whether what is typed goes into its text. */
	hasField: boolean;
	lines?(context: OverlayContext): readonly ListLine[];
	paint(context: OverlayContext): OverlayPainting;
};

/** A rectangle at the foot of the body, above the footer. */
export function footRect({columns, rows}: Size, height: number): Rect {
	const most = Math.max(Math.min(height, rows - 2), 1);
	return {
		column: 0, row: rows - 1 - most, width: columns, height: most,
	};
}

/** A rectangle in the middle, with some of the body around it where there is room. */
export function middleRect({columns, rows}: Size, width: number, height: number): Rect {
	const w = Math.min(width, columns);
	const h = Math.max(Math.min(height, rows - 2), 1);
	return {
		column: Math.floor((columns - w) / 2), row: 1 + Math.floor((rows - 2 - h) / 2), width: w, height: h,
	};
}

/** How many lines of a list fit into an overlay of a kind; what scrolls by pages must know it, too. */
export function listRows({rows}: Size): number {
	return Math.max(Math.min(rows - 10, 14), 3);
}
