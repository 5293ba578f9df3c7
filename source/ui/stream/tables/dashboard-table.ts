import type {Json, JsonObject} from '../../../core/protocol/result.js';
import {isJsonObject, isNumeric, scalarText} from '../../../views/json-text.js';
import {safeText} from '../../../views/safe-text.js';
import {texts} from '../../../words/index.js';
import {timeCell} from './cells.js';
import {commonColumns} from './columns.js';
import {noCell, type StreamCell, type StreamTable} from './stream-table.js';
import type {TableOptions} from './table-of.js';

/** One row for each sample: how it went. The sample itself is what its row opens. */
export function dashboardTable({say}: TableOptions): StreamTable {
	return {
		columns: [
			commonColumns(say).time,
			{
				id: 'load', title: say(texts.stream.load), min: 5, max: 8, align: 'right',
			},
			{
				id: 'heap', title: say(texts.stream.heap), min: 8, max: 12, align: 'right', isKept: true,
			},
			{
				id: 'threads', title: say(texts.stream.threads), min: 7, max: 8, align: 'right',
			},
			{
				id: 'busiest', title: say(texts.stream.busiest), min: 12, max: Number.POSITIVE_INFINITY, isKept: true,
			},
		],
		cellsOf(hit) {
			const {result} = hit;
			if (result.type !== 'dashboard') {
				return undefined;
			}

			const runtime = objectOf(result['runtimeInfo']);
			const threads = Array.isArray(result['threads']) ? result['threads'].filter(thread => isJsonObject(thread)) : undefined;
			const heap = objectsOf(objectOf(result['memoryInfo'])['heap'])[0]?.['used'];
			return [
				timeCell({record: {}, at: hit.at}),
				decimal(runtime['systemLoadAverage'], 1, 2),
				decimal(heap, 1 / (1 << 20), 1),
				threads === undefined ? noCell : {text: String(threads.length)},
				busiest(threads ?? []),
			];
		},
	};
}

function decimal(value: Json | undefined, factor: number, digits: number): StreamCell {
	return isNumeric(value) ? {text: (Number(value) * factor).toFixed(digits)} : noCell;
}

function busiest(threads: readonly JsonObject[]): StreamCell {
	const [first] = threads.toSorted((one, other) => shareOf(other) - shareOf(one));
	return first ? {text: safeText(`${scalarText(first['name'] ?? null)?.slice(0, 200) ?? '?'}  ${shareOf(first).toFixed(2)} %`)} : noCell;
}

function shareOf({cpu}: JsonObject): number {
	return isNumeric(cpu) ? Number(cpu) : 0;
}

function objectOf(value: Json | undefined): JsonObject {
	return isJsonObject(value) ? value : {};
}

function objectsOf(value: Json | undefined): JsonObject[] {
	return Array.isArray(value) ? value.filter(item => isJsonObject(item)) : [];
}
