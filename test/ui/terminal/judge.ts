import unicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';

export type Judge = {
	/** Resolves when all of it was interpreted. */
	write(text: string): Promise<void>;
	/** The same without waiting, and so without timers. */
	writeNow(text: string): void;
	resize(columns: number, rows: number): void;
	/** The rows as text, without blanks at their ends. */
	rows(): string[];
	/** Each cell with everything that a person sees of it, a row a line. */
	cells(): string[];
	cursor(): {column: number; row: number; isShown: boolean};
	terminal: InstanceType<typeof headless.Terminal>;
};

/** A terminal that says what is on its screen. */
export function createJudge(columns: number, rows: number): Judge {
	const terminal = new headless.Terminal({
		cols: columns, rows, allowProposedApi: true, scrollback: 100, logLevel: 'off',
	});
	terminal.loadAddon(new unicode11.Unicode11Addon());
	terminal.unicode.activeVersion = '11';
	const lines = () => Array.from({length: terminal.rows}, (_, row) => terminal.buffer.active.getLine(terminal.buffer.active.baseY + row));
	let isShown = true;
	terminal.parser.registerCsiHandler({prefix: '?', final: 'h'}, parameters => {
		isShown ||= parameters[0] === 25;
		return false;
	});
	terminal.parser.registerCsiHandler({prefix: '?', final: 'l'}, parameters => {
		isShown &&= parameters[0] !== 25;
		return false;
	});
	return {
		terminal,
		write: async text => new Promise(resolve => {
			terminal.write(text, resolve);
		}),
		writeNow(text) {
			// Private, but nothing else interprets text while timers are in the hands of a test.
			(terminal as unknown as {_core: {writeSync(text: string): void}})._core.writeSync(text);
		},
		resize(...size) {
			terminal.resize(...size);
		},
		rows: () => lines().map(line => line?.translateToString(true) ?? ''),
		cells: () => lines().map(line => Array.from({length: terminal.cols}, (_, column) => describeCell(line?.getCell(column))).join(' ')),
		cursor: () => ({column: terminal.buffer.active.cursorX, row: terminal.buffer.active.cursorY, isShown}),
	};
}

type Cell = NonNullable<ReturnType<NonNullable<ReturnType<InstanceType<typeof headless.Terminal>['buffer']['active']['getLine']>>['getCell']>>;

function describeCell(cell: Cell | undefined): string {
	if (cell === undefined || cell.getWidth() === 0) {
		return '<';
	}

	const text = cell.getChars() === '' ? ' ' : cell.getChars();
	const ground = `${cell.getBgColorMode()}.${cell.getBgColor()}`;
	const lines = `${cell.isUnderline()}${cell.isInverse()}${cell.isStrikethrough()}`;
	// Of an empty cell only these are seen, and the colour of a line below or of what is reversed.
	if (text === ' ' && lines === '000') {
		return `_${ground}`;
	}

	return [text, cell.getWidth(), ground, lines, `${cell.getFgColorMode()}.${cell.getFgColor()}`, cell.isBold(), cell.isDim(), cell.isItalic(), cell.isInvisible()].join('|');
}
