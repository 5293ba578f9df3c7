import type {Json} from '../../core/protocol/result.js';
import {createList, cursorIndexOf} from '../../workspace/list-state.js';
import {logPattern, nextMatch, shownRows} from '../../workspace/log-rows.js';
import type {ActionContext} from '../context.js';

/** Keeps something in the focused pane of a log; undefined takes it out. */
export function changeFile({store, focus}: ActionContext, members: Readonly<Record<string, Json | undefined>>): void {
	const {id, state} = focus();
	const data = Object.fromEntries(Object.entries({...state.data, ...members}).flatMap(([name, value]) => value === undefined || value === '' ? [] : [[name, value]]));
	store.dispatch({type: 'pane', pane: id, change: {data}});
}

/** Puts the cursor on the next line with what is looked for, or says that there is none. */
export function findInFile(context: ActionContext, by: 1 | -1, from: 'here' | 'next' = 'next'): void {
	const {store, live, focus, notify, say} = context;
	const {id, state} = focus();
	const thing = live.get(state.live);
	const search = state.data?.['search'];
	const text = typeof search === 'string' ? search : '';
	const pattern = logPattern(text);
	if (thing?.kind !== 'file' || !pattern) {
		return;
	}

	const rows = shownRows(thing.file.rows(), pattern, state.data?.['only'] === true);
	const list = state.list ?? createList();
	const cursor = cursorIndexOf(list, rows);
	const at = nextMatch(rows, pattern, from === 'here' ? cursor - by : cursor, by);
	const row = rows[at];
	if (row) {
		store.dispatch({
			type: 'pane', pane: id, change: {
				list: {
					...list, cursor: row.key, cursorIndex: at, cursorLine: Math.floor(context.screen.sizeOf(id).height / 2),
				},
			},
		});
	} else {
		notify('info', say({en: 'nothing here has “{text}”', zh: '此处没有“{text}”'}, {text}));
	}
}
