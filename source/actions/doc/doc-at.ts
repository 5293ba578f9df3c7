import type {DocLine, DocView} from '../../workspace/doc.js';
import {createList, cursorIndexOf, type ListState} from '../../workspace/list-state.js';
import type {PaneId} from '../../workspace/layout.js';
import type {PaneState} from '../../workspace/pane-state.js';
import type {ActionContext} from '../context.js';

export type FocusedDoc = {pane: PaneId; state: PaneState; view: DocView; list: ListState; line: DocLine | undefined};

/** The document in the focused pane, and its row under the cursor. */
export function docAt({focus, screen}: ActionContext): FocusedDoc | undefined {
	const {id, state} = focus();
	const view = screen.listOf(id).doc;
	const list = state.list ?? createList();
	return view && {
		pane: id, state, view, list, line: view.lines[cursorIndexOf(list, view.lines)],
	};
}

/** Turns folds, then puts the cursor on a row, which may be one that was not there before. */
export function changeDoc({store, screen}: ActionContext, {pane, list}: FocusedDoc, {folded, to}: {folded?: ReadonlySet<string> | undefined; to?: string | undefined}): void {
	if (folded !== undefined && folded !== list.folded) {
		store.dispatch({type: 'pane', pane, change: {list: {...list, folded}}});
	}

	if (to !== undefined) {
		store.dispatch({
			type: 'list', pane, event: {type: 'to', key: to}, view: screen.listOf(pane),
		});
	}
}

/** Keeps something with the pane, or forgets it. */
export function keepInDoc({store}: ActionContext, {pane, state}: Pick<FocusedDoc, 'pane' | 'state'>, name: string, value: string | number | undefined): void {
	const {[name]: _before, ...others} = state.data ?? {};
	store.dispatch({type: 'pane', pane, change: {data: value === undefined ? others : {...others, [name]: value}}});
}
