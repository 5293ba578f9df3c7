import {lineWidth} from '../../../views/fit-line.js';
import type {DocRow} from '../doc.js';

/** Rows beside other rows. A row belongs to the left one as far as those go, so that it folds and is copied as that. */
export function beside(left: readonly DocRow[], right: readonly DocRow[], rightStart: number): DocRow[] {
	const blank = (cells: number) => ({text: ' '.repeat(Math.max(cells, 0))});
	return Array.from({length: Math.max(left.length, right.length)}, (_, index) => {
		const [one, other] = [left[index], right[index]];
		const before = one?.spans ?? [];
		const spans = [...before, ...(other === undefined ? [] : [blank(rightStart - lineWidth(before)), ...other.spans])];
		const own = one === undefined || (one.isQuiet && other !== undefined && !other.isQuiet) ? other : one;
		return {...own, key: own?.key ?? String(index), spans};
	});
}
