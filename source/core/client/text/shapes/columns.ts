/** Where each column of a table begins, by the row of its titles; undefined where that is not the one. */
export function startsOf(titleLine: string, titles: readonly string[]): number[] | undefined {
	const words = titleLine.trim().split(/\s+/u);
	if (words.length !== titles.length || words.some((word, index) => word !== titles[index])) {
		return undefined;
	}

	let end = 0;
	return titles.map(title => {
		const start = titleLine.indexOf(title, end);
		end = start + title.length;
		return start;
	});
}

/** The cells of a row; a cell that fills its column may have been cut, and then there are none. */
export function cellsOf(row: string, starts: readonly number[]): string[] | undefined {
	const isCut = starts.some(start => start > 0 && row.charAt(start - 1).trim() !== '');
	return isCut ? undefined : starts.map((start, index) => row.slice(start, starts[index + 1]).trim());
}
