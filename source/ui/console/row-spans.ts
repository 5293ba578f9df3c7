import type {IBufferCell, IBufferLine} from '@xterm/headless';
import {displayWidth} from '../../views/width.js';
import {isUnsafe, traitsOf} from '../terminal/paint/code-points.js';
import type {PaneSpan} from '../terminal/paint/layers.js';
import {cellSgr} from './cell-sgr.js';

/** A part of a row that is shown in another way: what a search found. `to` is the cell after it. */
export type Highlight = {from: number; to: number; isCurrent: boolean};

/** The first cells of a row of a remote terminal, as it coloured them. */
export function rowSpans(row: IBufferLine | undefined, width: number, highlights: readonly Highlight[] = []): PaneSpan[] {
	const spans: PaneSpan[] = [];
	let text = '';
	let look: Look = plain;
	let cell: IBufferCell | undefined;
	for (let column = 0; row && column < Math.min(width, row.length); column++) {
		cell = row.getCell(column, cell);
		if (!cell || cell.getWidth() === 0) {
			continue;
		}

		const next = lookOf(cell, highlights.find(({from, to}) => column >= from && column < to));
		if (next.sgr !== look.sgr || next.style !== look.style) {
			pushSpan(spans, text, look);
			text = '';
			look = next;
		}

		text += shown(cell);
	}

	pushSpan(spans, text, look);
	return spans;
}

type Look = {sgr: string; style?: 'focus' | undefined};

const plain: Look = {sgr: ''};
const current: Look = {sgr: '', style: 'focus'};

function lookOf(cell: IBufferCell, highlight: Highlight | undefined): Look {
	if (highlight?.isCurrent) {
		return current;
	}

	const sgr = cellSgr(cell, highlight !== undefined);
	return sgr === '' ? plain : {sgr};
}

function pushSpan(spans: PaneSpan[], text: string, {sgr, style}: Look): void {
	if (text !== '') {
		spans.push(sgr === '' ? {text, style} : {text, sgr});
	}
}

/** What stands in a cell, in as many cells as the emulator gave it. */
function shown(cell: IBufferCell): string {
	const text = cell.getChars();
	const width = cell.getWidth();
	const code = cell.getCode();
	if (text === '' || cell.isInvisible()) {
		return ' '.repeat(width);
	}

	if (text.length === 1 && code >= 0x20 && code < 0x7F) {
		return text;
	}

	// Characters that turn the direction or draw nothing would put the rest of the row elsewhere.
	const safe = [...text].map(character => (traitsOf(character.codePointAt(0) ?? 0) & isUnsafe) === 0 ? character : '\uFFFD').join('');
	return displayWidth(safe) === width ? safe : '\uFFFD'.padEnd(width);
}
