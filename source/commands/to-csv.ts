import {safeText} from '../views/safe-text.js';

/**
Rows as RFC 4180 text with a header. A cell that a spreadsheet would run as a formula gets a leading
apostrophe, and control characters are shown as everywhere else, except for tabs and ends of lines.
*/
export function toCsv(rows: ReadonlyArray<Record<string, unknown>>): string {
	const [first] = rows;
	if (!first) {
		return '';
	}

	const titles = Object.keys(first);
	return [titles, ...rows.map(row => titles.map(title => row[title]))].map(cells => `${cells.map(cell => toCell(cell)).join(',')}\r\n`).join('');
}

function toCell(value: unknown): string {
	const text = toText(value).replaceAll(/[^\t\r\n]+/gu, part => safeText(part));
	const safe = /^[=+@\t\r-]/u.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
	return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function toText(value: unknown): string {
	if (value === null || value === undefined) {
		return '';
	}

	return typeof value === 'string' ? value : JSON.stringify(value);
}
