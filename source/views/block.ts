/**
What a piece of text means. The printer and the screen turn meanings into colours, each in its own
way, and nothing before them knows a colour.
*/
export type Style =
	/** Less important than its neighbours. */
	| 'dim'
	/** What the hand can act on. */
	| 'accent'
	| 'ok'
	| 'warn'
	| 'bad'
	| 'info'
	/** The name of a group of lines. */
	| 'title'
	/** The title of a column. */
	| 'header'
	/** The name beside a value. */
	| 'key'
	/** The most expensive part of a trace. */
	| 'hot';

export type Span = {text: string; style?: Style | undefined};

/** The parts of one line. Text may hold anything an agent sends; `layout` makes it safe. */
export type Line = Span[];

export type Column = {
	title: string;
	/** Right-aligned columns hold numbers, which are never cut. */
	align?: 'right' | undefined;
	/** Where a cell that is too long loses text; `wrap` continues it on the next row. The default is `end`. */
	cut?: 'middle' | 'end' | 'wrap' | undefined;
	/** The column is never narrower than this many cells. */
	min?: number | undefined;
	/** The column may be left out, and named below the table, where the width is too small for all. */
	optional?: boolean | undefined;
};

export type TextBlock = {kind: 'text'; lines: Line[]};

/** `header: false` continues a table that an earlier block began. */
export type TableBlock = {kind: 'table'; columns: Column[]; rows: Line[][]; header?: boolean | undefined};

export type TreeNode = {label: Line; children: TreeNode[]; folded?: boolean | undefined};

/** Roots stand at the left edge; with `rooted` they hang on the edge like any other node. */
export type TreeBlock = {kind: 'tree'; nodes: TreeNode[]; rooted?: boolean | undefined};

export type ListItem = {key: string; value: Line[]};

/** Keys in one column, values beside them. */
export type ListBlock = {kind: 'list'; items: ListItem[]};

export type Block = TextBlock | TableBlock | TreeBlock | ListBlock;
