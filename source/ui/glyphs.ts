/** The signs of the screen. The second set is for terminals that show no others, or draw some of the first two cells wide. */
export const unicodeGlyphs = {
	up: '●', out: '◐', down: '○', unknown: '◌', timed: '◔', alert: '!', ok: '✓', failed: '✗',
	cursor: '▸', blurred: '›', marked: '✓', focus: '▌', folded: '▹', open: '▿', ascending: '▲', descending: '▼',
	edge: '│', overlay: '┃', cut: '…', dot: '·', arrow: '→', hottest: '◂', below: '↓', none: '–', atLeast: '≥',
	gap: '╌', emptyBar: '░', bar: '█▏▎▍▌▋▊▉', spark: '▁▂▃▄▅▆▇█', branch: '├─ ', corner: '└─ ', stem: '│  ',
};

export type Glyphs = Readonly<Record<keyof typeof unicodeGlyphs, string>>;

/** The sign of a cut is one cell wide here, too: with two dots a text that was cut to its column would push the numbers behind it over the edge. */
export const asciiGlyphs: Glyphs = {
	up: 'o', out: '~', down: 'x', unknown: '?', timed: 't', alert: '!', ok: 'ok', failed: 'X',
	cursor: '>', blurred: ')', marked: '*', focus: '#', folded: '+', open: '-', ascending: '^', descending: 'v',
	edge: '|', overlay: '|', cut: '~', dot: '|', arrow: '->', hottest: '<', below: 'v', none: '-', atLeast: '>=',
	gap: '-', emptyBar: '.', bar: '#', spark: '_.-:=+*#', branch: '+- ', corner: '`- ', stem: '|  ',
};
