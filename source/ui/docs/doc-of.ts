import type {Result} from '../../core/protocol/result.js';
import {viewOf} from '../../views/index.js';
import type {DocOf, DocOptions, DocRow} from './doc.js';
import {blockRows} from './rows/block-rows.js';

/** A result as rows for the screen. Asked again for the same in the same way, it answers with the same rows. */
export const docOf: DocOf = (result, options) => {
	const known = lastDocs.get(result);
	if (known !== undefined && isSame(known.options, options)) {
		return known.rows;
	}

	const rows = withoutLastBlanks(rowsOf(result, options));
	lastDocs.set(result, {options, rows});
	return rows;
};

/** Panes ask for every frame, and mostly for what they asked for before. */
const lastDocs = new WeakMap<Result, {options: DocOptions; rows: DocRow[]}>();

function isSame(one: DocOptions, other: DocOptions): boolean {
	return one.width === other.width && one.state === other.state && one.glyphs === other.glyphs && one.say === other.say
		&& one.command === other.command && one.previous === other.previous;
}

function rowsOf(result: Result, options: DocOptions): DocRow[] {
	return blockRows(viewOf(result), '', options);
}

/** Views end with a blank line where a terminal needs one. */
function withoutLastBlanks(rows: DocRow[]): DocRow[] {
	const last = rows.findLastIndex(({spans}) => spans.some(({text}) => text.trim() !== ''));
	return last === rows.length - 1 ? rows : rows.slice(0, last + 1);
}
