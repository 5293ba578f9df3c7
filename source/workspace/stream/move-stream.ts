import type {StreamState} from './stream-state.js';
import {streamWindow, type StreamView} from './stream-window.js';

/** Moves the cursor by rows. Any movement up pauses the view, and so does one to a row that it had left behind. */
export function moveBy(state: StreamState, by: number, view: StreamView): StreamState {
	const {top, cursor} = streamWindow(state, view);
	const to = Math.max(Math.min(cursor + by, view.count - 1), 0);
	if (view.count === 0 || (state.follow && by > 0 && state.cursor === null)) {
		return state;
	}

	if (state.follow && by > 0 && to >= top) {
		return {...state, cursor: to === view.count - 1 ? null : view.placeAt(to) ?? null};
	}

	return moveTo(state, to, view);
}

/** Pauses the view and puts the cursor on a row; the view moves by as little as shows it. */
export function moveTo(state: StreamState, to: number, view: StreamView): StreamState {
	const paused = pause(state, view);
	const {top} = streamWindow(paused, view);
	const shown = Math.max(Math.min(top, to), to - view.height + 1);
	const cursor = view.placeAt(to) ?? null;
	// What the cursor has been on is not newer any more.
	const seen = paused.paused && to >= streamWindow(paused, view).end ? {...paused.paused, newest: cursor} : paused.paused;
	return {
		...paused, paused: seen, cursor, top: view.placeAt(shown) ?? null,
	};
}

/** Holds the view where it is. */
export function pause(state: StreamState, view: StreamView): StreamState {
	if (!state.follow || view.count === 0) {
		return state;
	}

	const {top, cursor} = streamWindow(state, view);
	// What is held is what stands on the screen: a row far above it would move the view away.
	const held = Math.max(cursor, top);
	return {
		...state,
		follow: false,
		paused: {at: view.now, newest: view.placeAt(view.count - 1) ?? null},
		cursor: view.placeAt(held) ?? null,
		top: view.placeAt(top) ?? null,
	};
}

/** The newest row stays at the bottom again, with the cursor on it. */
export function follow(state: StreamState): StreamState {
	return {
		...state, follow: true, paused: null, cursor: null, top: null,
	};
}
