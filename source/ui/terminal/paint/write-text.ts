import {
	blank, fillBlank, second, wide, type Cells,
} from './cells.js';
import type {Clusters} from './clusters.js';
import {
	cellBits, isDropped, isUnsafe, traitsOf,
} from './code-points.js';
import type {Looks} from './looks.js';

export type Tables = {looks: Looks; clusters: Clusters};

/** A part of one row into which text is written: its first cell, and the one after its last. */
export type Stretch = {cells: Cells; from: number; to: number; tables: Tables};

/**
Writes text into a stretch from the cell `at` on and gives the cell after it. What does not fit is left out; of a wide
glyph that is cut blanks are left. Characters that a terminal would obey are shown as U+FFFD.
*/
export function writeText(stretch: Stretch, at: number, text: string, look: number): number {
	const {cells, to, tables} = stretch;
	const {glyphs, looks} = cells;
	const blankLook = tables.looks.ofBlank(look);
	let cell = at;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index); // eslint-disable-line unicorn/prefer-code-point
		if (code >= 0x20 && code < 0x7F) {
			if (cell >= to) {
				break;
			}

			glyphs[cell] = code;
			looks[cell++] = code === blank ? blankLook : look;
			continue;
		}

		const codePoint = text.codePointAt(index) ?? 0;
		index += codePoint > 0xFF_FF ? 1 : 0;
		const next = writeCodePoint(stretch, cell, codePoint, look);
		if (next === undefined) {
			fillBlank(cells, cell, to, blankLook);
			return to;
		}

		cell = next;
	}

	return cell;
}

/** Gives the cell after a code point, or nothing where there was no room for it. */
function writeCodePoint(stretch: Stretch, cell: number, codePoint: number, look: number): number | undefined {
	const {cells, to} = stretch;
	const traits = traitsOf(codePoint);
	const width = traits & cellBits;
	if (width === 0) {
		if (cell > stretch.from && (traits & isDropped) === 0) {
			addMark(stretch, cell - 1, codePoint, look);
		}

		return cell;
	}

	if (cell + width > to) {
		return undefined;
	}

	const glyph = (traits & isUnsafe) === 0 ? codePoint : replacement;
	put(cells, cell, width === 2 ? glyph | wide : glyph, look);
	return cell + width;
}

const replacement = 0xFF_FD;

function put({glyphs, looks}: Cells, cell: number, glyph: number, look: number): void {
	glyphs[cell] = glyph;
	looks[cell] = look;
	if (glyph >= wide) {
		glyphs[cell + 1] = glyph | second;
		looks[cell + 1] = look;
	}
}

/** Puts a mark on the glyph whose last cell this is. A blank has no colour until there is something on it. */
function addMark({cells, tables}: Stretch, last: number, mark: number, look: number): void {
	const glyph = cells.glyphs[last] ?? blank;
	const first = glyph >= second ? last - 1 : last;
	const plain = glyph & (wide - 1);
	const marked = tables.clusters.withMark(plain, mark) | (glyph & wide);
	put(cells, first, marked, plain === blank ? look : cells.looks[first] ?? look);
}
