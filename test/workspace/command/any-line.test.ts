import fc from 'fast-check';
import {expect, test} from 'vitest';
import {commandsOf} from '../../../source/core/arthas-commands.js';
import {readWords} from '../../../source/core/tokens.js';
import {complete, lintCommand} from '../../../source/workspace/command.js';

const commands = commandsOf({kind: 'jvm', version: '4.1.5'});
const pieces = fc.constantFrom('watch', 'tt', 'a.B', ' ', '  ', '-n', '-n5', '--', '-', '--exp', '=', '==', '\'', '"', '\\', '{params}', '#x=1', '\n', '\t', '服', '👍', '|', '>', 'x');
const anyLine = fc.array(fc.oneof(pieces, fc.string({maxLength: 3})), {maxLength: 12}).map(parts => parts.join(''));

test('whatever is typed, remarks lie within the line', () => {
	fc.assert(fc.property(anyLine, line => {
		for (const {start, end} of lintCommand(line, commands)) {
			expect(start).toBeGreaterThanOrEqual(0);
			expect(end).toBeGreaterThanOrEqual(start);
			expect(end).toBeLessThanOrEqual(line.length);
		}
	}));
});

test('wherever the cursor is, what is completed lies around it', () => {
	fc.assert(fc.property(anyLine, fc.nat(), (line, at) => {
		const caret = line === '' ? 0 : at % (line.length + 1);
		const {start, end} = complete(line, caret, {commands, names: () => ['a.B', 'run']});
		expect(start).toBeLessThanOrEqual(caret);
		expect(end).toBeGreaterThanOrEqual(caret);
		expect(end).toBeLessThanOrEqual(line.length);
	}));
});

test('words stand one behind the other, with nothing but blanks between them', () => {
	fc.assert(fc.property(anyLine, line => {
		let between = line;
		for (const {start, end} of readWords(line).words) {
			expect(end).toBeGreaterThan(start);
			between = between.slice(0, start) + ' '.repeat(end - start) + between.slice(end);
		}

		expect(between.trim().replaceAll('\n', '')).toBe('');
	}));
});
