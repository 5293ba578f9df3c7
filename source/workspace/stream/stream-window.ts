import type {StreamPlace, StreamState} from './stream-state.js';

/** The rows of a stream as they are shown now. They are asked for one by one, because there may be 50,000 of them. */
export type StreamView = {
	/** How many rows pass the filter. */
	readonly count: number;
	placeAt(index: number): StreamPlace | undefined;
	/** Index of a row, or of the first one after it where it is not shown; `count` where there is none. */
	indexOf(place: StreamPlace): number;
	/** How many rows fit. */
	readonly height: number;
	/** Epoch ms. */
	readonly now: number;
};

/** Index of the first row in view, and of the row of the cursor; -1 where there are no rows. */
export type StreamWindow = {top: number; cursor: number};

/** Where the view stands. While it is paused the cursor is always in it; while it follows, a row that was left behind may be above. */
export function streamWindow({follow, top, cursor}: Pick<StreamState, 'follow' | 'top' | 'cursor'>, view: StreamView): StreamWindow {
	const {count, height} = view;
	const last = Math.max(count - height, 0);
	const at = Math.min(cursor === null ? count - 1 : view.indexOf(cursor), count - 1);
	if (follow) {
		return {top: last, cursor: at};
	}

	const anchored = Math.min(top === null ? last : view.indexOf(top), last);
	return {top: Math.max(Math.min(anchored, Math.max(at, 0)), at - Math.max(height, 1) + 1), cursor: at};
}
