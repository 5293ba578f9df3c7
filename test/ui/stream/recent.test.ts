import {expect, it} from 'vitest';
import {createRecent} from '../../../source/ui/stream/recent.js';

it('makes nothing twice of what was asked for lately, and forgets the rest', () => {
	const made: number[] = [];
	const recent = createRecent<number, number | undefined>(3);
	const ask = (key: number) => recent(key, () => {
		made.push(key);
		return key === 2 ? undefined : key * 10;
	});
	expect([1, 2, 1, 2, 3, 1, 2].map(key => ask(key))).toEqual([10, undefined, 10, undefined, 30, 10, undefined]);
	expect(made).toEqual([1, 2, 3]);
	for (const key of [4, 5, 6, 7, 8]) {
		ask(key);
	}

	made.length = 0;
	ask(1);
	ask(8);
	expect(made).toEqual([1]);
});
