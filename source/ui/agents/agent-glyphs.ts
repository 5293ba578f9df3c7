/** The signs of the list of agents. All of a set are one cell wide, but for what `cut` says. */
export type AgentGlyphs = {
	cursor: string;
	/** The cursor of a pane without the focus. */
	blurred: string;
	mark: string;
	up: string;
	out: string;
	down: string;
	unknown: string;
	open: string;
	closed: string;
	ascending: string;
	descending: string;
	dot: string;
	times: string;
	/** Where a listing is no sign of life. */
	none: string;
	cut: '…' | '..';
};

export const unicodeGlyphs: AgentGlyphs = {
	cursor: '▸', blurred: '›', mark: '✓', up: '●', out: '◐', down: '○', unknown: '◌', open: '▿', closed: '▹', ascending: '▲', descending: '▼', dot: '·', times: '×', none: '–', cut: '…',
};

export const asciiGlyphs: AgentGlyphs = {
	cursor: '>', blurred: ')', mark: '*', up: 'o', out: '~', down: 'x', unknown: '?', open: '-', closed: '+', ascending: '^', descending: 'v', dot: '|', times: 'x', none: '-', cut: '..',
};
