import {createList, reduceList} from './list-state.js';
import {addNotice, liveNotices} from './notices.js';
import {keepNotice} from './past-notices.js';
import {reduceLayout, type LayoutEvent} from './reduce-layout.js';
import type {Overlay} from './overlay.js';
import type {PaneState} from './pane-state.js';
import {createStream, reduceStream} from './stream.js';
import type {Workspace, WorkspaceEvent} from './workspace.js';

/** The workspace after an event; the same object when nothing changes. */
export function reduce(workspace: Workspace, event: WorkspaceEvent): Workspace {
	const {overlay} = workspace;
	switch (event.type) {
		case 'size': {
			const {columns, rows} = event.size;
			return columns === workspace.size.columns && rows === workspace.size.rows ? workspace : {...workspace, size: {columns, rows}};
		}

		case 'pane': {
			return changePane(workspace, event.pane, () => event.change);
		}

		case 'list': {
			return changePane(workspace, event.pane, ({list}) => ({list: reduceList(list ?? createList(), event.event, event.view)}));
		}

		case 'stream': {
			return changePane(workspace, event.pane, ({stream}) => ({stream: reduceStream(stream ?? createStream(), event.event, event.view)}));
		}

		case 'overlay': {
			return overlay === event.overlay ? workspace : {...workspace, overlay: event.overlay ? over(event.overlay, overlay) : overlay?.under};
		}

		case 'overlay-change': {
			return overlay ? {...workspace, overlay: {...overlay, ...event.change}} : workspace;
		}

		case 'overlay-list': {
			return overlay ? {...workspace, overlay: {...overlay, list: reduceList(overlay.list, event.event, event.view)}} : workspace;
		}

		case 'notify': {
			return {...workspace, notices: addNotice(workspace.notices, event), past: keepNotice(workspace.past, event)};
		}

		case 'notices-age': {
			const notices = liveNotices(workspace.notices, event.now);
			return notices === workspace.notices ? workspace : {...workspace, notices};
		}

		case 'notices-dismiss': {
			return workspace.notices.length === 0 ? workspace : {...workspace, notices: []};
		}

		case 'restore': {
			return {...workspace, ...event.layout, overlay: undefined};
		}

		default: {
			return reduceLayout(workspace, event satisfies LayoutEvent);
		}
	}
}

/** Only a form is kept: of other overlays nothing is missed. */
function over(next: Overlay, before: Overlay | undefined): Overlay {
	const under = before?.kind === 'cron-form' ? before : before?.under;
	return under && next.kind !== under.kind ? {...next, under} : next;
}

function changePane(workspace: Workspace, pane: string, change: (state: PaneState) => Partial<PaneState>): Workspace {
	const state = workspace.panes[pane];
	if (!state) {
		return workspace;
	}

	return {...workspace, panes: {...workspace.panes, [pane]: {...state, ...change(state)}}};
}
