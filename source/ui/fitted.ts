import {cutText} from '../views/cut-text.js';
import {displayWidth} from '../views/width.js';

/** A text in exactly so many cells: cut, or filled with blanks. */
export function fitted(text: string, width: number): string {
	const cut = cutText(text, width, 'end');
	return cut + ' '.repeat(Math.max(width - displayWidth(cut), 0));
}
