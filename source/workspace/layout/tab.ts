import {
	leaf, leaves, type PaneId, type Split,
} from './split.js';

export type TabId = string;

export type Tab = {
	id: TabId;
	/** Empty until somebody gives it one. */
	title: string;
	root: Split;
	focus: PaneId;
	/** The panes that had the focus before, the last one first. */
	recent: readonly PaneId[];
	/** Whether the focused pane has the whole room. */
	zoomed: boolean;
};

export function createTab(id: TabId, pane: PaneId, title = ''): Tab {
	return {
		id, title, root: leaf(pane), focus: pane, recent: [], zoomed: false,
	};
}

/** The same tab when the pane has the focus already or is not in it. */
export function focusPane(tab: Tab, pane: PaneId | undefined): Tab {
	if (pane === undefined || pane === tab.focus || !leaves(tab.root).includes(pane)) {
		return tab;
	}

	const before = [tab.focus, ...tab.recent].filter(other => other !== pane);
	return {...tab, focus: pane, recent: before};
}
