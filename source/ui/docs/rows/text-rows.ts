import type {Line} from '../../../views/block.js';
import {wrapLine} from '../../../views/fit-line.js';
import {safeLine} from '../../../views/safe-line.js';
import type {DocOptions, DocRow} from '../doc.js';
import {fitRow} from './fit-row.js';

/** Lines of text, each on as many rows as it needs; copying any of them gives the whole line. */
export function textRows(lines: readonly Line[], prefix: string, options: DocOptions): DocRow[] {
	return lines.flatMap((line, index) => partsOf(line).flatMap((part, at) => lineRows(part, `${prefix}.${index}${at === 0 ? '' : `.${at}`}`, options)));
}

function lineRows(line: Line, key: string, options: DocOptions): DocRow[] {
	const value = line.map(({text}) => text).join('');
	const isQuiet = value.trim() === '';
	return wrapLine(safeLine(line), options.width).map((row, index) => ({
		key: index === 0 ? key : `${key}~${index}`, spans: fitRow(row, options), value, isQuiet,
	}));
}

/** The lines that newlines make of one. */
function partsOf(line: Line): Line[] {
	let part: Line = [];
	const parts = [part];
	for (const {text, style} of line) {
		for (const [index, piece] of text.split(/\r?\n/u).entries()) {
			if (index > 0) {
				part = [];
				parts.push(part);
			}

			part.push({text: piece, style});
		}
	}

	return parts;
}
