import {bodyOf, geometry, type PaneId} from '../workspace/layout.js';
import {createList, visible, type ListView} from '../workspace/list-state.js';
import type {Store} from '../workspace/store.js';
import {activeTabOf, tabOf} from '../workspace/workspace.js';
import type {ActionContext, ScreenPort} from '../actions/context.js';
import {texts, type Say} from '../words/index.js';
import {paneContext} from './compose-screen.js';
import {copyText} from './copy-text.js';
import {editText} from './edit-text.js';
import type {Glyphs} from './glyphs.js';
import {listRows} from './overlays/overlay-view.js';
import {overlayViewOf} from './overlays/overlay-views.js';
import {orElse} from './or-else.js';
import {paneViews} from './panes/pane-views.js';
import type {PaneContext} from './panes/pane-view.js';
import {streamPort} from './stream/stream-port.js';
import type {Terminal} from './terminal/terminal.js';

export type ScreenPortOptions = {
	terminal: Terminal;
	store: Store;
	say: Say;
	env: NodeJS.ProcessEnv;
	stateFolder: string;
	glyphs: Glyphs;
	now: () => number;
	program: () => ActionContext;
	refresh: (isKey?: boolean) => void;
	redraw: () => void;
};

/** What actions may ask of the screen and of the terminal. */
export function createScreenPort(options: ScreenPortOptions): ScreenPort {
	const {terminal, store, refresh, redraw, now, glyphs} = options;
	let hasMouse = false;
	const context = (pane: PaneId) => contextOf(pane, {program: options.program(), glyphs, now: now()});
	const listOf = (pane: PaneId): ListView => {
		const of = context(pane);
		return paneViews[of.pane.kind].list?.(of) ?? emptyView(now());
	};

	return {
		refresh,
		redraw,
		listOf,
		lineAt(pane, row) {
			const {lines, height, doc, above = doc === undefined ? 1 : 0} = listOf(pane);
			const list = store.getSnapshot().panes[pane]?.list ?? createList();
			return visible(list, lines, height).items[row - 1 - above]?.key;
		},
		listOfOverlay() {
			const {overlay, size} = store.getSnapshot();
			const lines = overlay === undefined
				? []
				: overlayViewOf(overlay.kind).lines?.({
					overlay, size, glyphs, program: options.program(),
				}) ?? [];
			return {lines, height: listRows(size), now: now()};
		},
		streamOf(pane) {
			const of = context(pane);
			// Asked with each frame for the keys that hold, so that a fault of it is one of the pane.
			return of.pane.kind === 'stream' ? orElse(() => streamPort(of), () => undefined) : undefined;
		},
		sizeOf(pane) {
			const {width, height} = context(pane);
			return {width, height};
		},
		copy(text, what) {
			copyText(text, options.program(), {...options, what});
		},
		edit: async text => editText(text, options.program(), options),
		async suspend() {
			await terminal.suspend();
		},
		mouse(isOn = !hasMouse) {
			hasMouse = isOn;
			terminal.mouse(isOn);
			options.program().notify('info', options.say(isOn ? texts.frame.mouseOn : texts.frame.mouseOff));
		},
	};
}

/** A pane that is hidden behind another, or in a tab that is not open, has the size that it would have. */
export function contextOf(pane: PaneId, facts: {program: ActionContext; glyphs: Glyphs; now: number}): PaneContext {
	const workspace = facts.program.store.getSnapshot();
	const body = bodyOf(workspace.size);
	const rect = geometry(tabOf(workspace, pane) ?? activeTabOf(workspace), body).panes.get(pane) ?? body;
	return paneContext(pane, rect, facts, workspace);
}

function emptyView(now: number): ListView {
	return {lines: [], height: 1, now};
}
