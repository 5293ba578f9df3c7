import type {Tier} from '../../core/safety.js';
import type {Span, Style} from '../../views/block.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {characterWidth, displayWidth} from '../../views/width.js';
import type {Say} from '../../words/index.js';
import type {Field} from '../../workspace/field.js';
import type {Place} from '../terminal/compositor.js';
import {tierSpan} from './tier-span.js';

export type PromptContext = {
	/** Undefined while the name of the command is not whole. */
	tier: Tier | undefined;
	/** Parts of the text that something is said about. */
	marked: ReadonlyArray<{start: number; end: number}>;
	width: number;
	/** At most so many rows; those around the cursor. */
	height: number;
	say: Say;
};

/** The word for the tier is never wider than this in any language. */
const tierWidth = 6;

/** So much around the cursor of a text of megabytes is laid out. */
const reach = 8192;

/** What is being typed behind its prompt, over as many rows as it needs, and where the cursor of the terminal stands in it. */
export function promptRows({text, caret}: Field, {tier, marked, width, height, say}: PromptContext): {rows: Row[]; cursor: Place} {
	const word = tier === undefined ? {text: ''} : tierSpan(tier, say);
	const prompt: Row = [{text: ' '.repeat(1 + Math.max(tierWidth - displayWidth(word.text), 0))}, word, {text: ' > ', style: 'accent'}];
	const margin = 1 + tierWidth + 3;
	const page = createPage(Math.max(width - margin, 4));
	const from = Math.max(0, caret - reach);
	let at = from;
	let cursor: Place | undefined;
	for (const character of text.slice(from, caret + reach)) {
		if (at >= caret) {
			cursor ??= page.place();
		}

		page.put(character, marked.some(({start, end}) => at >= start && at < end) ? 'warn' : undefined);
		at += character.length;
	}

	const {row, column} = cursor ?? page.place();
	const rows = page.rows().map((spans, index) => [...index === 0 && from === 0 ? prompt : [{text: ' '.repeat(margin)}], ...spans]);
	const top = Math.max(0, Math.min(row - Math.floor(height / 2), rows.length - height));
	return {rows: rows.slice(top, top + height), cursor: {row: row - top, column: margin + column}};
}

type Page = {put(character: string, style: Style | undefined): void; place(): Place; rows(): Row[]};

/** Characters in rows of a width, the cursor always on a cell. */
function createPage(width: number): Page {
	const rows: Span[][] = [[]];
	let column = 0;
	const breakRow = () => {
		rows.push([]);
		column = 0;
	};

	return {
		put(character, style) {
			if (character === '\n') {
				breakRow();
				return;
			}

			const shown = safeText(character, column);
			const cells = [...shown].length === 1 ? characterWidth(shown) : displayWidth(shown);
			if (column + cells > width) {
				breakRow();
			}

			const row = rows.at(-1) ?? [];
			const last = row.at(-1);
			if (last && last.style === style) {
				last.text += shown;
			} else {
				row.push({text: shown, style});
			}

			column += cells;
		},
		place() {
			if (column >= width) {
				breakRow();
			}

			return {row: rows.length - 1, column};
		},
		rows: () => rows,
	};
}
