import {plainLook, type Looks} from './looks.js';

export const blank = 0x20;

/** The bit of both cells of a wide glyph, and that of the second one. A second cell is otherwise the same as the first. */
export const wide = 0x20_00_00_00;
export const second = 0x40_00_00_00;

/** Cells row after row: what stands in them, and the numbers of their looks. */
export type Cells = {columns: number; rows: number; glyphs: Uint32Array; looks: Uint16Array};

export function createCells(columns: number, rows: number): Cells {
	return {
		columns, rows, glyphs: new Uint32Array(columns * rows).fill(blank), looks: new Uint16Array(columns * rows),
	};
}

export function copyCells(target: Cells, source: Cells, from = 0, to = source.glyphs.length): void {
	target.glyphs.set(source.glyphs.subarray(from, to), from);
	target.looks.set(source.looks.subarray(from, to), from);
}

/** Blanks of one look from one index to another. */
export function fillBlank({glyphs, looks}: Cells, from: number, to: number, look = plainLook): void {
	glyphs.fill(blank, from, to);
	looks.fill(look, from, to);
}

/** A half of a wide glyph whose other half was drawn over becomes a blank. */
export function blankHalves({columns, glyphs, looks}: Cells, {ofBlank}: Looks): void {
	for (let index = 0; index < glyphs.length; index++) {
		const glyph = glyphs[index] ?? blank;
		if (glyph < wide) {
			continue;
		}

		const isWhole = glyph < second
			&& (index + 1) % columns !== 0
			&& glyphs[index + 1] === (glyph | second)
			&& looks[index + 1] === looks[index];
		if (isWhole) {
			index++;
		} else {
			glyphs[index] = blank;
			looks[index] = ofBlank(looks[index] ?? plainLook);
		}
	}
}
