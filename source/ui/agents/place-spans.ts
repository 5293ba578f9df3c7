import type {Span} from '../../views/block.js';
import type {Row} from '../../views/layout.js';
import {displayWidth} from '../../views/width.js';
import type {AgentGlyphs} from './agent-glyphs.js';
import {fitText} from './fit-text.js';

export type PlacedSpan = {start: number; span: Span};

/** Spans at their columns as a row of exactly `width` cells. One that begins where another still is comes after it. */
export function placeSpans(placed: readonly PlacedSpan[], width: number, cut: AgentGlyphs['cut']): Row {
	const row: Span[] = [];
	let end = 0;
	for (const {start, span} of placed) {
		const text = fitText(span.text, width - Math.max(start, end), cut);
		if (text.trim() === '') {
			continue;
		}

		if (start > end) {
			row.push({text: ' '.repeat(start - end)});
		}

		row.push({...span, text});
		end = Math.max(start, end) + displayWidth(text);
	}

	return end < width ? [...row, {text: ' '.repeat(width - end)}] : row;
}
