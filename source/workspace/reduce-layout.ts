import {
	bodyOf, createTab, focusPane, leaf, leaves, reduceTab, type PaneId, type Tab, type TabId,
} from './layout.js';
import {mapLeaves} from './layout/split.js';
import type {PaneState} from './pane-state.js';
import {
	activeTabOf, tabOf, type Workspace, type WorkspaceEvent,
} from './workspace.js';

type Other = 'size' | 'pane' | 'list' | 'stream' | 'overlay' | 'overlay-change' | 'overlay-list' | 'notify' | 'notices-age' | 'notices-dismiss' | 'restore';

/** The events that change tabs and where panes stand in them. */
export type LayoutEvent = Exclude<WorkspaceEvent, {type: Other}>;

export function reduceLayout(workspace: Workspace, event: LayoutEvent): Workspace {
	const {tabs} = workspace;
	const tab = activeTabOf(workspace);
	switch (event.type) {
		case 'open': {
			return open(workspace, event);
		}

		case 'focus': {
			const home = tabOf(workspace, event.pane);
			return home ? showTab(withTab(workspace, focusedIn(home, event.pane)), home.id) : workspace;
		}

		case 'close': {
			return close(workspace, event.pane ?? tab.focus);
		}

		case 'pane-to-tab': {
			const rest = reduceTab(tab, {type: 'close', pane: tab.focus}, bodyOf(workspace.size));
			return rest ? addTab(withTab(workspace, rest), tab.focus) : workspace;
		}

		case 'tab': {
			return showTab(workspace, event.tab);
		}

		case 'tab-number': {
			return showTab(workspace, tabs[event.number - 1]?.id);
		}

		case 'tab-step': {
			return showTab(workspace, tabs.at((tabs.indexOf(tab) + event.by) % tabs.length)?.id);
		}

		case 'tab-rename': {
			const named = tabs.find(({id}) => id === event.tab) ?? tab;
			return named.title === event.title ? workspace : withTab(workspace, {...named, title: event.title});
		}

		case 'tab-close': {
			return closeTab(workspace, tabs.find(({id}) => id === event.tab) ?? tab);
		}

		default: {
			return withTab(workspace, reduceTab(tab, event, bodyOf(workspace.size)) ?? tab);
		}
	}
}

function open(workspace: Workspace, {pane, where, ratio, title}: Extract<LayoutEvent, {type: 'open'}>): Workspace {
	const id = `p${workspace.nextId}`;
	const tab = activeTabOf(workspace);
	const added: Workspace = {...workspace, nextId: workspace.nextId + 1, panes: {...workspace.panes, [id]: pane}};
	if (where === 'tab') {
		return addTab(added, id, title);
	}

	if (where !== 'here') {
		const split = reduceTab(tab, {
			type: 'split', pane: id, direction: where, ratio,
		}, bodyOf(workspace.size));
		return withTab(added, split ?? tab);
	}

	const root = mapLeaves(tab.root, at => at.pane === tab.focus ? leaf(id) : at);
	return withTab({...added, panes: withoutPanes(added.panes, [tab.focus])}, {...tab, root, focus: id});
}

function addTab(workspace: Workspace, pane: PaneId, title = ''): Workspace {
	const tab = createTab(`t${workspace.nextId}`, pane, title);
	return {
		...workspace, tabs: [...workspace.tabs, tab], activeTab: tab.id, nextId: workspace.nextId + 1,
	};
}

/** Zoomed is only who was asked for. */
function focusedIn(tab: Tab, pane: PaneId): Tab {
	return pane === tab.focus ? tab : {...focusPane(tab, pane), zoomed: false};
}

function close(workspace: Workspace, pane: PaneId): Workspace {
	const tab = tabOf(workspace, pane);
	if (!tab) {
		return workspace;
	}

	const rest = reduceTab(tab, {type: 'close', pane}, bodyOf(workspace.size));
	return rest ? withTab({...workspace, panes: withoutPanes(workspace.panes, [pane])}, rest) : closeTab(workspace, tab);
}

/** The tab that takes its place is the next one, or the one before where there is none. */
function closeTab(workspace: Workspace, tab: Tab): Workspace {
	const {tabs, panes, activeTab} = workspace;
	if (tabs.length === 1) {
		return workspace;
	}

	const at = tabs.indexOf(tab);
	const heir = tabs[at + 1] ?? tabs[at - 1] ?? tab;
	return {
		...workspace,
		tabs: tabs.filter(other => other !== tab),
		activeTab: tab.id === activeTab ? heir.id : activeTab,
		panes: withoutPanes(panes, leaves(tab.root)),
	};
}

function showTab(workspace: Workspace, tab: TabId | undefined): Workspace {
	const exists = workspace.tabs.some(({id}) => id === tab);
	return tab === undefined || !exists || tab === workspace.activeTab ? workspace : {...workspace, activeTab: tab};
}

function withTab(workspace: Workspace, tab: Tab): Workspace {
	return workspace.tabs.includes(tab) ? workspace : {...workspace, tabs: workspace.tabs.map(other => other.id === tab.id ? tab : other)};
}

function withoutPanes(panes: Readonly<Record<PaneId, PaneState>>, gone: readonly PaneId[]): Readonly<Record<PaneId, PaneState>> {
	return Object.fromEntries(Object.entries(panes).filter(([id]) => !gone.includes(id)));
}
