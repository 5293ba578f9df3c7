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
	| 'hot'
	/** The title of the pane that has the focus. */
	| 'focus'
	/** The row of the cursor, and chosen text. */
	| 'selection'
	/** A cell for a moment after its value changed. */
	| 'changed'
	/** What a search found. */
	| 'match'
	| 'diff-add'
	| 'diff-del'
	/** The differing part inside a line of a diff. */
	| 'word-add'
	| 'word-del'
	/** A measure from low to high. */
	| Heat
	/** Which of several agents; never how it is doing. */
	| Hue;

export type Heat = 'heat1' | 'heat2' | 'heat3' | 'heat4' | 'heat5';

export type Hue = 'hue1' | 'hue2' | 'hue3' | 'hue4' | 'hue5' | 'hue6' | 'hue7' | 'hue8' | 'hue9' | 'hue10' | 'hue11' | 'hue12';

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
