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
};

/** What a person looks for: a text in any case. Undefined for none. */
export function logPattern(text: string): RegExp | undefined {
	return text === '' ? undefined : new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|\-/]/gu, String.raw`\$&`), 'giu');
}

/** The rows that are shown: all, or those with what is looked for. Marks stay, for they say what is missing. */
export function shownRows(rows: readonly LogRow[], pattern: RegExp | undefined, isOnly: boolean): readonly LogRow[] {
	return pattern && isOnly ? rows.filter(({text, mark}) => mark !== undefined || text.search(pattern) !== -1) : rows;
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
