import type {ListState} from './list-state.js';
import type {ListView} from './list-view.js';
import {markRange} from './marks.js';
import {loudIndex, visible} from './visible.js';

/** Puts the cursor on a line, and moves the view by as little as shows it. */
export function moveTo(state: ListState, index: number, {lines, height}: ListView): ListState {
	const {top, cursor} = visible(state, lines, height);
	const at = loudIndex(lines, Math.max(Math.min(index, lines.length - 1), 0), index - cursor);
	const above = quietAround(lines, at, -1);
	const below = quietAround(lines, at, 1);
	// What the cursor can't reach comes into sight with the first and the last line that it can.
	const first = at - above === 0 && above < height ? 0 : at;
	const last = at + below === lines.length - 1 && below < height ? at + below : at;
	const cursorLine = at - Math.min(Math.max(Math.min(top, first), last - height + 1), at);
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

/** How many quiet lines follow on a line, until one that the cursor may stand on. */
function quietAround(lines: ListView['lines'], index: number, step: 1 | -1): number {
	let count = 0;
	while (lines[index + ((count + 1) * step)]?.isQuiet) {
		count++;
	}

	return count;
}
