import type {DocView} from '../doc.js';

/** A line as the reducer needs it; every `ListItem` is one. */
export type ListLine = {
	readonly key: string;
	readonly kind: 'row' | 'group';
	readonly group?: string | undefined;
	readonly keys?: readonly string[] | undefined;
	readonly folded?: boolean | undefined;
	/** A title, a blank or a remark: the cursor passes over it. */
	readonly isQuiet?: boolean | undefined;
};

/** What the list shows at the moment of a key: all its lines, and how many fit. */
export type ListView = {
	lines: readonly ListLine[];
	height: number;
	now: number;
	/** Rows between the title of the pane and the first line; one for the titles of columns unless given, none where there is a `doc`. */
	above?: number | undefined;
	/** What it shows where its lines are those of a document. */
	doc?: DocView | undefined;
};
