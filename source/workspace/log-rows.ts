import type {Json} from '../core/protocol/result.js';
import {foldTraces} from './fold-traces.js';

/** Something about the file that is no line of it. */
export type LineMark = {kind: 'new-file' | 'gap' | 'short' | 'away'; amount: number; at: number};

/** A row of a log that is followed. */
export type LogRow = {
	readonly key: string;
	readonly kind: 'row';
	readonly text: string;
	/** Where it begins in the file, in bytes. */
	readonly offset: number;
	readonly mark?: LineMark | undefined;
	/** Of the first line of a stack trace: how many belong to it, and whether they are shown. */
	readonly trace?: {readonly lines: number; readonly isOpen: boolean} | undefined;
};

/** What a person looks for: a text in any case. Undefined for none. */
export function logPattern(text: string): RegExp | undefined {
	return text === '' ? undefined : new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|\-/]/gu, String.raw`\$&`), 'giu');
}

/** The rows that are shown: all, or those with what is looked for. Marks stay, for they say what is missing. */
export function shownRows(rows: readonly LogRow[], pattern: RegExp | undefined, isOnly: boolean): readonly LogRow[] {
	return pattern && isOnly ? rows.filter(({text, mark}) => mark !== undefined || text.search(pattern) !== -1) : rows;
}

/** The rows as a pane has them: stack traces are folded, unless only what was found is shown, which may be a line of one. */
export function viewedRows(rows: readonly LogRow[], pattern: RegExp | undefined, isOnly: boolean, open: ReadonlySet<number>): readonly LogRow[] {
	return pattern && isOnly ? shownRows(rows, pattern, true) : foldTraces(rows, open);
}

/** The traces that are open in a pane, by where they begin in the file. */
export function openTraces(data: Readonly<Record<string, Json>> | undefined): ReadonlySet<number> {
	const open = data?.['open'];
	return new Set(Array.isArray(open) ? open.filter(offset => typeof offset === 'number') : []);
}

/** The next row with what is looked for from a place on, around the end; -1 where there is none. */
export function nextMatch(rows: readonly LogRow[], pattern: RegExp, from: number, by: 1 | -1): number {
	for (let step = 1; step <= rows.length; step++) {
		const at = (((from + (by * step)) % rows.length) + rows.length) % rows.length;
		if (rows[at]!.text.search(pattern) !== -1) {
			return at;
		}
	}

	return -1;
}
