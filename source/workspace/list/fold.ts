import type {ListState} from './list-state.js';
import type {ListView} from './list-view.js';
import {moveTo} from './move-cursor.js';
import {cursorIndexOf} from './visible.js';

export type FoldEvent = 'fold' | 'unfold' | 'toggle-fold' | 'fold-all' | 'unfold-all';

/** Of the group under the cursor, or of all. A cursor on a row of a group that folds goes to its head. */
export function fold(state: ListState, type: FoldEvent, view: ListView): ListState {
	const {lines} = view;
	const line = lines[cursorIndexOf(state, lines)];
	const heads = lines.filter(({kind}) => kind === 'group');
	const all = heads.map(({group}) => group).filter(group => group !== undefined);
	const chosen = type.endsWith('-all') ? all : all.filter(group => group === line?.group);
	const closes = type.startsWith('fold') || (type === 'toggle-fold' && !state.folded.has(chosen[0] ?? ''));
	const next = new Set(closes ? [...state.folded, ...chosen] : [...state.folded].filter(group => !chosen.includes(group)));
	const moved = closes && line?.kind === 'row' && line.group !== undefined
		? moveTo(state, lines.findIndex(({kind, group}) => kind === 'group' && group === line.group), view)
		: state;
	return {...moved, folded: next};
}
