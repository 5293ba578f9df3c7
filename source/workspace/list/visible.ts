import type {ListState} from './list-state.js';

type Keyed = {readonly key: string};

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
	const top = topOf(placeOf(items, state.anchor, state.anchorIndex), cursor, items.length, height);
	return {
		items: items.slice(top, top + Math.max(height, 0)), top, cursor, below: Math.max(items.length - top - height, 0),
	};
}

/** Where the cursor is: on its row, or where that was. -1 in an empty list. */
export function cursorIndexOf(state: ListState, items: readonly Keyed[]): number {
	return placeOf(items, state.cursor, state.cursorIndex);
}

function placeOf(items: readonly Keyed[], key: string | null, index: number): number {
	const found = key === null ? -1 : (items[index]?.key === key ? index : items.findIndex(item => item.key === key));
	return found === -1 ? Math.min(index, items.length - 1) : found;
}

/** Moves the view by as little as shows the cursor, and leaves no room below that rows could fill. */
function topOf(anchor: number, cursor: number, count: number, height: number): number {
	const reaching = Math.max(Math.min(anchor, cursor), cursor - height + 1);
	return Math.max(Math.min(reaching, count - height), 0);
}
