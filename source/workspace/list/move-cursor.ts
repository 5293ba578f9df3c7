import type {ListState} from './list-state.js';
import type {ListView} from './list-view.js';
import {markRange} from './marks.js';
import {visible} from './visible.js';

/** Puts the cursor on a line, and moves the view by as little as shows it. */
export function moveTo(state: ListState, index: number, {lines, height}: ListView): ListState {
	const at = Math.max(Math.min(index, lines.length - 1), 0);
	const {top} = visible(state, lines, height);
	const cursorLine = at - Math.max(Math.min(top, at), at - height + 1);
	return markRange({
		...state, cursor: lines[at]?.key ?? null, cursorIndex: at, cursorLine,
	}, lines, at);
}

/** Moves the view; the cursor comes along only where it would leave it. */
export function scroll(state: ListState, by: number, view: ListView): ListState {
	const {lines, height} = view;
	const {top, cursor} = visible(state, lines, height);
	const to = Math.max(Math.min(top + by, lines.length - height), 0);
	const at = Math.max(Math.min(cursor, to + height - 1), to);
	return {...moveTo(state, at, view), cursorLine: at - to};
}
