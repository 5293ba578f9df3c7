import type {DocLine, DocView} from './doc-view.js';
import {turnedTo} from './turned-to.js';

/** Where something was found, and the folds with which it can be seen. */
export type DocPlace = {key: string; folded: ReadonlySet<string>};

/**
The next row after `from` that has a text, in any case, or the one before it; round the end once. What can be seen goes first;
only where that has none, what is folded is opened.
*/
export function findInDoc(view: DocView, folded: ReadonlySet<string>, {text, from, step}: {text: string; from: string | undefined; step: 1 | -1}): DocPlace | undefined {
	const wanted = text.toLowerCase();
	if (wanted === '') {
		return undefined;
	}

	const seen = next(view.lines, wanted, from, step);
	if (seen !== undefined) {
		return {key: seen, folded};
	}

	const hidden = next(view.opened().lines, wanted, from, step);
	const turned = hidden === undefined ? undefined : turnedTo(view, folded, hidden);
	return hidden === undefined || turned === undefined ? undefined : {key: hidden, folded: turned};
}

function next(lines: readonly DocLine[], wanted: string, from: string | undefined, step: 1 | -1): string | undefined {
	const start = lines.findIndex(({key}) => key === from);
	for (let count = 1; count <= lines.length; count++) {
		const line = lines[(((start + (count * step)) % lines.length) + lines.length) % lines.length];
		if (line !== undefined && !line.isQuiet && has(line, wanted)) {
			return line.key;
		}
	}

	return undefined;
}

/** A value that its row shows only in part is looked through as well; that of a row around others is theirs. */
function has({spans, value, fold, isDetail}: DocLine, wanted: string): boolean {
	return spans.map(({text}) => text).join('').toLowerCase().includes(wanted)
		|| ((fold === undefined || isDetail === true) && (value?.toLowerCase().includes(wanted) ?? false));
}
