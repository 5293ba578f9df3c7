import type {IBufferLine, Terminal} from '@xterm/headless';
import {LineNumbers} from './line-numbers.js';
import {widthTable} from './width-table.js';

export type ConsoleSize = {cols: number; rows: number};

/** What the remote program switched on in its terminal, as far as keys have to know. */
export type ConsoleModes = {applicationCursor: boolean; applicationKeypad: boolean; bracketedPaste: boolean};

/**
What stands on a remote terminal, to read. Lines have numbers that they keep until another width moves them; rows of
another screen, as editors have one, are counted from 0.
*/
export type ConsoleScreen = {
	readonly size: ConsoleSize;
	readonly modes: ConsoleModes;
	readonly isAlternate: boolean;
	/** The oldest line that is kept. */
	readonly first: number;
	/** The first line of the screen itself. */
	readonly base: number;
	/** After the last line on which something stands. */
	readonly end: number;
	/** Undefined while the remote program hides it. */
	readonly cursor: {line: number; column: number} | undefined;
	line(number: number): IBufferLine | undefined;
};

export type Emulator = {
	readonly screen: ConsoleScreen;
	/** Takes output in order; `onParsed` is called when it stands on the screen. */
	write(text: string, onParsed: () => void): void;
	/** Gives where lines with these numbers have gone. */
	resize(size: ConsoleSize, kept: readonly number[]): number[];
	dispose(): void;
};

export type EmulatorOptions = {
	size: ConsoleSize;
	/** What a terminal answers to questions of the remote program. */
	onReply: (text: string) => void;
	onTitle: (title: string) => void;
	/** The remote program went to another screen, or back. */
	onOtherScreen: () => void;
};

export type CreateEmulator = (options: EmulatorOptions) => Emulator;

/** A line of 80 cells takes a kilobyte. */
const keptLines = 10_000;

/** The emulator is loaded by the first console: nothing else needs it. */
export async function loadEmulator(): Promise<CreateEmulator> {
	const headless = await import('@xterm/headless');
	// It is CommonJS, and loaders don't agree on whether its exports stand beside the default one or in it.
	const {Terminal: OwnTerminal} = 'Terminal' in headless ? headless : (headless as {default: {Terminal: typeof Terminal}}).default;
	return options => createEmulator(new OwnTerminal({
		...options.size, scrollback: keptLines, allowProposedApi: true, logLevel: 'off',
	}), options);
}

function createEmulator(terminal: Terminal, {onReply, onTitle, onOtherScreen}: EmulatorOptions): Emulator {
	terminal.unicode.register(widthTable);
	terminal.unicode.activeVersion = widthTable.version;
	terminal.onData(onReply);
	terminal.onTitleChange(onTitle);
	const numbers = new LineNumbers(terminal);
	const isCursorShown = watchCursor(terminal);
	terminal.buffer.onBufferChange(onOtherScreen);
	return {
		screen: screenOf(terminal, numbers, isCursorShown),
		write(text, onParsed) {
			terminal.write(text, () => {
				numbers.settle();
				onParsed();
			});
		},
		resize({cols, rows}, kept) {
			const {baseY, cursorY} = terminal.buffer.normal;
			const markers = kept.map(number => terminal.registerMarker(number - numbers.first - baseY - cursorY));
			terminal.resize(cols, rows);
			numbers.renumber();
			return markers.map((marker, index) => {
				const line = marker === undefined || marker.isDisposed ? undefined : marker.line;
				marker?.dispose();
				return line === undefined ? kept[index] ?? 0 : numbers.first + line;
			});
		},
		dispose() {
			terminal.dispose();
		},
	};
}

function screenOf(terminal: Terminal, numbers: LineNumbers, isCursorShown: () => boolean): ConsoleScreen {
	const {buffer} = terminal;
	const isAlternate = () => buffer.active.type === 'alternate';
	const first = () => isAlternate() ? 0 : numbers.first;
	const base = () => first() + buffer.active.baseY;
	return {
		get size() {
			return {cols: terminal.cols, rows: terminal.rows};
		},
		get modes() {
			const {applicationCursorKeysMode, applicationKeypadMode, bracketedPasteMode} = terminal.modes;
			return {applicationCursor: applicationCursorKeysMode, applicationKeypad: applicationKeypadMode, bracketedPaste: bracketedPasteMode};
		},
		get isAlternate() {
			return isAlternate();
		},
		get first() {
			return first();
		},
		get base() {
			return base();
		},
		get end() {
			return base() + lastRow(terminal) + 1;
		},
		get cursor() {
			const {cursorX, cursorY} = buffer.active;
			return isCursorShown() ? {line: base() + cursorY, column: Math.min(cursorX, terminal.cols - 1)} : undefined;
		},
		line: number => buffer.active.getLine(number - first()),
	};
}

/** The last row of the screen that holds something, or the cursor. */
function lastRow({buffer: {active}, rows}: Terminal): number {
	let row = rows - 1;
	while (row > active.cursorY && active.getLine(active.baseY + row)?.translateToString(true) === '') {
		row--;
	}

	return row;
}

/** The emulator doesn't tell whether its cursor is shown. */
function watchCursor({parser}: Terminal): () => boolean {
	let isShown = true;
	for (const [final, shows] of [['h', true], ['l', false]] as const) {
		parser.registerCsiHandler({prefix: '?', final}, parameters => {
			isShown = parameters.includes(25) ? shows : isShown;
			return false;
		});
	}

	const show = () => {
		isShown = true;
		return false;
	};

	parser.registerEscHandler({final: 'c'}, show);
	parser.registerCsiHandler({intermediates: '!', final: 'p'}, show);
	return () => isShown;
}
