import {fittingLength} from '../../../views/cut-text.js';
import {lineWidth} from '../../../views/fit-line.js';
import type {Row} from '../../../views/layout.js';
import {displayWidth} from '../../../views/width.js';
import type {DocOptions} from '../doc.js';

/** A safe row in the glyphs of the screen and in at most its cells: in ASCII the sign of a cut is two cells wide. */
export function fitRow(row: Row, {width, glyphs}: Pick<DocOptions, 'width' | 'glyphs'>): Row {
	const own = glyphs.cut === '…'
		? row
		: row.map(span => span.text.includes('…') ? {...span, text: span.text.replaceAll('…', glyphs.cut)} : span);
	return lineWidth(own) <= width ? own : choppedRow(own, width);
}

/** What lies behind the edge is gone without a sign, since the sign stands before it already. */
function choppedRow(row: Row, width: number): Row {
	const chopped: Row = [];
	let room = width;
	for (const span of row) {
		const text = span.text.slice(0, fittingLength(span.text, room));
		chopped.push({...span, text});
		room -= displayWidth(text);
		if (text !== span.text) {
			break;
		}
	}

	return chopped;
}
