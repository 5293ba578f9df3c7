import type {DocLine, DocView} from './doc-view.js';

/**
The folds of a document in which all that is around a row is open; all others stay as they are.
Undefined where there is no such row.
*/
export function turnedTo({opened}: DocView, folded: ReadonlySet<string>, key: string): ReadonlySet<string> | undefined {
	const all = opened();
	const lines = new Map<string, DocLine>(all.lines.map(line => [line.key, line]));
	if (!lines.has(key)) {
		return undefined;
	}

	const turned = new Set(folded);
	for (let around = lines.get(key)?.parent; around !== undefined; around = lines.get(around)?.parent) {
		turn(turned, around, all.folded.has(around));
	}

	return turned;
}

/** Makes a fold one that is turned, or one that is not. */
export function turn(folded: Set<string>, key: string, isTurned: boolean): void {
	if (isTurned) {
		folded.add(key);
	} else {
		folded.delete(key);
	}
}
