import {cutText} from '../../views/cut-text.js';
import {displayWidth} from '../../views/width.js';

/** A safe text in at most `width` cells, with the sign of a cut where something is missing. */
export function cellText(text: string, width: number, sign: string, where: 'middle' | 'end' = 'end'): string {
	if (displayWidth(text) <= width) {
		return text;
	}

	if (width < sign.length) {
		return '';
	}

	// The sign of ASCII is a cell wider than the one that is cut with.
	const cut = cutText(text, width - (sign.length - 1), where);
	const at = where === 'end' ? cut.length - 1 : cut.indexOf('…');
	return sign === '…' ? cut : cut.slice(0, at) + sign + cut.slice(at + 1);
}
