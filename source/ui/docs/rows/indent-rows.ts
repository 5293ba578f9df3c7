import type {DocRow} from '../doc.js';

/** Rows as a part of something, further in and folded with it. */
export function indentRows(rows: readonly DocRow[], cells: number, parent: string): DocRow[] {
	return rows.map(row => ({...row, spans: [{text: ' '.repeat(cells)}, ...row.spans], parent: row.parent ?? parent}));
}
