import {cutRect, leastPane} from './cut-rect.js';
import {isSameRect, type Rect} from './rect.js';
import {
	leaves, type Branch, type PaneId, type Split,
} from './split.js';
import type {Tab} from './tab.js';

/** A line of `length` cells down from a cell. */
export type Separator = {column: number; row: number; length: number};

/** For a pane that others hide behind, as there is no room for both: it is the `position`-th of `count`. */
export type Stacked = {position: number; count: number; hidden: PaneId[]};

export type Geometry = {
	/** The panes that are on the screen. The first row of each is its title. */
	panes: ReadonlyMap<PaneId, Rect>;
	separators: readonly Separator[];
	stacked: ReadonlyMap<PaneId, Stacked>;
};

/**
Where everything of a tab stands. Panes and separators cover each cell of `rect` exactly once.
A split that can't give both of its sides 20×4 shows the one that had the focus last, as a stack,
and both again as soon as there is room. Tabs are never changed in place, so that the last answer is kept for each.
*/
export function geometry(tab: Tab, rect: Rect): Geometry {
	const last = known.get(tab);
	if (last && isSameRect(last.rect, rect)) {
		return last.geometry;
	}

	const answer = placeAll(tab, rect);
	known.set(tab, {rect, geometry: answer});
	return answer;
}

const known = new WeakMap<Tab, {rect: Rect; geometry: Geometry}>();

function placeAll(tab: Tab, rect: Rect): Geometry {
	return tab.zoomed ? place({kind: 'leaf', pane: tab.focus}, rect, []) : place(tab.root, rect, [tab.focus, ...tab.recent]);
}

/** Whether there is room for more than the title. */
export function showsContent({width, height}: Rect): boolean {
	return width >= leastPane.width && height >= leastPane.height;
}

function place(split: Split, rect: Rect, order: PaneId[]): Geometry {
	if (split.kind === 'leaf') {
		return {panes: new Map([[split.pane, rect]]), separators: [], stacked: new Map()};
	}

	const cut = cutRect(split, rect);
	if (!cut) {
		return placeStack(split, rect, order);
	}

	const first = place(split.first, cut.first, order);
	const second = place(split.second, cut.second, order);
	const line = {column: rect.column + cut.size, row: rect.row, length: rect.height};
	return {
		panes: new Map([...first.panes, ...second.panes]),
		separators: [...split.direction === 'row' ? [line] : [], ...first.separators, ...second.separators],
		stacked: new Map([...first.stacked, ...second.stacked]),
	};
}

/** Stacks inside a stack are told as one, so that the count is that of the panes in this room. */
function placeStack(split: Branch, rect: Rect, order: PaneId[]): Geometry {
	const all = leaves(split);
	const latest = order.find(pane => all.includes(pane));
	const shown = latest !== undefined && leaves(split.second).includes(latest) ? split.second : split.first;
	const inner = place(shown, rect, order);
	const hidden = all.filter(pane => !inner.panes.has(pane));
	const stacked = [...inner.panes.keys()].map(pane => [pane, {position: all.indexOf(pane) + 1, count: all.length, hidden}] as const);
	return {...inner, stacked: new Map(stacked)};
}
