import type {JsonObject, Result} from '../../../core/protocol/result.js';
import {span} from '../../../views/build-block.js';
import {isJsonObject} from '../../../views/json-text.js';
import {type Members, membersOf} from '../../../views/members.js';
import {sparkText} from '../bar.js';
import type {DocOptions} from '../doc.js';
import type {DocKind} from '../kind.js';
import {grouped, msText} from '../numbers.js';
import type {RecordColumn} from '../rows/record-rows.js';
import {recordTableRows} from '../rows/record-table-rows.js';
import {clockTime} from '../times.js';

/** What `monitor` counted since its last result, a row for each method. */
export const monitorDoc: DocKind = (members, options) => {
	const records = members.objects('monitorDataList');
	return records === undefined ? [] : recordTableRows(records, {columns: columns(options), keyOf: (record, index) => `${methodOf(membersOf(record))} ${index}`}, 'm', options);
};

function columns(options: DocOptions): RecordColumn[] {
	const number = (title: string, member: string, from = 0): RecordColumn => ({
		title, from, align: 'right', min: 5, cell: record => grouped(record.text(member) ?? '?'), order: record => record.number(member),
	});
	return [
		{title: 'TIME', min: 8, cell: record => clockTime(record.text('timestamp') ?? '').slice(0, 8)},
		{
			title: 'METHOD', cut: 'middle', min: 16, cell: methodOf,
		},
		number('TOTAL', 'total'),
		number('OK', 'success', 100),
		number('FAIL', 'failed', 100),
		{
			title: 'FAIL %', align: 'right', min: 6, order: failRate,
			cell(record) {
				const rate = failRate(record);
				return span((rate * 100).toFixed(1), rate > 0 ? 'bad' : 'dim');
			},
		},
		{
			title: 'AVG ms', align: 'right', min: 9, cell: record => msText(averageOf(record)), order: averageOf,
		},
		...courseColumn(options),
	];
}

function methodOf(record: Members): string {
	return `${record.text('className') ?? '?'}.${record.text('methodName') ?? '?'}`;
}

/** `cost` is the sum over all calls. */
function averageOf(record: Members): number {
	return ratio(record.number('cost') ?? 0, record.number('total') ?? 0);
}

function failRate(record: Members): number {
	return ratio(record.number('failed') ?? 0, record.number('total') ?? 0);
}

function ratio(part: number, whole: number): number {
	return whole === 0 ? 0 : part / whole;
}

const samples = 20;

/** The averages of each method since the start, where there were any before. */
function courseColumn({previous = [], glyphs}: DocOptions): RecordColumn[] {
	const courses = previous.slice(1 - samples).map(result => new Map(recordsOf(result).map(record => [methodOf(membersOf(record)), averageOf(membersOf(record))])));
	return courses.length === 0
		? []
		: [{
			title: 'LAST', from: 100, min: samples,
			cell(record) {
				const values = [...courses.map(course => course.get(methodOf(record))), averageOf(record)];
				return span(sparkText(values, 0.001, glyphs), 'heat2');
			},
		}];
}

function recordsOf({monitorDataList: records}: Result): JsonObject[] {
	return (Array.isArray(records) ? records : []).filter(record => isJsonObject(record));
}
