import {
	blank, wide, type Cells,
} from './cells.js';
import type {Clusters} from './clusters.js';
import {plainLook} from './looks.js';
import type {Pen} from './pen.js';

/** So many unchanged cells between two changed ones cost less than a jump over them. */
const widestGap = 4;

/** So many empty cells cost less to erase than to write. */
const leastErased = 10;

/** Writes what differs in a row, and notes that it is shown. Both cells of a wide glyph differ, or neither does. */
export function paintRow(pen: Pen, {wanted, shown, clusters}: {wanted: Cells; shown: Cells; clusters: Clusters}, row: number): void {
	const start = row * wanted.columns;
	const end = start + wanted.columns;
	for (let cell = nextChange(wanted, shown, start, end); cell < end; cell = nextChange(wanted, shown, cell, end)) {
		const last = runEnd(wanted, shown, cell, end);
		writeRun(pen, wanted, clusters, cell, last);
		for (; cell < last; cell++) {
			shown.glyphs[cell] = wanted.glyphs[cell]!;
			shown.looks[cell] = wanted.looks[cell]!;
		}
	}
}

function isChanged(wanted: Cells, shown: Cells, cell: number): boolean {
	return wanted.glyphs[cell] !== shown.glyphs[cell] || wanted.looks[cell] !== shown.looks[cell];
}

function nextChange(wanted: Cells, shown: Cells, from: number, end: number): number {
	let cell = from;
	while (cell < end && !isChanged(wanted, shown, cell)) {
		cell++;
	}

	return cell;
}

/** The end of the changed cells that are written in one go. */
function runEnd(wanted: Cells, shown: Cells, first: number, end: number): number {
	let last = first;
	for (let cell = first + 1; cell < end && cell - last <= widestGap; cell++) {
		last = isChanged(wanted, shown, cell) ? cell : last;
	}

	return last + 1;
}

function writeRun(pen: Pen, {columns, glyphs, looks}: Cells, clusters: Clusters, first: number, end: number): void {
	const row = Math.floor(first / columns);
	let cell = first;
	while (cell < end) {
		const empty = emptyCells(glyphs, looks, cell, end);
		pen.moveTo(row, cell % columns);
		if (empty >= leastErased || (empty > 4 && cell + empty === end)) {
			pen.erase(empty);
			cell += empty;
			continue;
		}

		const glyph = glyphs[cell] ?? blank;
		const look = looks[cell] ?? plainLook;
		if (glyph < 0x7F) {
			pen.ascii(glyph, look);
			cell++;
			continue;
		}

		const width = glyph >= wide ? 2 : 1;
		const plain = glyph & (wide - 1);
		pen.glyph(clusters.text(plain), width, look, clusters.isDoubtful(plain));
		cell += width;
	}
}

function emptyCells(glyphs: Uint32Array, looks: Uint16Array, from: number, end: number): number {
	let cell = from;
	while (cell < end && glyphs[cell] === blank && looks[cell] === plainLook) {
		cell++;
	}

	return cell - from;
}
