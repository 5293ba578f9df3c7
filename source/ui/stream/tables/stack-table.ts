import type {JsonObject} from '../../../core/protocol/result.js';
import {isJsonObject} from '../../../views/json-text.js';
import {safeText} from '../../../views/safe-text.js';
import {texts} from '../../../words/index.js';
import {methodText, textCell, timeCell} from './cells.js';
import {commonColumns} from './columns.js';
import {noCell, type StreamTable} from './stream-table.js';
import type {TableOptions} from './table-of.js';

/** How many of those who called stand in a row. */
const mostCallers = 12;

/** One row for each call: in which thread, and through whom it came. */
export function stackTable({say, glyphs}: TableOptions): StreamTable {
	const common = commonColumns(say);
	return {
		columns: [
			common.time,
			{...common.thread, from: 0},
			common.method,
			{
				id: 'caller', title: say(texts.stream.caller), min: 12, max: Number.POSITIVE_INFINITY, isKept: true,
			},
		],
		cellsOf(hit) {
			if (hit.result.type !== 'stack') {
				return undefined;
			}

			const [first, ...callers] = framesOf(hit.record);
			return [
				timeCell(hit),
				textCell(hit.record['threadName']),
				first ? {text: safeText(methodText(first))} : noCell,
				{text: safeText(callers.slice(0, mostCallers).map(frame => methodText(frame)).join(` ${glyphs.hottest} `)), style: 'dim'},
			];
		},
	};
}

function framesOf({stackTrace}: JsonObject): JsonObject[] {
	return Array.isArray(stackTrace) ? stackTrace.slice(0, mostCallers + 1).filter(frame => isJsonObject(frame)) : [];
}
