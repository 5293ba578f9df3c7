import {describe, expect, it} from 'vitest';
import {reduce} from '../../source/workspace/reduce.js';
import {createStore} from '../../source/workspace/store.js';
import {
	activeTabOf, createWorkspace, focusedPane, type Workspace, type WorkspaceEvent,
} from '../../source/workspace/workspace.js';
import type {PaneState} from '../../source/workspace/pane-state.js';
import {bodyOf} from '../../source/workspace/layout.js';
import {drawLayout} from './draw-layout.js';

const watch: PaneState = {kind: 'stream', title: 'watch', target: 'prod/order-1'};
const shell: PaneState = {kind: 'console', title: 'shell', target: 'prod/order-1'};
const size = {columns: 80, rows: 24};

function after(...events: WorkspaceEvent[]): Workspace {
	let workspace = createWorkspace(size);
	for (const event of events) {
		workspace = reduce(workspace, event);
	}

	return workspace;
}

function titles(workspace: Workspace): string[] {
	return workspace.tabs.map(({id, title}) => `${title || id}${id === workspace.activeTab ? '*' : ''}`);
}

describe('workspace', () => {
	it('begins with the list of agents', () => {
		expect(focusedPane(after()).state.kind).toBe('agents');
	});

	it('opens panes on any side of the focused one, and gives them the focus', () => {
		const workspace = after({type: 'open', pane: watch, where: 'right'}, {
			type: 'open', pane: shell, where: 'down', ratio: 0.7,
		});
		expect(drawLayout(activeTabOf(workspace), bodyOf(size))).toEqual([
			' p1 ────────────────────────────────────│ p3 ───────────────────────────────────',
			`${' '.repeat(40)}│${' '.repeat(39)} ×14`,
			`${' '.repeat(40)}│▌p4 ───────────────────────────────────`,
			`${' '.repeat(40)}│${' '.repeat(39)} ×6`,
		]);
		expect(focusedPane(workspace).state).toBe(shell);
	});

	it('opens one in the place of the focused one, which is gone then', () => {
		const workspace = after({type: 'open', pane: watch, where: 'here'});
		expect(Object.values(workspace.panes)).toEqual([watch]);
		expect(focusedPane(workspace).state).toBe(watch);
	});

	it('closes panes, then their tab, but never the very last pane', () => {
		const two = after({
			type: 'open', pane: watch, where: 'tab', title: 'triage',
		}, {type: 'open', pane: shell, where: 'right'});
		expect(titles(two)).toEqual(['fleet', 'triage*']);
		const one = reduce(two, {type: 'close'});
		expect(focusedPane(one).state).toBe(watch);
		const none = reduce(one, {type: 'close'});
		expect(titles(none)).toEqual(['fleet*']);
		expect(Object.keys(none.panes)).toEqual(['p1']);
		expect(reduce(none, {type: 'close'})).toBe(none);
		expect(reduce(none, {type: 'tab-close'})).toBe(none);
	});

	it('goes through tabs by number, by steps and by pane', () => {
		const three = after({type: 'open', pane: watch, where: 'tab'}, {
			type: 'open', pane: shell, where: 'tab', title: 'shell',
		});
		expect(titles(reduce(three, {type: 'tab-number', number: 1}))).toEqual(['fleet*', 't4', 'shell']);
		expect(reduce(three, {type: 'tab-number', number: 9})).toBe(three);
		expect(titles(reduce(three, {type: 'tab-step', by: 1}))).toEqual(['fleet*', 't4', 'shell']);
		expect(titles(reduce(three, {type: 'tab-step', by: -1}))).toEqual(['fleet', 't4*', 'shell']);
		expect(titles(reduce(three, {type: 'focus', pane: 'p1'}))).toEqual(['fleet*', 't4', 'shell']);
		expect(titles(reduce(three, {type: 'tab-rename', title: 'night'}))).toEqual(['fleet', 't4', 'night*']);
		expect(titles(reduce(three, {type: 'tab-close', tab: 't4'}))).toEqual(['fleet', 'shell*']);
		expect(titles(reduce(three, {type: 'tab-close'}))).toEqual(['fleet', 't4*']);
	});

	it('takes a pane out into a tab of its own, unless it is alone', () => {
		const workspace = after({type: 'open', pane: watch, where: 'right'}, {type: 'pane-to-tab'});
		expect(titles(workspace)).toEqual(['fleet', 't4*']);
		expect(focusedPane(workspace).state).toBe(watch);
		expect(reduce(workspace, {type: 'pane-to-tab'})).toBe(workspace);
	});

	it('changes what a pane shows, and its list', () => {
		const workspace = after(
			{type: 'pane', pane: 'p1', change: {title: 'all agents'}},
			{
				type: 'list', pane: 'p1', event: {type: 'move', by: 1}, view: {lines: [{kind: 'row', key: 'a'}, {kind: 'row', key: 'b'}], height: 5, now: 0},
			},
		);
		expect(focusedPane(workspace).state).toMatchObject({title: 'all agents', list: {cursor: 'b'}});
		expect(reduce(workspace, {type: 'pane', pane: 'gone', change: {title: ''}})).toBe(workspace);
	});

	it('holds one overlay and its list', () => {
		const list = focusedPane(after()).state.list!;
		const open = after({
			type: 'overlay', overlay: {
				kind: 'palette', text: '', caret: 0, list, since: 0,
			},
		});
		const typed = reduce(open, {type: 'overlay-change', change: {text: 'thr', caret: 3}});
		const moved = reduce(typed, {type: 'overlay-list', event: {type: 'last'}, view: {lines: [{kind: 'row', key: 'a'}, {kind: 'row', key: 'b'}], height: 5, now: 0}});
		expect(moved.overlay).toMatchObject({kind: 'palette', text: 'thr', list: {cursor: 'b'}});
		const form = {...moved.overlay!, kind: 'cron-form'};
		const overForm = reduce(reduce(moved, {type: 'overlay', overlay: form}), {type: 'overlay', overlay: moved.overlay});
		expect(overForm.overlay).toMatchObject({kind: 'palette', under: form});
		expect(reduce(overForm, {type: 'overlay', overlay: undefined}).overlay).toEqual(form);
		const closed = reduce(moved, {type: 'overlay', overlay: undefined});
		expect(closed.overlay).toBeUndefined();
		expect(reduce(closed, {type: 'overlay-change', change: {text: 'x'}})).toBe(closed);
	});

	it('is the same object when an event changes nothing', () => {
		const workspace = after();
		const idle: WorkspaceEvent[] = [
			{type: 'size', size: {...size}},
			{type: 'focus', pane: 'p1'},
			{type: 'focus-direction', direction: 'left'},
			{type: 'focus-step', by: 1},
			{type: 'tab-step', by: 1},
			{type: 'zoom', on: false},
			{type: 'resize-pane', direction: 'left', cells: 1},
			{type: 'swap', direction: 'left'},
			{type: 'move', direction: 'left'},
			{type: 'notices-age', now: 0},
			{type: 'notices-dismiss'},
			{type: 'overlay', overlay: undefined},
			{type: 'tab-rename', title: 'fleet'},
		];
		expect(idle.filter(event => reduce(workspace, event) !== workspace)).toEqual([]);
	});
});

describe('store', () => {
	it('tells its listeners of changes only', () => {
		const store = createStore(createWorkspace(size));
		let calls = 0;
		const stop = store.subscribe(() => {
			calls++;
		});
		store.dispatch({type: 'zoom', on: false});
		store.dispatch({
			type: 'notify', level: 'info', text: 'sorted by p99', now: 0,
		});
		expect(calls).toBe(1);
		expect(store.getSnapshot().notices).toHaveLength(1);
		stop();
		store.dispatch({type: 'notices-dismiss'});
		expect(calls).toBe(1);
	});
});
