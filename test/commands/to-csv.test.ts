import {expect, it} from 'vitest';
import {toCsv} from '../../source/commands/to-csv.js';

it('quotes what would break a row, and shows what would move a cursor', () => {
	const rows = [{name: 'a,b', value: 'say "no"\r\nor\tyes'}, {name: '\u{1B}[2J\u{9B}', value: {a: 1}}, {name: null, value: undefined}];
	expect(toCsv(rows)).toBe('name,value\r\n"a,b","say ""no""\r\nor\tyes"\r\n␛[2J\\x9b,"{""a"":1}"\r\n,\r\n');
	expect(toCsv([])).toBe('');
});

it('has one header, whatever its rows have', () => {
	expect(toCsv([{a: 1}, {b: -2, a: null}])).toBe('a,b\r\n1,\r\n,-2\r\n');
});

it.each([
	['=1+1', '\'=1+1'],
	['+1', '+1'],
	['-5.2', '-5.2'],
	['-0.50%', '-0.50%'],
	['-12 ms', '-12 ms'],
	['-', '-'],
	['-1+cmd|x', '\'-1+cmd|x'],
	['-(1)', '\'-(1)'],
	['-x', '\'-x'],
	['@a', '\'@a'],
	['\tb', '\'\tb'],
	['plain', 'plain'],
])('keeps spreadsheets from running %j', (cell, shown) => {
	expect(toCsv([{cell}])).toBe(`cell\r\n${shown}\r\n`);
});
