import {cutText, fittingLength} from '../../views/cut-text.js';
import {displayWidth} from '../../views/width.js';

/**
A safe text in at most `width` cells that loses what it shares with its neighbours: of `order-service-7f3a`
beside `order-service-81cc` stays `order-…7f3a`.
*/
export function cutShared(text: string, width: number, neighbours: readonly string[]): string {
	if (displayWidth(text) <= width) {
		return text;
	}

	const own = text.slice(Math.max(0, ...neighbours.filter(other => other !== text).map(other => sharedLength(text, other))));
	const room = width - 1 - displayWidth(own);
	if (room > 0) {
		return `${text.slice(0, fittingLength(text, room))}…${own}`;
	}

	// What differs is too long by itself; some of the beginning tells what it is.
	const head = text.slice(0, fittingLength(text, Math.floor(width * 0.3)));
	return own.length === text.length ? cutText(text, width, 'middle') : cutText(`${head}…${own}`, width, 'end');
}

/** UTF-16 units, and no half of a character. */
function sharedLength(text: string, other: string): number {
	let length = 0;
	for (const character of text) {
		if (!other.startsWith(character, length)) {
			break;
		}

		length += character.length;
	}

	return length;
}
