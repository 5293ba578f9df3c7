import {characterWidth, displayWidth} from './width.js';

/** A safe text in at most `width` cells; `…` stands where something is missing. */
export function cutText(text: string, width: number, where: 'middle' | 'end'): string {
	if (displayWidth(text) <= width) {
		return text;
	}

	// The end of a class name tells neighbours apart, its packages do not, so that more of the end is kept.
	const room = Math.max(width - 1, 0);
	const head = where === 'end' ? room : Math.floor(room * 0.4);
	const start = text.slice(0, fittingLength(text, head));
	return width <= 0 ? '' : `${start}…${where === 'end' ? '' : fittingEnd(text, room - head)}`;
}

/** UTF-16 units of the longest start of a text that fits into `width` cells. */
export function fittingLength(text: string, width: number): number {
	let length = 0;
	let room = width;
	for (const character of text) {
		room -= characterWidth(character);
		if (room < 0) {
			break;
		}

		length += character.length;
	}

	return length;
}

function fittingEnd(text: string, width: number): string {
	// A cell rarely holds more than four units, so that a long text is not taken apart as a whole.
	const tail = text.slice(-4 * (width + 1));
	const characters = [...tail];
	let start = characters.length;
	let room = width;
	while (start > 1) {
		room -= characterWidth(characters[start - 1] ?? '');
		if (room < 0) {
			break;
		}

		start--;
	}

	return characters.slice(start).join('');
}
