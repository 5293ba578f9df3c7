import {geometry, type Geometry} from './geometry.js';
import type {Rect} from './rect.js';
import type {PaneId} from './split.js';
import type {Tab} from './tab.js';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
The pane on that side of the focused one: of those that touch it, the one that had the focus last.
A pane that hides in a stack is found where it stands when there is room.
*/
export function neighbour(tab: Tab, rect: Rect, direction: Direction): PaneId | undefined {
	const seen = {...tab, zoomed: false};
	const shown = geometry(seen, rect);
	const hidden = beside(geometry(seen, ample), tab, direction);
	return hidden !== undefined && !shown.panes.has(hidden) ? hidden : beside(shown, tab, direction);
}

/** Room in which every layout unfolds. */
const ample: Rect = {
	column: 0, row: 0, width: 100_000, height: 100_000,
};

function beside({panes}: Geometry, tab: Tab, direction: Direction): PaneId | undefined {
	const from = panes.get(tab.focus);
	const touching = from ? [...panes].filter(([, rect]) => touches(from, rect, direction)).map(([pane]) => pane) : [];
	return tab.recent.find(pane => touching.includes(pane)) ?? touching[0];
}

function touches(from: Rect, to: Rect, direction: Direction): boolean {
	switch (direction) {
		case 'left': {
			return to.column + to.width + 1 === from.column && sharesRows(from, to);
		}

		case 'right': {
			return from.column + from.width + 1 === to.column && sharesRows(from, to);
		}

		case 'up': {
			return to.row + to.height === from.row && sharesColumns(from, to);
		}

		case 'down': {
			return from.row + from.height === to.row && sharesColumns(from, to);
		}
	}
}

function sharesRows(a: Rect, b: Rect): boolean {
	return a.row < b.row + b.height && b.row < a.row + a.height;
}

function sharesColumns(a: Rect, b: Rect): boolean {
	return a.column < b.column + b.width && b.column < a.column + a.width;
}
