import type {ListState} from './list-state.js';

type Keyed = {readonly key: string; readonly isQuiet?: boolean | undefined};

export type Visible<Item> = {
	/** The lines in the view, from the top. */
	items: Item[];
	/** Index of the first of them among all. */
	top: number;
	/** Index of the cursor among all; -1 in an empty list. */
	cursor: number;
	/** How many lines stand below the view. */
	below: number;
};

/** The part of a list that fits into `height` lines. The cursor is always in it. */
export function visible<Item extends Keyed>(state: ListState, items: readonly Item[], height: number): Visible<Item> {
	const cursor = cursorIndexOf(state, items);
	// Nobody has moved yet: what stands above the first line that the cursor may stand on is in sight.
	const line = state.cursor === null ? Math.max(state.cursorLine, cursor) : state.cursorLine;
	const top = topFor(cursor, line, items.length, height);
	return {
		items: items.slice(top, top + Math.max(height, 0)), top, cursor, below: Math.max(items.length - top - height, 0),
	};
}

/** Where the cursor is: on its row, or where that was. -1 in an empty list. */
export function cursorIndexOf({cursor, cursorIndex}: ListState, items: readonly Keyed[]): number {
	const found = items[cursorIndex]?.key === cursor ? cursorIndex : items.findIndex(({key}) => key === cursor);
	return loudIndex(items, found === -1 ? Math.min(cursorIndex, items.length - 1) : found, 1);
}

/** The nearest line that the cursor may stand on, first in the direction in which it moves. Where all are quiet it may stand anywhere. */
export function loudIndex(items: readonly Keyed[], index: number, direction: number): number {
	for (const step of direction < 0 ? [-1, 1] : [1, -1]) {
		for (let at = index; at >= 0 && at < items.length; at += step) {
			if (!items[at]?.isQuiet) {
				return at;
			}
		}
	}

	return index;
}

/** The first line of a view in which the cursor stands on that line, or as near to it as leaves no room that rows could fill. */
function topFor(cursor: number, line: number, count: number, height: number): number {
	return Math.max(Math.min(cursor - Math.min(line, height - 1), count - height), 0);
}
