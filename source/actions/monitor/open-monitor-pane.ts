import type {Agent} from '../../core/client/agent.js';
import {createList} from '../../workspace/list-state.js';
import type {ActionContext} from '../context.js';
import type {Where} from '../open.js';

/** The plug-ins of a monitoring agent, and what it measures. */
export function openPluginsPane({store}: ActionContext, {name, ref}: Agent, where: Where): void {
	store.dispatch({
		type: 'open', where, title: name, pane: {
			kind: 'plugins', title: name, target: ref, list: createList(),
		},
	});
}

/** A log of a host, followed from its end on. */
export function openFilePane({store}: ActionContext, {name, ref}: Agent, path: string, where: Where): void {
	store.dispatch({
		type: 'open', where, title: name, pane: {
			kind: 'file', title: `${name}:${path}`, target: ref, list: followingList(), data: {path},
		},
	});
}

/** A list whose cursor is on the last line, whatever comes. */
export function followingList(): ReturnType<typeof createList> {
	return createList({cursor: null, cursorIndex: Number.MAX_SAFE_INTEGER});
}
