import fc from 'fast-check';
import {expect, test} from 'vitest';
import {Ring} from '../../../../source/core/server/memory/ring.js';

test('it holds the newest within both limits, and knows what it dropped', () => {
	fc.assert(fc.property(fc.array(fc.integer({min: 0, max: 50}), {maxLength: 200}), fc.integer({min: 1, max: 20}), fc.integer({min: 1, max: 200}), (sizes, entries, bytes) => {
		const ring = new Ring<number>({entries, bytes});
		for (const [index, size] of sizes.entries()) {
			expect(ring.push(index, size).seq).toBe(index + 1);
		}

		const held = ring.after(0, 1000);
		expect(held.map(({seq}) => seq)).toEqual(Array.from({length: held.length}, (_, index) => ring.first + index));
		expect(held.every(({seq, value}) => value === seq - 1)).toBe(true);
		expect(ring.last).toBe(sizes.length);
		expect(ring.bytes).toBe(held.reduce((sum, {size}) => sum + size, 0));
		expect(held.length <= entries && (ring.bytes <= bytes || held.length === 1)).toBe(true);
		// Nothing was dropped that had room.
		const before = sizes[ring.first - 2];
		expect(before === undefined || held.length === entries || ring.bytes + before > bytes).toBe(true);
	}));
});

test('a cursor reads on, from wherever it stands', () => {
	const ring = new Ring<number>({entries: 10, bytes: 1000});
	for (let index = 1; index <= 5000; index++) {
		ring.push(index, 1);
	}

	const read = (cursor: number, max = 100) => ring.after(cursor, max).map(({value}) => value);
	expect(read(0)).toEqual([4991, 4992, 4993, 4994, 4995, 4996, 4997, 4998, 4999, 5000]);
	expect(read(4997)).toEqual([4998, 4999, 5000]);
	expect(read(4995, 2)).toEqual([4996, 4997]);
	expect(read(5000)).toEqual([]);
	expect(read(9999)).toEqual([]);
	expect(ring.shift()?.value).toBe(4991);
	expect({first: ring.first, bytes: ring.bytes}).toEqual({first: 4992, bytes: 9});
	ring.clear();
	expect({
		first: ring.first, last: ring.last, bytes: ring.bytes, shifted: ring.shift(),
	}).toEqual({
		first: 5001, last: 5000, bytes: 0, shifted: undefined,
	});
});
