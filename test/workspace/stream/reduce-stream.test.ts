import {describe, expect, it} from 'vitest';
import {
	createStream, reduceStream, streamWindow, type StreamEvent, type StreamPlace, type StreamState, type StreamView,
} from '../../../source/workspace/stream.js';

/** Rows whose numbers are their places; `from` is the oldest that is still held. */
function viewOf(count: number, {height = 5, from = 1, now = 1000}: {height?: number; from?: number; now?: number} = {}): StreamView {
	const size = count - from + 1;
	return {
		count: size,
		height,
		now,
		placeAt: index => index >= 0 && index < size ? place(from + index) : undefined,
		indexOf: ({seq}) => Math.min(Math.max(seq - from, 0), size),
	};
}

function place(seq: number): StreamPlace {
	return {agent: 'a', seq, part: 0};
}

function after(events: readonly StreamEvent[], view: StreamView, state: StreamState = createStream()): StreamState {
	let changed = state;
	for (const event of events) {
		changed = reduceStream(changed, event, view);
	}

	return changed;
}

/** What is seen: the numbers of the rows in view, `>` before that of the cursor. */
function seen(state: StreamState, view: StreamView): string {
	const {top, end, cursor} = streamWindow(state, view);
	return Array.from({length: view.height}, (_, line) => top + line)
		.filter(index => index < end)
		.map(index => `${index === cursor ? '>' : ''}${view.placeAt(index)!.seq}`)
		.join(' ');
}

describe('a stream', () => {
	it.each<[string, StreamEvent[], seen: string, follows: boolean]>([
		['follows with the cursor on the newest row', [], '6 7 8 9 >10', true],
		['pauses with any movement up', [{type: 'move', by: -1}], '6 7 8 >9 10', false],
		['scrolls no further than the cursor wants', [{type: 'move', by: -6}], '>4 5 6 7 8', false],
		['stops at its first row', [{type: 'page', by: -1}, {type: 'page', by: -1}, {type: 'page', by: -1}], '>1 2 3 4 5', false],
		['goes to its first row', [{type: 'first'}], '>1 2 3 4 5', false],
		['stays paused at its last row', [{type: 'first'}, {type: 'page', by: 1}, {type: 'move', by: 90}], '6 7 8 9 >10', false],
		['is held where it is', [{type: 'pause'}], '6 7 8 9 >10', false],
		['follows again', [{type: 'first'}, {type: 'follow'}], '6 7 8 9 >10', true],
		['follows from its last row on', [{type: 'first'}, {type: 'last'}], '6 7 8 9 >10', true],
		['goes to a row that was found', [{type: 'to', place: place(3)}], '>3 4 5 6 7', false],
		['goes on following while a row of it is open', [{type: 'hit-open'}], '6 7 8 9 >10', true],
		['has nothing below the newest row', [{type: 'move', by: 1}], '6 7 8 9 >10', true],
	])('%s', (_, events, expected, follows) => {
		const view = viewOf(10);
		const state = after(events, view);
		expect(seen(state, view)).toBe(expected);
		expect(state.follow).toBe(follows);
		expect(state.paused !== null).toBe(!follows);
	});

	it('keeps its rows where they are while others come below, and says since when', () => {
		const state = after([{type: 'move', by: -1}], viewOf(10, {now: 1234}));
		expect(state.paused).toEqual({at: 1234, newest: place(10)});
		expect(seen(state, viewOf(500))).toBe('6 7 8 >9 10');
	});

	it('shows nothing newer while it is paused, also where there is room, until the cursor goes there', () => {
		const few = {height: 8};
		const state = after([{type: 'pause'}], viewOf(3, few));
		expect(seen(state, viewOf(5, few))).toBe('1 2 >3');
		const further = after([{type: 'move', by: 1}], viewOf(5, few), state);
		expect(seen(further, viewOf(6, few))).toBe('1 2 3 >4');
		expect(seen(after([{type: 'move', by: -1}], viewOf(6, few), further), viewOf(6, few))).toBe('1 2 >3 4');
		expect(streamWindow(further, viewOf(6, few)).end).toBe(4);
		expect(seen(after([{type: 'follow'}], viewOf(6, few), further), viewOf(6, few))).toBe('1 2 3 4 5 >6');
	});

	it('lets an opened row go up while it follows, and comes back to it when the cursor moves', () => {
		const open = after([{type: 'hit-open'}], viewOf(10));
		expect(seen(open, viewOf(12))).toBe('8 9 >10 11 12');
		const ahead = viewOf(20);
		expect(seen(open, ahead)).toBe('16 17 18 19 20');
		expect(seen(after([{type: 'move', by: 1}], ahead, open), ahead)).toBe('>11 12 13 14 15');
		expect(after([{type: 'move', by: 1}], viewOf(12), open)).toMatchObject({follow: true, cursor: place(11)});
		expect(after([{type: 'move', by: 2}], viewOf(12), open)).toMatchObject({follow: true, cursor: null});
	});

	it('holds what stands on the screen, not the row that was left behind', () => {
		const open = after([{type: 'hit-open'}], viewOf(10));
		const ahead = viewOf(20);
		expect(seen(after([{type: 'pause'}], ahead, open), ahead)).toBe('>16 17 18 19 20');
	});

	it('goes to the oldest row that is held when its own are gone', () => {
		const state = after([{type: 'first'}], viewOf(10));
		expect(seen(state, viewOf(500, {from: 200}))).toBe('>200 201 202 203 204');
	});

	it('shows the cursor in a view that has become smaller', () => {
		const state = after([{type: 'pause'}], viewOf(10));
		expect(seen(state, viewOf(10, {height: 3}))).toBe('8 9 >10');
	});

	it.each<StreamEvent>([{type: 'move', by: -1}, {type: 'pause'}, {type: 'first'}, {type: 'hit-open'}])('has nothing to hold while it is empty: $type', event => {
		expect(reduceStream(createStream(), event, viewOf(0))).toEqual(createStream());
	});

	it('keeps folds from one result to the next, and forgets them with the last', () => {
		const view = viewOf(10);
		const folded = after([
			{type: 'hit-open'},
			{type: 'hit-focus'},
			{type: 'hit-toggle', keys: ['a', 'b']},
			{type: 'hit-toggle', keys: ['a']},
			{type: 'hit-mode', mode: 'calls'},
			{type: 'move', by: -1},
		], view);
		expect(folded.hit).toMatchObject({isFocused: true, doc: {toggled: new Set(['b']), mode: 'calls'}});
		expect(folded.cursor).toEqual(place(9));
		expect(after([{type: 'hit-close'}, {type: 'hit-toggle', keys: ['a']}], view, folded).hit).toBeNull();
	});

	it('begins anew with what was asked of it', () => {
		const state = after([
			{type: 'filter', text: 'throw'},
			{type: 'search', text: 'x'},
			{type: 'columns', columns: ['params[0]']},
			{type: 'hit-open'},
			{type: 'first'},
			{type: 'restart'},
		], viewOf(10));
		expect(state).toEqual(createStream({filter: 'throw', search: 'x', columns: ['params[0]']}));
	});
});
