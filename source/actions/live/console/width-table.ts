import type {IUnicodeVersionProvider} from '@xterm/headless';
import {characterWidth} from '../../../views/width.js';

/** The one table of widths as an emulator wants it, so that what stands in a cell there takes as many cells here. */
export const widthTable: IUnicodeVersionProvider = {
	version: 'one',
	wcwidth,
	charProperties(codePoint, preceding) {
		// Most of what comes is this, and it is asked for every character.
		if (codePoint < 0x03_00) {
			return propertiesOf(1, false);
		}

		const width = wcwidth(codePoint);
		const before = (preceding >> 1) & 0b11;
		return width === 0 && before > 0 ? propertiesOf(before, true) : propertiesOf(width, false);
	},
};

/** Asked a million times a second, and the table it comes from searches. */
const known = new Uint8Array(0x11_00_00);

function wcwidth(codePoint: number): 0 | 1 | 2 {
	const found = known[codePoint] ?? 0;
	if (found > 0) {
		return found - 1 as 0 | 1 | 2;
	}

	const width = codePoint < 0x20 ? 0 : characterWidth(String.fromCodePoint(codePoint));
	known[codePoint] = width + 1;
	return width;
}

/** The bits in which @xterm/headless 6 keeps the width of a character and whether it belongs to the one before it. */
function propertiesOf(width: number, isJoined: boolean): number {
	return (width << 1) | (isJoined ? 1 : 0);
}
