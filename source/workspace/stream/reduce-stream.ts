import {reduceList, type ListEvent, type ListView} from '../list-state.js';
import {
	follow, moveBy, moveTo, pause,
} from './move-stream.js';
import {
	createHit, createStream, type HitState, type StreamPlace, type StreamState,
} from './stream-state.js';
import {streamWindow, type StreamView} from './stream-window.js';

export type StreamEvent =
	| {type: 'move'; by: number}
	/** One view further, less a row that stays to be recognised. */
	| {type: 'page'; by: 1 | -1}
	/** The last row is the newest one, so that it is followed from there. */
	| {type: 'first' | 'last'}
	| {type: 'to'; place: StreamPlace}
	| {type: 'pause' | 'follow'}
	/** Marks a result as the one to compare with, or unmarks it. */
	| {type: 'mark'; place: StreamPlace}
	| {type: 'search' | 'filter'; text: string}
	/** Shows the result under the cursor below the rows. */
	| {type: 'hit-open' | 'hit-close'}
	/** Gives the keys to the opened result, or back to the rows. */
	| {type: 'hit-focus'}
	| {type: 'hit-toggle'; keys: readonly string[]}
	| {type: 'hit-mode'; mode: string | undefined}
	| {type: 'hit-list'; event: ListEvent; list: ListView}
	| {type: 'columns'; columns: readonly string[] | null}
	/** Another run of the command begins. */
	| {type: 'restart'};

/** The state of a stream after an event. */
export function reduceStream(state: StreamState, event: StreamEvent, view: StreamView): StreamState {
	switch (event.type) {
		case 'move': {
			return moveBy(state, event.by, view);
		}

		case 'page': {
			return moveBy(state, event.by * Math.max(view.height - 1, 1), view);
		}

		case 'first': {
			return view.count === 0 ? state : moveTo(state, 0, view);
		}

		case 'to': {
			return moveTo(state, view.indexOf(event.place), view);
		}

		case 'pause': {
			return pause(state, view);
		}

		case 'last':
		case 'follow': {
			return follow(state);
		}

		case 'mark': {
			return {...state, marked: state.marked?.seq === event.place.seq ? null : event.place};
		}

		case 'columns': {
			return {...state, columns: event.columns};
		}

		case 'restart': {
			return createStream({filter: state.filter, search: state.search, columns: state.columns});
		}

		case 'search': {
			return {...state, search: event.text};
		}

		case 'filter': {
			return {...state, filter: event.text};
		}

		default: {
			return reduceHit(state, event, view);
		}
	}
}

type HitEvent = Extract<StreamEvent, {type: `hit-${string}`}>;

function reduceHit(state: StreamState, event: HitEvent, view: StreamView): StreamState {
	switch (event.type) {
		case 'hit-open': {
			const cursor = view.placeAt(streamWindow(state, view).cursor);
			return cursor === undefined ? state : {...state, cursor, hit: state.hit ?? createHit()};
		}

		case 'hit-close': {
			// A row that was left behind has nothing more to show.
			return {...state, hit: null, cursor: state.follow ? null : state.cursor};
		}

		default: {
			return state.hit ? {...state, hit: changeHit(state.hit, event)} : state;
		}
	}
}

function changeHit(hit: HitState, event: Exclude<HitEvent, {type: 'hit-open' | 'hit-close'}>): HitState {
	switch (event.type) {
		case 'hit-focus': {
			return {...hit, isFocused: !hit.isFocused};
		}

		case 'hit-toggle': {
			const toggled = new Set(hit.doc.toggled);
			for (const key of event.keys) {
				if (!toggled.delete(key)) {
					toggled.add(key);
				}
			}

			return {...hit, doc: {...hit.doc, toggled}};
		}

		case 'hit-mode': {
			return {...hit, doc: {...hit.doc, mode: event.mode}};
		}

		case 'hit-list': {
			return {...hit, list: reduceList(hit.list, event.event, event.list)};
		}
	}
}
