import {fold, type FoldEvent} from './fold.js';
import type {ListState, SortDirection} from './list-state.js';
import type {ListView} from './list-view.js';
import {markAll, markCursor, toggleRange} from './marks.js';
import {moveTo, scroll} from './move-cursor.js';
import {cursorIndexOf} from './visible.js';

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
	| {type: FoldEvent}
	/** Lets new rows in and the order go. */
	| {type: 'let-in'};

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
			return moveTo(state, cursor + event.by, view);
		}

		case 'page': {
			return moveTo(state, cursor + (event.by * Math.max(height - 1, 1)), view);
		}

		case 'first': {
			return moveTo(state, 0, view);
		}

		case 'last': {
			return moveTo(state, lines.length - 1, view);
		}

		case 'to': {
			const index = lines.findIndex(({key}) => key === event.key);
			return index === -1 ? state : moveTo(state, index, view);
		}

		case 'scroll': {
			return scroll(state, event.by, view);
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
			return fold(state, event.type, view);
		}
	}
}

function free(state: ListState): ListState {
	return state.held === null ? state : {...state, held: null};
}

function held(state: ListState, {lines, now}: ListView): ListState {
	const order = lines.flatMap(({kind, key, keys, folded}) => kind === 'row' ? [key] : (folded ? keys ?? [] : []));
	return {...state, held: {until: now + holdTime, order}};
}
