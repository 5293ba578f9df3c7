import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	createList, cursorIndexOf, reduceList, visible, type ListEvent, type ListState,
} from '../../source/workspace/list-state.js';

const linesOf = (loud: readonly boolean[]) => loud.map((isLoud, index) => ({key: `k${index}`, kind: 'row' as const, isQuiet: !isLoud}));

describe('quiet lines', () => {
	const lines = linesOf([false, false, true, false, true, true, false]);
	const act = (state: ListState, event: ListEvent) => reduceList(state, event, {lines, height: 3, now: 0});
	const seen = (state: ListState) => {
		const {items, top, cursor} = visible(state, lines, 3);
		return [items.map(({key}) => key).join(' '), `k${cursor}`, top];
	};

	it('are in sight above the first line that can be chosen, as long as nobody moves', () => {
		expect(seen(createList())).toEqual(['k0 k1 k2', 'k2', 0]);
	});

	it('are passed over in both directions', () => {
		const down = act(createList(), {type: 'move', by: 1});
		expect(seen(down)).toEqual(['k2 k3 k4', 'k4', 2]);
		expect(seen(act(down, {type: 'move', by: -1}))).toEqual(['k0 k1 k2', 'k2', 0]);
	});

	it('come into sight with the first and the last line that can be chosen', () => {
		const last = act(createList(), {type: 'last'});
		expect(seen(last)).toEqual(['k4 k5 k6', 'k5', 4]);
		expect(seen(act(last, {type: 'first'}))).toEqual(['k0 k1 k2', 'k2', 0]);
	});

	it('are chosen only where there are no others', () => {
		expect(cursorIndexOf(createList(), linesOf([false, false]))).toBe(0);
		expect(cursorIndexOf(createList(), [])).toBe(-1);
	});

	it('never hold the cursor, whatever is done, and the cursor is always in view', () => {
		const event: fc.Arbitrary<ListEvent> = fc.oneof(
			fc.record({type: fc.constant('move' as const), by: fc.integer({min: -9, max: 9})}),
			fc.record({type: fc.constant('scroll' as const), by: fc.integer({min: -9, max: 9})}),
			fc.record({type: fc.constant('page' as const), by: fc.constantFrom(1 as const, -1 as const)}),
			fc.constantFrom<ListEvent>({type: 'first'}, {type: 'last'}),
		);
		fc.assert(fc.property(fc.array(fc.boolean(), {minLength: 1, maxLength: 30}), fc.array(event, {maxLength: 20}), fc.integer({min: 1, max: 10}), (loud, events, height) => {
			const all = linesOf(loud);
			let state = createList();
			for (const next of events) {
				state = reduceList(state, next, {lines: all, height, now: 0});
				const {top, cursor} = visible(state, all, height);
				expect(all[cursor]?.isQuiet).toBe(!loud.includes(true));
				expect(cursor - top).toBeGreaterThanOrEqual(0);
				expect(cursor - top).toBeLessThan(height);
			}
		}));
	});
});
