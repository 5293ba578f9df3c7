import {describe, expect, it} from 'vitest';
import {createList} from '../../source/workspace/list-state.js';
import {deserialize} from '../../source/workspace/read-layout.js';
import {reduce} from '../../source/workspace/reduce.js';
import {serialize} from '../../source/workspace/saved-layout.js';
import {createStream} from '../../source/workspace/stream.js';
import {
	createWorkspace, defaultLayout, type Workspace, type WorkspaceEvent,
} from '../../source/workspace/workspace.js';
import {bodyOf} from '../../source/workspace/layout.js';
import {drawLayout} from './draw-layout.js';

const size = {columns: 120, rows: 36};

function busy(): Workspace {
	const list = createList({
		sort: {column: 'host', direction: 'down'}, filter: 'app=order', group: 'app', folded: new Set(['pay']), marks: new Set(['a']), cursor: 'a', held: {until: 9, order: ['a']},
	});
	const events: WorkspaceEvent[] = [
		{type: 'pane', pane: 'p1', change: {list}},
		{
			type: 'open', where: 'right', pane: {
				kind: 'stream', title: 'watch', target: 'prod/a', command: 'watch A b', live: 'job 1', lost: 'gone', stream: createStream({
					follow: false, filter: 'throw !33598', columns: ['params[0]'], search: 'gone',
				}), data: {width: 3},
			},
		},
		{
			type: 'open', where: 'tab', title: 'night', pane: {kind: 'console', title: 'shell'},
		},
		{type: 'open', where: 'up', pane: {kind: 'log', title: 'log'}},
		{type: 'resize-pane', direction: 'down', cells: 3},
		{type: 'zoom'},
		{type: 'tab-number', number: 1},
	];
	let workspace = createWorkspace(size);
	for (const event of events) {
		workspace = reduce(workspace, event);
	}

	return workspace;
}

describe('a saved layout', () => {
	it('comes back with the same panes in the same places, and without what was alive', () => {
		const written = JSON.stringify(serialize(busy()));
		const {layout, problem} = deserialize(JSON.parse(written));
		expect(problem).toBeUndefined();
		const restored = reduce(createWorkspace(size), {type: 'restore', layout});
		const shape = ({tabs, panes}: Workspace) => tabs.map(tab => drawLayout({...tab, zoomed: false}, bodyOf(size)).join('\n').replaceAll(/p\d+/gu, id => panes[id]!.title));
		expect(shape(restored)).toEqual(shape(busy()));
		expect(restored.tabs.map(({title, zoomed}) => [title, zoomed])).toEqual([['fleet', false], ['night', true]]);
		expect(restored.activeTab).toBe(restored.tabs[0]!.id);
		expect(Object.values(restored.panes)).toEqual([
			{
				kind: 'agents', title: 'agents', list: createList({
					sort: {column: 'host', direction: 'down'}, filter: 'app=order', group: 'app', folded: new Set(['pay']),
				}),
			},
			{
				kind: 'stream', title: 'watch', target: 'prod/a', command: 'watch A b', stream: createStream({follow: false, filter: 'throw !33598', columns: ['params[0]']}), data: {width: 3},
			},
			{kind: 'log', title: 'log'},
			{kind: 'console', title: 'shell'},
		]);
	});

	it('gives out ids that a new pane does not meet', () => {
		const {layout} = deserialize(serialize(busy()));
		const opened = reduce(createWorkspace(size, layout), {type: 'open', where: 'right', pane: {kind: 'log', title: 'log'}});
		expect(Object.keys(opened.panes)).toHaveLength(5);
	});

	it('ignores members that nobody knows, and those of the wrong type', () => {
		const {layout, problem} = deserialize({
			version: 1, colour: 'red', activeTab: 7, tabs: [{
				focus: 'p9', zoomed: 1, root: {
					pane: {
						kind: 'agents', title: 5, list: {sort: 3, filter: null, folded: [1, 'a']}, data: [],
					},
				}, new: true,
			}],
		});
		expect(problem).toBeUndefined();
		expect(layout).toMatchObject({activeTab: layout.tabs[0]!.id, panes: {p1: {kind: 'agents', title: 'agents', list: {sort: null, filter: '', folded: new Set(['a'])}}}});
		expect(layout.panes['p1']).not.toHaveProperty('data');
	});

	const pane = {pane: {kind: 'agents'}};
	const deep = (levels: number): unknown => {
		let root: unknown = pane;
		for (let level = 0; level < levels; level++) {
			root = {
				split: 'row', ratio: 0.5, first: root, second: pane,
			};
		}

		return {version: 1, tabs: [{root}]};
	};

	it.each([
		['nothing', undefined, 'it is no object'],
		['a list', [], 'it is no object'],
		['another version', {version: 2, tabs: []}, 'version 2 is not 1'],
		['no tabs', {version: 1, tabs: []}, 'it has no tabs'],
		['a tab that is none', {version: 1, tabs: [null]}, 'tab 1 is no object'],
		['an empty tab', {version: 1, tabs: [{}]}, 'tab 1 lacks a pane'],
		['a pane that is none', {version: 1, tabs: [{root: {pane: 'x'}}]}, 'a pane of tab 1 is no object'],
		['a pane that nobody knows', {version: 1, tabs: [{root: pane}, {root: {pane: {kind: 'game'}}}]}, 'a pane of tab 2 has the unknown kind "game"'],
		['half a split', {version: 1, tabs: [{root: {split: 'row', ratio: 0.5, first: pane}}]}, 'tab 1 lacks a pane'],
		['a slanting split', {
			version: 1, tabs: [{
				root: {
					split: 'x', ratio: 0.5, first: pane, second: pane,
				},
			}],
		}, 'a split of tab 1 has no direction'],
		['a split that leaves nothing', {
			version: 1, tabs: [{
				root: {
					split: 'row', ratio: 1, first: pane, second: pane,
				},
			}],
		}, 'a split of tab 1 has no ratio between 0 and 1'],
		['a tree without end', deep(100_000), 'it has more than 400 splits and panes'],
	])('is the default one, and says why, for %s', (_, saved, why) => {
		const {layout, problem} = deserialize(saved);
		expect(layout).toEqual(defaultLayout());
		expect(problem?.message).toBe(`the saved layout can't be read: ${why}`);
	});
});
