export type SortDirection = 'up' | 'down';

/**
What a person did to a list. Rows are named by stable keys, so that cursor, marks and scroll stay on
their rows while those move. Where a row is gone, the place that it had decides.
*/
export type ListState = {
	cursor: string | null;
	cursorIndex: number;
	/** On which line of the view the cursor stands: it keeps it when rows come, go and move above it. */
	cursorLine: number;
	marks: ReadonlySet<string>;
	/** While a range is being marked: where it began, and what was marked before. */
	range: {from: string; base: ReadonlySet<string>} | null;
	/** Null is the order in which the rows come. */
	sort: {column: string; direction: SortDirection} | null;
	filter: string;
	/** What the rows are grouped by. */
	group: string | null;
	/** Names of the folded groups. */
	folded: ReadonlySet<string>;
	/** The order that rows keep under the hand until this time (epoch ms). */
	held: {until: number; order: readonly string[]} | null;
};

export function createList(given: Partial<ListState> = {}): ListState {
	return {
		cursor: null,
		cursorIndex: 0,
		cursorLine: 0,
		marks: new Set(),
		range: null,
		sort: null,
		filter: '',
		group: null,
		folded: new Set(),
		held: null,
		...given,
	};
}
