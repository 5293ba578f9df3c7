import {describe, expect, it} from 'vitest';
import {isEmptyFilter, quoteWord, readFilter} from '../../../source/workspace/stream.js';

describe('a filter of rows', () => {
	it.each([
		['', [], []],
		['throw', ['throw'], []],
		['  throw   !33598 ', ['throw'], ['33598']],
		['"need >= 2" !"two words" x', ['need >= 2', 'x'], ['two words']],
		['"not closed', ['not closed'], []],
		['!', [], []],
		['""', [], []],
		['a"b c"d', ['a', 'b c', 'd'], []],
	])('reads %j', (text, include, exclude) => {
		expect(readFilter(text)).toEqual({include, exclude});
		expect(isEmptyFilter(readFilter(text))).toBe(include.length + exclude.length === 0);
	});

	it.each(['throw', 'need >= 2', '!x'])('takes %j as one word', text => {
		expect(readFilter(quoteWord(text))).toEqual({include: [text], exclude: []});
	});
});
