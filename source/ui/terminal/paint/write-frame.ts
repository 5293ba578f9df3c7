import {fillBlank, type Cells} from './cells.js';
import {plainLook} from './looks.js';
import {writeText, type Tables} from './write-text.js';

/** Draws one line of the frame, text with SGR sequences, into a row. Every other sequence is left out. */
export function writeFrameLine(cells: Cells, row: number, line: string, tables: Tables): void {
	const from = row * cells.columns;
	const stretch = {
		cells, from, to: from + cells.columns, tables,
	};
	let look = plainLook;
	let cell = from;
	let at = 0;
	while (at < line.length) {
		const start = line.indexOf('\u{1B}', at);
		const end = start === -1 ? line.length : start;
		cell = end === at || cell === stretch.to ? cell : writeText(stretch, cell, line.slice(at, end), look);
		sequence.lastIndex = end;
		const [whole = '', parameters] = sequence.exec(line) ?? [];
		look = parameters === undefined ? look : tables.looks.apply(look, parameters);
		at = end + whole.length;
	}

	fillBlank(cells, cell, stretch.to);
}

/**
Any escape sequence, and as its only group the parameters of one that sets colours. A string, as in the title of a
window, ends with BEL or `ESC \`, or where the line ends; an escape that begins nothing is itself left out.
*/
// eslint-disable-next-line no-control-regex
const sequence = /\u{1B}(?:\[(?:([\d;:]*)m|[\u{20}-\u{3F}]*[\u{40}-\u{7E}]?)|[\]PX^_][^\u{7}\u{1B}]*(?:\u{7}|\u{1B}\\)?|[\u{20}-\u{2F}]*[\u{30}-\u{7E}]?)/uy;
