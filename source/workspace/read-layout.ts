import {isArthasError, type ArthasError} from '../core/error.js';
import type {JsonObject} from '../core/protocol/result.js';
import {
	leaf, leaves, type Split, type Tab,
} from './layout.js';
import {layoutError} from './layout-error.js';
import {readPane} from './read-pane.js';
import type {PaneState} from './pane-state.js';
import {layoutVersion} from './saved-layout.js';
import {defaultLayout, type Layout} from './workspace.js';

/** Splits and panes: more than anybody opens, and few enough for the call stack. */
const mostNodes = 400;

/**
Reads what `serialize` wrote. What can't be read gives the default layout and why; members that nobody
knows are left alone.
*/
export function deserialize(saved: unknown): {layout: Layout; problem?: ArthasError} {
	try {
		return {layout: readLayout(saved)};
	} catch (error) {
		if (isArthasError(error)) {
			return {layout: defaultLayout(), problem: error};
		}

		throw error;
	}
}

/** What was read so far. */
type Reading = {panes: Record<string, PaneState>; nextId: number; nodes: number};

function readLayout(saved: unknown): Layout {
	const {version, tabs, activeTab} = objectOf(saved, 'it is no object');
	if (version !== layoutVersion) {
		throw layoutError(`version ${JSON.stringify(version)} is not ${layoutVersion}`);
	}

	if (!Array.isArray(tabs) || tabs.length === 0) {
		throw layoutError('it has no tabs');
	}

	const reading: Reading = {panes: {}, nextId: 1, nodes: 0};
	const read = tabs.map((tab, at) => readTab(tab, `tab ${at + 1}`, reading));
	const active = (typeof activeTab === 'number' ? read[activeTab] : undefined) ?? read[0];
	return {
		tabs: read, activeTab: active?.id ?? '', panes: reading.panes, nextId: reading.nextId,
	};
}

function readTab(saved: unknown, where: string, reading: Reading): Tab {
	const {title, zoomed, focus, root} = objectOf(saved, `${where} is no object`);
	const split = readSplit(root, where, reading);
	const all = leaves(split);
	const focused = (typeof focus === 'number' ? all[focus] : undefined) ?? all[0] ?? '';
	return {
		id: `t${reading.nextId++}`, title: typeof title === 'string' ? title : '', root: split, focus: focused, recent: [], zoomed: zoomed === true,
	};
}

function readSplit(saved: unknown, where: string, reading: Reading): Split {
	const {pane, split: direction, ratio, first, second} = objectOf(saved, `${where} lacks a pane`);
	if (++reading.nodes > mostNodes) {
		throw layoutError(`it has more than ${mostNodes} splits and panes`);
	}

	if (pane !== undefined) {
		const id = `p${reading.nextId++}`;
		reading.panes[id] = readPane(objectOf(pane, `a pane of ${where} is no object`), where);
		return leaf(id);
	}

	if (direction !== 'row' && direction !== 'column') {
		throw layoutError(`a split of ${where} has no direction`);
	}

	if (typeof ratio !== 'number' || !(ratio > 0 && ratio < 1)) {
		throw layoutError(`a split of ${where} has no ratio between 0 and 1`);
	}

	return {
		kind: 'split', direction, ratio, first: readSplit(first, where, reading), second: readSplit(second, where, reading),
	};
}

function objectOf(value: unknown, otherwise: string): JsonObject {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw layoutError(otherwise);
	}

	return value as JsonObject;
}
