import {visible, type ListState} from '../../workspace/list-state.js';
import type {Glyphs} from '../glyphs.js';
import {markFound} from '../stream/spans.js';
import {textPattern} from '../stream/text-pattern.js';
import type {PaneRow} from '../terminal/paint/layers.js';
import type {DocRow} from './doc.js';

export type DocPainting = {
	/** Cursor and scroll; its folds are those of the document. */
	list: ListState;
	height: number;
	focused: boolean;
	glyphs: Glyphs;
	/** What is looked for, and marked where it is. */
	search?: string | undefined;
};

/** The rows of a document that are in view, each behind `docGutter` cells for the cursor. */
export function paintDoc(rows: readonly DocRow[], {list, height, focused, glyphs, search = ''}: DocPainting): PaneRow[] {
	const view = visible(list, rows, height);
	const pattern = search.trim() === '' ? undefined : textPattern(search, 'giu');
	return view.items.map(({spans, isQuiet = false}, index) => {
		const isAtCursor = view.top + index === view.cursor && !isQuiet;
		const found = pattern === undefined ? spans : markFound(spans, pattern);
		const row = [{text: isAtCursor ? (focused ? glyphs.cursor : glyphs.blurred) : ' ', style: 'accent' as const}, ...found];
		return isAtCursor && focused ? {spans: row, on: 'selection' as const} : row;
	});
}
