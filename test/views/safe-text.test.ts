import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {safeLine, safeLines} from '../../source/views/safe-line.js';
import {safeText} from '../../source/views/safe-text.js';

describe('safeText', () => {
	it.each([
		['plain ~ text', 'plain ~ text'],
		['héllo 世界 😀', 'héllo 世界 😀'],
		['\u{1B}[31mred\u{1B}[0m', '␛[31mred␛[0m'],
		['a\rb\nc', 'a␍b␊c'],
		['\u{0}\u{7}\u{8}\u{7F}', '␀␇␈␡'],
		['\u{9B}31m\u{85}', String.raw`\x9b31m\x85`],
		['\u{202E}exe.gpj\u{2069}', String.raw`\u202eexe.gpj\u2069`],
		['a\u{2028}b\u{2029}', String.raw`a\u2028b\u2029`],
		['ad\u{200B}min\u{FEFF}', String.raw`ad\u200bmin\ufeff`],
		['\u{E0041}', String.raw`\ue0041`],
		['\u{D83D}', '\u{FFFD}'],
		['👨\u{200D}👩', '👨\u{200D}👩'],
	])('%j becomes %j', (text, safe) => {
		expect(safeText(text)).toBe(safe);
	});

	it('takes tabs to the next multiple of eight cells', () => {
		expect(safeText('a\tb\t\tc')).toBe('a       b               c');
		expect(safeText('你\tx')).toBe('你      x');
		expect(safeText('\tx', 6)).toBe('  x');
	});

	it('changes nothing when it is applied again', () => {
		fc.assert(fc.property(fc.string({unit: 'binary'}), text => {
			expect(safeText(safeText(text))).toBe(safeText(text));
		}));
	});
});

describe('lines', () => {
	it('are made by newlines of both kinds and keep their styles', () => {
		expect(safeLines([{text: 'a\r\nb', style: 'bad'}, {text: 'c\n'}])).toEqual([[{text: 'a', style: 'bad'}], [{text: 'b', style: 'bad'}, {text: 'c'}], []]);
	});

	it('count tabs from the start of the line and not of its part', () => {
		expect(safeLine([{text: 'abc'}, {text: '\tx'}])).toEqual([{text: 'abc'}, {text: '     x'}]);
	});
});
