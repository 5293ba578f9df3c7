import type {Notice} from './notices.js';
import type {PastNotice, Telling} from './past-notices.js';
import {type ListEvent, type ListView, createList} from './list-state.js';
import {
	type Direction, type PaneId, type Size, type Tab, type TabEvent, type TabId, createTab, leaves,
} from './layout.js';
import type {Overlay} from './overlay.js';
import type {PaneState} from './pane-state.js';
import type {StreamEvent, StreamView} from './stream.js';

/** All that the screen shows and that is not data of agents. Plain, and never changed in place. */
export type Workspace = {
	size: Size;
	/** Never empty. */
	tabs: readonly Tab[];
	activeTab: TabId;
	panes: Readonly<Record<PaneId, PaneState>>;
	overlay: Overlay | undefined;
	notices: readonly Notice[];
	/** All that was ever told, as far as there is room, oldest first. */
	past: readonly PastNotice[];
	/** Number in the id of the next pane or tab. */
	nextId: number;
};

/** The tabs and panes alone: what is saved. */
export type Layout = Pick<Workspace, 'tabs' | 'activeTab' | 'panes' | 'nextId'>;

export type WorkspaceEvent =
	| {type: 'size'; size: Size}
	/** Events of the open tab. A new pane goes beside the focused one, into its place, or into a new tab, and has the focus. */
	| {type: 'open'; pane: PaneState; where: Direction | 'here' | 'tab'; ratio?: number | undefined; title?: string | undefined}
	| Exclude<TabEvent, {type: 'split' | 'close' | 'focus'}>
	/** Gives a pane the focus, and its tab the screen. */
	| {type: 'focus'; pane: PaneId}
	/** Closes a pane, the focused one if none is given, and its tab with the last one. The very last pane stays. */
	| {type: 'close'; pane?: PaneId | undefined}
	/** Takes the focused pane out into a tab of its own. */
	| {type: 'pane-to-tab'}
	| {type: 'tab'; tab: TabId}
	/** The n-th tab, from 1. */
	| {type: 'tab-number'; number: number}
	| {type: 'tab-step'; by: 1 | -1}
	| {type: 'tab-rename'; title: string; tab?: TabId | undefined}
	/** Closes a tab, the open one if none is given. The last one stays. */
	| {type: 'tab-close'; tab?: TabId | undefined}
	| {type: 'pane'; pane: PaneId; change: Partial<PaneState>}
	| {type: 'list'; pane: PaneId; event: ListEvent; view: ListView}
	| {type: 'stream'; pane: PaneId; event: StreamEvent; view: StreamView}
	| {type: 'overlay'; overlay: Overlay | undefined}
	| {type: 'overlay-change'; change: Partial<Overlay>}
	| {type: 'overlay-list'; event: ListEvent; view: ListView}
	/** What is told `about` something takes the place of what was told about it before. */
	| ({type: 'notify'} & Telling)
	/** Drops the notices whose time has passed. */
	| {type: 'notices-age'; now: number}
	| {type: 'notices-dismiss'}
	/** Puts a saved layout in the place of everything. */
	| {type: 'restore'; layout: Layout};

/** One tab with the list of agents. */
export function defaultLayout(): Layout {
	return {
		tabs: [createTab('t2', 'p1', 'fleet')],
		activeTab: 't2',
		panes: {p1: {kind: 'agents', title: 'agents', list: createList()}},
		nextId: 3,
	};
}

export function createWorkspace(size: Size, layout: Layout = defaultLayout()): Workspace {
	return {
		size, ...layout, overlay: undefined, notices: [], past: [],
	};
}

export function activeTabOf({tabs, activeTab}: Pick<Workspace, 'tabs' | 'activeTab'>): Tab {
	const tab = tabs.find(({id}) => id === activeTab) ?? tabs[0];
	if (!tab) {
		throw new Error('a workspace without a tab');
	}

	return tab;
}

export function focusedPane(workspace: Workspace): {id: PaneId; state: PaneState} {
	const {focus} = activeTabOf(workspace);
	const state = workspace.panes[focus];
	if (!state) {
		throw new Error(`a tab with the pane ${focus}, which does not exist`);
	}

	return {id: focus, state};
}

export function tabOf({tabs}: Pick<Workspace, 'tabs'>, pane: PaneId): Tab | undefined {
	return tabs.find(tab => leaves(tab.root).includes(pane));
}
