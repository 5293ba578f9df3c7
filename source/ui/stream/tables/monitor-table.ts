import type {JsonObject} from '../../../core/protocol/result.js';
import {isNumeric} from '../../../views/json-text.js';
import {safeText} from '../../../views/safe-text.js';
import {texts, type Text} from '../../../words/index.js';
import {
	methodText, numberCell, textCell, timeCell,
} from './cells.js';
import {commonColumns} from './columns.js';
import {type StreamCell, type StreamColumn, type StreamTable} from './stream-table.js';
import type {TableOptions} from './table-of.js';

/** One row for each method and interval of `monitor`. */
export function monitorTable({say, width}: TableOptions): StreamTable {
	const common = commonColumns(say);
	const isWide = width >= 100;
	const hasClass = width >= 200;
	const number = (id: string, title: Text): StreamColumn => ({
		id, title: say(title), min: 6, max: 12, align: 'right',
	});
	return {
		columns: [
			{...common.time, min: 8},
			number('total', texts.stream.total),
			...isWide ? [number('ok', texts.stream.succeeded), number('failed', texts.stream.failed)] : [],
			number('failRate', texts.stream.failRate),
			{...number('average', texts.stream.average), isKept: true},
			...hasClass ? [common.class] : [],
			{...common.method, max: Number.POSITIVE_INFINITY, isKept: true},
		],
		cellsOf(hit) {
			const {record, result} = hit;
			if (result.type !== 'monitor') {
				return undefined;
			}

			const total = numberOf(record, 'total');
			const failed = numberOf(record, 'failed');
			return [
				{text: timeCell(hit).text.slice(0, 12)},
				textCell(record['total']),
				...isWide ? [textCell(record['success']), failedCell(record, failed)] : [],
				{text: (total === 0 ? 0 : failed * 100 / total).toFixed(1), style: failed > 0 ? 'bad' : undefined},
				total === 0 ? {text: '', number: 0} : numberCell(record['cost'], 1 / total),
				...hasClass ? [textCell(record['className'])] : [],
				{text: safeText(methodText(record))},
			];
		},
	};
}

function failedCell(record: JsonObject, failed: number): StreamCell {
	return {...textCell(record['failed']), style: failed > 0 ? 'bad' : undefined};
}

function numberOf(record: JsonObject, name: string): number {
	const value = record[name];
	return isNumeric(value) ? Number(value) : 0;
}
