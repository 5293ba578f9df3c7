import type {DocLine, DocView} from './doc-view.js';
import {turn} from './turned-to.js';

export type DocFold =
	/** Opens or closes the row itself. */
	| 'toggle'
	/** Closes the row; one that can't be goes to the row around it. */
	| 'close'
	/** Opens the row; one that is open already goes to the first row in it. */
	| 'open'
	/** Everything in the row, or in the whole document where the row holds nothing. */
	| 'open-all' | 'close-all';

/** What a key of folding does: other folds, or another row for the cursor. */
export function foldDoc(view: DocView, folded: ReadonlySet<string>, line: DocLine | undefined, by: DocFold): {folded?: ReadonlySet<string>; to?: string} {
	switch (by) {
		case 'open-all': {
			return {folded: openAll(view, folded, line)};
		}

		case 'close-all': {
			return closeAll(view, folded, line);
		}

		default: {
			return line === undefined ? {} : foldLine(view, folded, line, by);
		}
	}
}

function foldLine({lines}: DocView, folded: ReadonlySet<string>, line: DocLine, by: 'toggle' | 'close' | 'open'): {folded?: ReadonlySet<string>; to?: string} {
	if (line.fold !== undefined && (by === 'toggle' || line.fold !== (by === 'open' ? 'open' : 'closed'))) {
		const next = new Set(folded);
		turn(next, line.key, !folded.has(line.key));
		return {folded: next};
	}

	if (by === 'close') {
		return line.parent === undefined ? {} : {to: line.parent};
	}

	const inside = by === 'open' ? lines.find(({parent, isQuiet}) => parent === line.key && !isQuiet)?.key : undefined;
	return inside === undefined ? {} : {to: inside};
}

function openAll({opened}: DocView, folded: ReadonlySet<string>, line: DocLine | undefined): ReadonlySet<string> {
	const all = opened();
	const inside = within(all.lines, line);
	const next = new Set(folded);
	for (const {key, fold, isDetail} of inside) {
		if (fold !== undefined && !isDetail) {
			turn(next, key, all.folded.has(key));
		}
	}

	return next;
}

/** The cursor goes to what is left of the place where it stood. */
function closeAll({lines}: DocView, folded: ReadonlySet<string>, line: DocLine | undefined): {folded: ReadonlySet<string>; to?: string} {
	const next = new Set(folded);
	for (const {key, fold} of within(lines, line)) {
		if (fold === 'open') {
			turn(next, key, !folded.has(key));
		}
	}

	const outermost = line?.fold === undefined ? outermostOf(lines, line) : line.key;
	return outermost === undefined ? {folded: next} : {folded: next, to: outermost};
}

/** A row and all in it, or everything where the row holds nothing. */
function within(lines: readonly DocLine[], line: DocLine | undefined): readonly DocLine[] {
	if (line?.fold === undefined) {
		return lines;
	}

	const inside = new Set([line.key]);
	return lines.filter(({key, parent}) => {
		const isInside = inside.has(key) || (parent !== undefined && inside.has(parent));
		if (isInside) {
			inside.add(key);
		}

		return isInside;
	});
}

function outermostOf(lines: readonly DocLine[], line: DocLine | undefined): string | undefined {
	const known = new Map(lines.map(one => [one.key, one]));
	let next = line;
	while (next?.parent !== undefined && known.has(next.parent)) {
		next = known.get(next.parent);
	}

	return next?.key;
}
