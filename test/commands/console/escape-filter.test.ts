import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createEscapeFilter} from '../../../source/commands/console/escape-filter.js';

/** What comes of the pieces: text as it is, wishes in angle brackets. */
function type(...pieces: string[]): string {
	const filter = createEscapeFilter();
	return pieces.flatMap(piece => filter(piece)).map(typed => typed.kind === 'text' ? typed.text : `<${typed.kind}>`).join('');
}

test.each([
	['ls\r', 'ls\r'],
	['~.', '<leave>'],
	['ls\r~.', 'ls\r<leave>'],
	['ls\n~.', 'ls\n<leave>'],
	['ls~.', 'ls~.'],
	['ls ~/x\r', 'ls ~/x\r'],
	['~~.', '~.'],
	['~~~.', '~~.'],
	['\r~~\r~.', '\r~\r<leave>'],
	['~?~.', '<help><leave>'],
	['~?ls~.', '<help>ls~.'],
	['~x~.', '~x~.'],
	['~\r~.', '~\r<leave>'],
	['~', ''],
	['~\u{3}~.', '~\u{3}~.'],
	['\u{3}~.', '\u{3}~.'],
	['~日本\r~.', '~日本\r<leave>'],
	['~.more\r', '<leave>more\r'],
])('%j means %j, also key by key', (keys, meaning) => {
	expect(type(keys)).toBe(meaning);
	expect(type(...keys)).toBe(meaning);
});

test('wherever the input is cut, it means the same', () => {
	const keys = fc.array(fc.string({unit: fc.constantFrom('~', '.', '?', '\r', '\n', 'a', '🙂'), maxLength: 6}), {maxLength: 8});
	fc.assert(fc.property(keys, pieces => {
		expect(type(...pieces)).toBe(type(pieces.join('')));
	}));
});

test('without a tilde at a line\'s start nothing is changed', () => {
	fc.assert(fc.property(fc.string(), text => {
		fc.pre(!/(?:^|[\r\n])~/u.test(text));
		expect(type(text)).toBe(text);
	}));
});
