import {expect, it} from 'vitest';
import {readWords, tokenize} from '../../source/core/tokens.js';

it.each<[line: string, tokens: string[], open?: boolean]>([
	['', []],
	['  \t ', []],
	['thread -n  3\t', ['thread', '-n', '3']],
	['watch a.B c \'{params, "x"}\'', ['watch', 'a.B', 'c', '{params, "x"}']],
	[String.raw`a "b \"c\" d" e`, ['a', 'b "c" d', 'e']],
	[String.raw`a "b\nc"`, ['a', String.raw`b\nc`]],
	[String.raw`a 'b\'`, ['a', 'b\\']],
	[String.raw`a\ b c`, ['a b', 'c']],
	['a\\\\', ['a\\']],
	['a \'\' ""', ['a', '', '']],
	['a\'b\'"c"d', ['abcd']],
	['a\nb', ['a\nb']],
	['a \'b', ['a', 'b'], true],
	[String.raw`a "b\"`, ['a', 'b"'], true],
	['a\\', ['a\\']],
	['查 "值"', ['查', '值']],
])('splits “%s” as the agent does', (line, tokens, open = false) => {
	expect(tokenize(line)).toEqual({tokens, open});
});

it('tells where words stand, quotes and backslashes included', () => {
	const line = String.raw`watch a\ b 'x y'"z" "q`;
	const {words, openQuote} = readWords(line);
	expect(words.map(({start, end}) => line.slice(start, end))).toEqual(['watch', String.raw`a\ b`, '\'x y\'"z"', '"q']);
	expect(words.map(({text}) => text)).toEqual(['watch', 'a b', 'x yz', 'q']);
	expect(openQuote).toBe(line.indexOf('"q'));
});
