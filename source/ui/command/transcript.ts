import type {CommandItem} from '../../actions/live/session-run.js';
import {itemLines, type LinesContext, type PaintedLine} from './item-lines.js';

/** The last rows of a transcript. Commands further up are not laid out. */
export function lastLines(items: readonly CommandItem[], count: number, context: LinesContext): readonly PaintedLine[] {
	const parts: Array<readonly PaintedLine[]> = [];
	let found = 0;
	for (let at = items.length - 1; at >= 0 && found < count; at--) {
		const item = items[at];
		const lines = item ? itemLines(item, context) : [];
		parts.unshift(lines);
		found += lines.length;
	}

	return count <= 0 ? [] : parts.flat().slice(-count);
}

/** All rows, for a cursor to move in. */
export function allLines(items: readonly CommandItem[], context: LinesContext): readonly PaintedLine[] {
	return items.flatMap(item => itemLines(item, context));
}
