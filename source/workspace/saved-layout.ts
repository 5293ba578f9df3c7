import {maskSecrets} from '../core/mask-secrets.js';
import type {Json, JsonObject} from '../core/protocol/result.js';
import {leaves, type Split, type Tab} from './layout.js';
import type {ListState} from './list-state.js';
import type {PaneState} from './pane-state.js';
import {savedStream} from './stream.js';
import type {Layout} from './workspace.js';

export const layoutVersion = 1;

/**
A layout as it is saved with a profile: JSON whose tree holds the panes themselves, so that no id can
dangle. Cursor, marks, scroll and whatever runs are not in it.
*/
export function serialize({tabs, activeTab, panes}: Layout): JsonObject {
	return {
		version: layoutVersion,
		activeTab: Math.max(tabs.findIndex(({id}) => id === activeTab), 0),
		tabs: tabs.map(tab => savedTab(tab, panes)),
	};
}

type Panes = Layout['panes'];

/** The focus is the index of a pane in reading order. */
function savedTab({title, root, focus, zoomed}: Tab, panes: Panes): JsonObject {
	return {
		title, zoomed, focus: leaves(root).indexOf(focus), root: savedSplit(root, panes),
	};
}

function savedSplit(split: Split, panes: Panes): JsonObject {
	if (split.kind === 'leaf') {
		return {pane: savedPane(panes[split.pane])};
	}

	const {direction, ratio, first, second} = split;
	return {
		split: direction, ratio, first: savedSplit(first, panes), second: savedSplit(second, panes),
	};
}

function savedPane(pane: PaneState | undefined): JsonObject {
	const {kind = 'agents', title = '', target, command, stream, list, data} = pane ?? {};
	return given({
		kind, title: maskSecrets(title), target, command: command === undefined ? undefined : maskSecrets(command), stream: stream && savedStream(stream), list: list && savedList(list), data,
	});
}

function savedList({sort, filter, group, folded}: ListState): JsonObject {
	return {
		sort, filter, group, folded: [...folded],
	};
}

function given(members: Record<string, Json | Readonly<Record<string, Json>> | undefined>): JsonObject {
	return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
