import {neighbour, type Direction} from './neighbour.js';
import type {Rect} from './rect.js';
import {axisOf, isForward, resizePane} from './resize-pane.js';
import {
	leaf, leaves, mapLeaves, siblingOf, withoutLeaf, type PaneId, type Split,
} from './split.js';
import {focusPane, type Tab} from './tab.js';

export type TabEvent =
	/** Puts a new pane on that side of the focused one, which keeps half of its room; the new one gets the focus. */
	| {type: 'split'; pane: PaneId; direction: Direction; ratio?: number | undefined}
	| {type: 'close'; pane: PaneId}
	| {type: 'focus'; pane: PaneId}
	| {type: 'focus-direction'; direction: Direction}
	/** The next pane in reading order, hidden ones too; before the first comes the last. */
	| {type: 'focus-step'; by: 1 | -1}
	/** Moves a border of the focused pane. */
	| {type: 'resize-pane'; direction: Direction; cells: number}
	/** The focused pane changes places with its neighbour. */
	| {type: 'swap'; direction: Direction}
	/** The focused pane gets that whole edge of the tab. */
	| {type: 'move'; direction: Direction}
	| {type: 'zoom'; on?: boolean | undefined};

/** The tab after an event; undefined when its last pane closed, the same object when nothing changes. */
export function reduceTab(tab: Tab, event: TabEvent, rect: Rect): Tab | undefined {
	switch (event.type) {
		case 'split': {
			const root = mapLeaves(tab.root, at => at.pane === tab.focus ? joined(at, leaf(event.pane), event.direction, event.ratio) : at);
			return focusPane({...tab, root, zoomed: false}, event.pane);
		}

		case 'close': {
			return closePane(tab, event.pane);
		}

		case 'focus': {
			return unzoomed(tab, focusPane(tab, event.pane));
		}

		case 'focus-direction': {
			return unzoomed(tab, focusPane(tab, neighbour(tab, rect, event.direction)));
		}

		case 'focus-step': {
			const all = leaves(tab.root);
			return focusPane(tab, all.at((all.indexOf(tab.focus) + event.by) % all.length));
		}

		case 'resize-pane': {
			const root = tab.zoomed ? tab.root : resizePane(tab.root, rect, {...event, pane: tab.focus});
			return root === tab.root ? tab : {...tab, root};
		}

		case 'swap': {
			return swapPanes(tab, neighbour(tab, rect, event.direction));
		}

		case 'move': {
			const rest = withoutLeaf(tab.root, tab.focus);
			return rest ? {...tab, root: joined(rest, leaf(tab.focus), event.direction), zoomed: false} : tab;
		}

		case 'zoom': {
			const zoomed = event.on ?? !tab.zoomed;
			return zoomed === tab.zoomed ? tab : {...tab, zoomed};
		}
	}
}

/** `ratio` is the share of what was there. */
function joined(old: Split, added: Split, direction: Direction, ratio = 0.5): Split {
	return isForward(direction)
		? {
			kind: 'split', direction: axisOf[direction], ratio, first: old, second: added,
		}
		: {
			kind: 'split', direction: axisOf[direction], ratio: 1 - ratio, first: added, second: old,
		};
}

function closePane(tab: Tab, pane: PaneId): Tab | undefined {
	const root = withoutLeaf(tab.root, pane);
	if (!root || root === tab.root) {
		return root && tab;
	}

	const focused = tab.focus === pane ? focusPane(tab, siblingOf(tab.root, pane)) : tab;
	return {
		...focused, root, recent: focused.recent.filter(other => other !== pane), zoomed: tab.zoomed && tab.focus !== pane,
	};
}

/** Who goes to another pane wants to see it beside its neighbours. */
function unzoomed(before: Tab, after: Tab): Tab {
	return after !== before && after.zoomed ? {...after, zoomed: false} : after;
}

function swapPanes(tab: Tab, other: PaneId | undefined): Tab {
	if (other === undefined) {
		return tab;
	}

	const partners = new Map([[tab.focus, other], [other, tab.focus]]);
	const root = mapLeaves(tab.root, at => leaf(partners.get(at.pane) ?? at.pane));
	return {...tab, root, zoomed: false};
}
