import {createList, type ListState} from '../list-state.js';

/** A row of a stream: whose it is, the number of its entry, and which of its rows where one result is several. */
export type StreamPlace = {readonly agent: string; readonly seq: number; readonly part: number};

/** What a person did to a stream. Plain data; the rows themselves are in the log of its job. */
export type StreamState = {
	/** Whether the newest row stays at the bottom. */
	follow: boolean;
	/** Since when it does not (epoch ms), and which row was the newest then. */
	paused: {at: number; newest: StreamPlace | null} | null;
	/** The row of the cursor; null is the newest, whichever that is. */
	cursor: StreamPlace | null;
	/** The row at the top of the view while it does not follow. */
	top: StreamPlace | null;
	/** What is looked for, and marked where it is found. */
	search: string;
	/** Which rows are shown, as it was typed. */
	filter: string;
	/** The result under the cursor, opened below the rows. */
	hit: HitState | null;
	/** The result with which others are compared. */
	marked: StreamPlace | null;
	/** Paths whose values have columns of their own; null lets the stream choose. */
	columns: readonly string[] | null;
};

/** What was folded stays so from one result to the next, because the results of a stream have one shape. */
export type HitState = {
	/** Whether keys go to it and not to the rows. */
	isFocused: boolean;
	doc: {toggled: ReadonlySet<string>; mode?: string | undefined};
	list: ListState;
};

export function createStream(given: Partial<StreamState> = {}): StreamState {
	return {
		follow: true,
		paused: null,
		cursor: null,
		top: null,
		search: '',
		filter: '',
		hit: null,
		marked: null,
		columns: null,
		...given,
	};
}

export function createHit(): HitState {
	return {isFocused: false, doc: {toggled: new Set()}, list: createList()};
}
