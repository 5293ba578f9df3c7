import {expect, it} from 'vitest';
import {hasOption, optionValue} from '../../source/core/command-options.js';

it.each<[words: string, value: string | undefined]>([
	['-n 5', '5'],
	['-n5', '5'],
	['-n=5', '5'],
	['--limits 5', '5'],
	['--limits=5', '5'],
	['--lim 5', '5'],
	['--li=5', '5'],
	['a.B c -n 5 expr', '5'],
	['a.B c expr -n', ''],
	['--limits=', ''],
	['-n -1', '-1'],
	['', undefined],
	['a.B c', undefined],
	['-name 5', undefined],
	['-x 5', undefined],
	['--limitsX 5', undefined],
	['-- -n 5', undefined],
	['-n 3 -- -n 5', '3'],
])('finds the value of -n in “%s”', (words, value) => {
	expect(optionValue(words.split(' '), '-n', '--limits')).toBe(value);
});

it.each<[words: string, isThere: boolean]>([
	['-l', true],
	['--level', true],
	['--level=x', true],
	['--lev', true],
	['-l=x', true],
	['-el', true],
	['level', false],
	['-n', false],
	['--load', false],
	['--', false],
	['', false],
	['--levels', false],
])('knows whether -l or --level is in “%s”', (words, isThere) => {
	expect(hasOption(words.split(' '), '-l', '--level')).toBe(isThere);
});
