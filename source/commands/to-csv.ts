import {safeText} from '../views/safe-text.js';

/**
Rows as RFC 4180 text under one header of all their columns. A cell that a spreadsheet would run as a formula gets a leading
apostrophe, and control characters are shown as everywhere else, except for tabs and ends of lines.
*/
export function toCsv(rows: ReadonlyArray<Record<string, unknown>>): string {
	const titles = [...new Set(rows.flatMap(row => Object.keys(row)))];
	return rows.length === 0 ? '' : [titles, ...rows.map(row => titles.map(title => row[title]))].map(cells => `${cells.map(cell => toCell(cell)).join(',')}\r\n`).join('');
}

function toCell(value: unknown): string {
	const text = toText(value).replaceAll(/[^\t\r\n]+/gu, part => safeText(part));
	const safe = /^[=+@\t\r-]/u.test(text) && !isHarmless(text) ? `'${text}` : text;
	return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Numbers, also with a unit behind them as in `-0.5%`, and the dash that stands for nothing. */
function isHarmless(text: string): boolean {
	return !Number.isNaN(Number(text)) || /^-(?:\d[\d.,]* ?[a-z%/]*)?$/iu.test(text);
}

function toText(value: unknown): string {
	if (value === null || value === undefined) {
		return '';
	}

	return typeof value === 'string' ? value : JSON.stringify(value);
}
