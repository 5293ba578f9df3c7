import type {Row} from '../../views/layout.js';
import {displayWidth} from '../../views/width.js';
import {arrivalTime} from './tables/cells.js';
import {cellText} from './cell-text.js';
import type {EndContext} from './end-words.js';
import {noteWords} from './note-words.js';
import {margin, numberText, type PlacedColumn} from './place-columns.js';
import {createSpanWriter} from './spans.js';
import type {RowEntry} from './stream-row.js';
import type {StreamCell} from './tables/stream-table.js';

export type RowPlan = {columns: readonly PlacedColumn[]; width: number; sign: string};

/** A hit in its columns. */
export function hitSpans(cells: readonly StreamCell[], cursor: string, {columns, width, sign}: RowPlan): Row {
	const writer = createSpanWriter();
	writer.put(0, cursor, 'accent');
	for (const column of columns) {
		const cell = cells[column.index];
		const room = Math.min(column.width, width - column.start);
		if (cell && room > 0) {
			// What comes last of an exception tells it from others, and of anything else what comes first.
			const text = cell.number === undefined
				? cellText(cell.text, room, sign, cell.style === 'bad' ? 'middle' : column.cut ?? 'end')
				: cellText(numberText(cell.number, column.decimals), room, sign);
			const isRight = column.align === 'right' || cell.isRight;
			writer.put(column.start + (isRight && column.max < Number.POSITIVE_INFINITY ? column.width - displayWidth(text) : 0), text, cell.style);
		}
	}

	return writer.spans;
}

/** What is no hit stands in one line behind its time. */
export function noteSpans(entry: RowEntry, cursor: string, context: EndContext, {width, sign}: RowPlan): Row {
	const {text, style} = noteWords(entry, context);
	const time = entry.kind === 'gap' || entry.kind === 'dropped' ? context.glyphs.gap.repeat(12) : arrivalTime(entry.at);
	const writer = createSpanWriter();
	writer.put(0, cursor, 'accent');
	writer.put(margin, cellText(time, width - margin, sign), style === 'bad' ? 'bad' : 'dim');
	writer.put(margin + 14, cellText(text, width - margin - 14, sign), style);
	return writer.spans;
}

/** The titles of the columns, above numbers on the right. */
export function headerSpans({columns, width, sign}: RowPlan): Row {
	const writer = createSpanWriter();
	for (const {start, width: cells, title, align} of columns) {
		const text = cellText(title, Math.min(cells, width - start), sign);
		writer.put(align === 'right' ? start + cells - displayWidth(text) : start, text, 'header');
	}

	return writer.spans;
}
