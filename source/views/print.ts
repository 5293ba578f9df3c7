import type {Style} from './block.js';
import type {Row} from './layout.js';

/**
Rows as text, each ended by a newline. With `color` meanings become the 16 colours of the terminal's
owner, chosen to be readable on a dark ground; without it there is text alone.
*/
export function printRows(rows: readonly Row[], options: {color: boolean}): string {
	return rows.map(row => `${options.color ? coloredRow(row) : plainRow(row)}\n`).join('');
}

function plainRow(row: Row): string {
	return row.map(({text}) => text).join('');
}

function coloredRow(row: Row): string {
	return row.map(({text, style}) => {
		const code = style === undefined || text.trim() === '' ? '' : codes[style] ?? '';
		return code === '' ? text : `\u{1B}[${code}m${text}\u{1B}[0m`;
	}).join('');
}

/** What is not here stays as it is: faint text is unreadable on many terminals, and only the screen has grounds. */
const codes: Partial<Record<Style, string>> = {
	accent: '36',
	ok: '32',
	warn: '33',
	bad: '91',
	info: '36',
	title: '1',
	header: '1',
	key: '1',
	hot: '1;91',
	match: '7',
	'diff-add': '32',
	'diff-del': '91',
};
