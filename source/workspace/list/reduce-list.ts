import type {ListState, SortDirection} from './list-state.js';
import {
	markAll, markCursor, markRange, toggleRange,
} from './marks.js';
import {cursorIndexOf, visible} from './visible.js';

export type ListEvent =
	| {type: 'move'; by: number}
	/** One view further, less a line that stays to be recognised. */
	| {type: 'page'; by: 1 | -1}
	| {type: 'first' | 'last'}
	| {type: 'to'; key: string}
	/** Moves the view; the cursor comes along only where it would leave it. */
	| {type: 'scroll'; by: number}
	/** Marks or unmarks the row, or all of the group, under the cursor. */
	| {type: 'mark'}
	/** Begins or ends a range from here; what the cursor passes is marked. */
	| {type: 'range'}
	| {type: 'mark-all' | 'unmark'}
	| {type: 'sort'; column: string | null; direction?: SortDirection | undefined}
	| {type: 'reverse'}
	| {type: 'filter'; text: string}
	| {type: 'group'; by: string | null}
	/** Of the group under the cursor, or of all groups. */
	| {type: 'fold' | 'unfold' | 'toggle-fold' | 'fold-all' | 'unfold-all'}
	/** Lets new rows in and the order go. */
	| {type: 'let-in'};

export type ListLine = {
	readonly key: string;
	readonly kind: 'row' | 'group';
	readonly group?: string | undefined;
	readonly keys?: readonly string[] | undefined;
	readonly folded?: boolean | undefined;
};

/** What the list shows at the moment of a key: all its lines, and how many fit. */
export type ListView = {lines: readonly ListLine[]; height: number; now: number};

const holdTime = 3000;

/** The list after an event. Each one but those that reorder keeps the order of the rows for 3 s. */
export function reduceList(state: ListState, event: ListEvent, view: ListView): ListState {
	switch (event.type) {
		case 'sort': {
			return free({...state, sort: event.column === null ? null : {column: event.column, direction: event.direction ?? 'up'}});
		}

		case 'reverse': {
			return state.sort ? free({...state, sort: {...state.sort, direction: state.sort.direction === 'up' ? 'down' : 'up'}}) : state;
		}

		case 'filter': {
			return free({...state, filter: event.text});
		}

		case 'group': {
			return free({...state, group: event.by, folded: new Set()});
		}

		case 'let-in': {
			return free(state);
		}

		default: {
			return held(acted(state, event, view), view);
		}
	}
}

type KeepingEvent = Exclude<ListEvent, {type: 'sort' | 'reverse' | 'filter' | 'group' | 'let-in'}>;

function acted(state: ListState, event: KeepingEvent, view: ListView): ListState {
	const {lines, height} = view;
	const cursor = cursorIndexOf(state, lines);
	switch (event.type) {
		case 'move': {
			return movedTo(state, cursor + event.by, view);
		}

		case 'page': {
			return movedTo(state, cursor + (event.by * Math.max(height - 1, 1)), view);
		}

		case 'first': {
			return movedTo(state, 0, view);
		}

		case 'last': {
			return movedTo(state, lines.length - 1, view);
		}

		case 'to': {
			const index = lines.findIndex(({key}) => key === event.key);
			return index === -1 ? state : movedTo(state, index, view);
		}

		case 'scroll': {
			return scrolled(state, event.by, view);
		}

		case 'mark': {
			return markCursor(state, lines[cursor]);
		}

		case 'range': {
			return toggleRange(state, lines[cursor]);
		}

		case 'mark-all': {
			return markAll(state, lines);
		}

		case 'unmark': {
			return {...state, marks: new Set(), range: null};
		}

		default: {
			return folded(state, event.type, view);
		}
	}
}

/** Puts the cursor on a line and the view where it can be seen. */
function movedTo(state: ListState, index: number, {lines, height}: ListView): ListState {
	const at = Math.max(Math.min(index, lines.length - 1), 0);
	const moved = {...state, cursor: lines[at]?.key ?? null, cursorIndex: at};
	const {top} = visible(moved, lines, height);
	return markRange({...moved, anchor: lines[top]?.key ?? null, anchorIndex: top}, lines, at);
}

function scrolled(state: ListState, by: number, view: ListView): ListState {
	const {lines, height} = view;
	const {top, cursor} = visible(state, lines, height);
	const to = Math.max(Math.min(top + by, lines.length - height), 0);
	const anchored = {...state, anchor: lines[to]?.key ?? null, anchorIndex: to};
	return movedTo(anchored, Math.max(Math.min(cursor, to + height - 1), to), view);
}

/** A cursor that stood on a row of a group which folds goes to its head. */
function folded(state: ListState, type: 'fold' | 'unfold' | 'toggle-fold' | 'fold-all' | 'unfold-all', view: ListView): ListState {
	const {lines} = view;
	const line = lines[cursorIndexOf(state, lines)];
	const heads = lines.filter(({kind}) => kind === 'group');
	const all = heads.map(({group}) => group).filter(group => group !== undefined);
	const chosen = type.endsWith('-all') ? all : all.filter(group => group === line?.group);
	const closes = type.startsWith('fold') || (type === 'toggle-fold' && !state.folded.has(chosen[0] ?? ''));
	const next = new Set(closes ? [...state.folded, ...chosen] : [...state.folded].filter(group => !chosen.includes(group)));
	const moved = closes && line?.kind === 'row' && line.group !== undefined
		? movedTo(state, lines.findIndex(({kind, group}) => kind === 'group' && group === line.group), view)
		: state;
	return {...moved, folded: next};
}

function free(state: ListState): ListState {
	return state.held === null ? state : {...state, held: null};
}

function held(state: ListState, {lines, now}: ListView): ListState {
	const order = lines.flatMap(({kind, key, keys, folded}) => kind === 'row' ? [key] : (folded ? keys ?? [] : []));
	return {...state, held: {until: now + holdTime, order}};
}
