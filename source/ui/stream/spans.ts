import type {Span, Style} from '../../views/block.js';
import {fittingLength} from '../../views/cut-text.js';
import type {Row} from '../../views/layout.js';
import {displayWidth} from '../../views/width.js';

/** Puts texts at their columns, with blanks between them. */
export type SpanWriter = {
	/** A text that begins where another still is comes after it. */
	put(start: number, text: string, style?: Style): void;
	readonly spans: Row;
};

/**
Nothing is joined: a string that is made of two is copied once more when its letters are asked for. Nor is there a getter: V8 takes
3 µs to make an object that has one, which is much for each of a hundred rows a frame.
*/
export function createSpanWriter(): SpanWriter {
	const spans: Span[] = [];
	let end = 0;
	return {
		spans,
		put(start, text, style) {
			if (text === '') {
				return;
			}

			if (start > end) {
				spans.push({text: blanks(start - end), style: undefined});
				end = start;
			}

			spans.push({text, style});
			end += displayWidth(text);
		},
	};
}

const knownBlanks: string[] = [];

function blanks(count: number): string {
	knownBlanks[count] ??= ' '.repeat(count);
	return knownBlanks[count];
}

/** Marks each place where something was found; what is found must lie within one span. */
export function markFound(row: Row, pattern: RegExp): Row {
	return row.flatMap(span => {
		const parts: Span[] = [];
		let from = 0;
		for (const {0: found, index} of span.text.matchAll(pattern)) {
			if (found.trim() !== '') {
				parts.push({...span, text: span.text.slice(from, index)}, {text: found, style: 'match'});
				from = index + found.length;
			}
		}

		return parts.length === 0 ? [span] : [...parts, {...span, text: span.text.slice(from)}].filter(({text}) => text !== '');
	});
}

/** The spans that lie before an edge, without a sign where it cuts. */
export function clipSpans(row: readonly Span[], width: number): Row {
	let room = width;
	return row.flatMap(span => {
		const text = span.text.slice(0, fittingLength(span.text, room));
		room = text === span.text ? room - displayWidth(text) : 0;
		return text === '' ? [] : [{...span, text}];
	});
}
