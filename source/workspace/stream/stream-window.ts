import type {StreamPlace, StreamState} from './stream-state.js';

/** The rows of a stream as they are shown now. They are asked for one by one, because there may be 40,000 of them. */
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

/** Index of the first row in view, of the one after the last that may be shown, and of the row of the cursor; -1 where there are no rows. */
export type StreamWindow = {top: number; end: number; cursor: number};

/** Where the view stands. While it is paused the cursor is always in it; while it follows, a row that was left behind may be above. */
export function streamWindow({follow, top, cursor, paused}: Pick<StreamState, 'follow' | 'top' | 'cursor' | 'paused'>, view: StreamView): StreamWindow {
	const {count, height} = view;
	const last = Math.max(count - height, 0);
	const at = Math.min(cursor === null ? count - 1 : view.indexOf(cursor), count - 1);
	if (follow) {
		return {top: last, end: count, cursor: at};
	}

	const anchored = Math.min(top === null ? last : view.indexOf(top), last);
	return {top: Math.max(Math.min(anchored, Math.max(at, 0)), at - Math.max(height, 1) + 1), end: Math.max(endOf(paused?.newest ?? null, view), at + 1), cursor: at};
}

/** How many rows are out of sight because they came since the view was paused. */
export function newerCount(state: Pick<StreamState, 'follow' | 'top' | 'cursor' | 'paused'>, view: StreamView): number {
	return view.count - streamWindow(state, view).end;
}

/** What came after the row that was the newest stays out of sight, also where there is room for it, unless it is all that is left. */
function endOf(newest: StreamPlace | null, view: StreamView): number {
	const held = newest === null ? 0 : heldCount(newest, view);
	return held === 0 ? view.count : held;
}

/** How many rows there are up to one that may be gone or left out. */
function heldCount(newest: StreamPlace, view: StreamView): number {
	const index = view.indexOf(newest);
	const found = view.placeAt(index);
	return found?.seq === newest.seq && found.part === newest.part ? index + 1 : index;
}
