import type {Block} from '../block.js';
import type {Members} from '../members.js';
import {type RecordColumn, recordTable} from '../record-table.js';

/** What `monitor` counted since its last result, a row for each method. */
export function monitorView(result: Members): Block[] {
	const records = result.objects('monitorDataList');
	return records === undefined ? [] : [recordTable(records, columns)];
}

// Each interval is a table of its own; the least widths let them stand below each other.
const columns: RecordColumn[] = [
	{
		title: 'timestamp', of: 'timestamp', min: 29, optional: true,
	},
	{
		title: 'class', of: 'className', cut: 'middle', min: 20,
	},
	{title: 'method', of: 'methodName', min: 12},
	{
		title: 'total', of: 'total', align: 'right', min: 6,
	},
	{title: 'success', of: 'success', align: 'right'},
	{
		title: 'fail', of: 'failed', align: 'right', min: 6,
	},
	{title: 'avg-rt(ms)', of: averageOf, align: 'right'},
	{title: 'fail-rate', of: failRateOf, align: 'right'},
];

/** `cost` is the sum over all calls. */
function averageOf(record: Members): string | undefined {
	const cost = record.number('cost');
	return cost === undefined ? undefined : ratio(cost, record.number('total')).toFixed(2);
}

function failRateOf(record: Members): string {
	return `${(ratio(record.number('failed') ?? 0, record.number('total')) * 100).toFixed(2)}%`;
}

function ratio(part: number, whole = 0): number {
	return whole === 0 ? 0 : part / whole;
}
