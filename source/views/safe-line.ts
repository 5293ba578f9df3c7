import type {Line} from './block.js';
import {safeText} from './safe-text.js';
import {displayWidth} from './width.js';

/** A line whose texts may stand in one row; newlines are shown as `␊`. */
export function safeLine(line: Line): Line {
	let column = 0;
	const safe: Line = [];
	for (const {text, style} of line) {
		if (text !== '') {
			const shown = safeText(text, column);
			column += displayWidth(shown);
			safe.push({text: shown, style});
		}
	}

	return safe;
}

/** A line as the rows that its newlines make of it. */
export function safeLines(line: Line): Line[] {
	let row: Line = [];
	const rows = [row];
	for (const {text, style} of line) {
		for (const [index, part] of text.split(/\r?\n/u).entries()) {
			if (index > 0) {
				row = [];
				rows.push(row);
			}

			row.push({text: part, style});
		}
	}

	return rows.map(line => safeLine(line));
}
