import {wideRanges} from './wide-ranges.js';

/**
Cells that a text takes in a terminal: East Asian wide and fullwidth characters and emoji 2, combining
marks 0, everything else, ambiguous ones included, 1.

The width is the sum over code points, as terminals themselves count, and not over what a font joins:
a family emoji of three people is six cells wide. Control characters have no width; give it safe text.
*/
export function displayWidth(text: string): number {
	if (isAscii(text)) {
		return text.length;
	}

	let width = 0;
	for (const character of text) {
		width += characterWidth(character);
	}

	return width;
}

/** Cells of one code point. */
export function characterWidth(character: string): 0 | 1 | 2 {
	const codePoint = character.codePointAt(0) ?? 0;
	if (codePoint < 0x03_00) {
		return 1;
	}

	if (isZeroWidth(character, codePoint)) {
		return 0;
	}

	return isWide(codePoint) ? 2 : 1;
}

function isAscii(text: string): boolean {
	return /^[ -~]*$/u.test(text);
}

/** Marks, the two joiners, and the Hangul vowels and finals that combine with the consonant before them. */
function isZeroWidth(character: string, codePoint: number): boolean {
	return /^[\p{Mn}\p{Me}\u{200C}\u{200D}]$/u.test(character)
		|| (codePoint >= 0x11_60 && codePoint <= 0x11_FF)
		|| (codePoint >= 0xD7_B0 && codePoint <= 0xD7_FF);
}

function isWide(codePoint: number): boolean {
	let low = 0;
	let high = wideRanges.length - 1;
	while (low <= high) {
		const middle = Math.floor((low + high) / 2);
		const [first, last] = wideRanges[middle] ?? [0, 0];
		if (codePoint < first) {
			high = middle - 1;
		} else if (codePoint > last) {
			low = middle + 1;
		} else {
			return true;
		}
	}

	return false;
}
