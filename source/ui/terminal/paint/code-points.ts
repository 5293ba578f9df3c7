import {safeText} from '../../../views/safe-text.js';
import {characterWidth} from '../../../views/width.js';

/** The bits of `traitsOf` that are the number of cells: 0, 1 or 2. */
export const cellBits = 0b11;

/** A terminal would obey it, or draw nothing: U+FFFD stands in its place. */
export const isUnsafe = 0b100;

/** It is left out: it has no shape, and some terminals let it change the width of its neighbours. */
export const isDropped = 0b1000;

/** Terminals don't agree on its width, so that after it the place of the cursor is not known. */
export const isDoubtful = 0b1_0000;

/**
How a code point is drawn, in bits. The width is that of the one table (`views/width.ts`), and unsafe is what
`views/safe-text.ts` would change; both are asked once for each code point, because a screen asks 10,000 times a frame.
*/
export function traitsOf(codePoint: number): number {
	const known = table[codePoint] ?? 0;
	if (known !== 0) {
		return known;
	}

	const traits = isKnown | lookUp(codePoint);
	table[codePoint] = traits;
	return traits;
}

const isKnown = 0b1000_0000;
const table = new Uint8Array(0x11_00_00);

/** The joiner of emoji, and the two selectors that make one symbol narrow or wide. */
const joiner = 0x20_0D;
const textSelector = 0xFE_0E;
const emojiSelector = 0xFE_0F;

function lookUp(codePoint: number): number {
	if (codePoint === joiner || codePoint === textSelector || codePoint === emojiSelector) {
		return isDropped;
	}

	const character = String.fromCodePoint(codePoint);
	if (safeText(character) !== character) {
		return isUnsafe | 1;
	}

	const width = characterWidth(character);
	const isEmoji = codePoint >= 0x1_F0_00 && codePoint < 0x2_00_00;
	return width === 0 || isEmoji ? width | isDoubtful : width;
}
