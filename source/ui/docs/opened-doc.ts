import type {DocRow} from './doc.js';

/** More levels than anybody nests; what is deeper stays folded. */
const mostRounds = 500;

/**
A document with every fold open but those of details, and the folds that are turned then.

@param rowsOf The document with these folds turned.
*/
export function openedDoc(rowsOf: (toggled: ReadonlySet<string>) => readonly DocRow[], toggled: ReadonlySet<string>): {lines: readonly DocRow[]; folded: ReadonlySet<string>} {
	const folded = new Set(toggled);
	let lines = rowsOf(folded);
	for (let round = 0; round < mostRounds; round++) {
		const closed = lines.filter(({fold, isDetail}) => fold === 'closed' && !isDetail);
		if (closed.length === 0) {
			break;
		}

		for (const {key} of closed) {
			if (!folded.delete(key)) {
				folded.add(key);
			}
		}

		lines = rowsOf(new Set(folded));
	}

	return {lines, folded};
}
