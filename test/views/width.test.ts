import {describe, expect, it} from 'vitest';
import {displayWidth} from '../../source/views/width.js';

describe('displayWidth', () => {
	it.each([
		['', 0],
		['plain text', 10],
		['héllo', 5],
		['你好', 4],
		['한국', 4],
		['カナ', 4],
		['ｶﾅ', 2],
		['Ａ', 2],
		['😀', 2],
		['𠮷', 2],
		['e\u{301}', 1],
		['\u{301}', 0],
		['ก\u{E31}', 1],
		['\u{1100}\u{1161}\u{11A8}', 2],
		['●◐○◌▸', 5],
		['§±×', 3],
		['├─└│…', 5],
		['a\u{200D}b', 2],
		['␛', 1],
		['\u{FFFD}', 1],
		['\u{10FFFF}', 1],
	])('%s takes %i cells', (text, width) => {
		expect(displayWidth(text)).toBe(width);
	});

	it('knows the first and the last wide character', () => {
		expect([0x10_FF, 0x11_00, 0x3_FF_FD, 0x3_FF_FE].map(codePoint => displayWidth(String.fromCodePoint(codePoint)))).toEqual([1, 2, 2, 1]);
	});
});
