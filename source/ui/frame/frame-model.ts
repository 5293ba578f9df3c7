import type {Rect, Size} from '../../workspace/layout.js';

/** A row of text with SGR sequences, already as wide as it shall be. */
export type FrameRow = string;

/** What Ink draws: what is small, stands between the panes or over them, and changes seldom. The first and the last row change with keys and time, and are painted as panes are. */
export type FrameModel = {
	size: Size;
	/** Lines between panes. */
	separators: ReadonlyArray<{column: number; row: number; rows: readonly FrameRow[]}>;
	/** What lies over the panes, the lowest first: notices, then a dialog. */
	boxes: ReadonlyArray<{rect: Rect; rows: readonly FrameRow[]}>;
};
