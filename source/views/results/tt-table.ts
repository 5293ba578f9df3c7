import type {JsonObject} from '../../core/protocol/result.js';
import type {TableBlock} from '../block.js';
import type {Members} from '../members.js';
import {type RecordColumn, recordTable} from '../record-table.js';

/** Recorded calls, one in a row. Their parameters and results are in the detail of each. */
export function fragmentTable(fragments: readonly JsonObject[], isFirst: boolean): TableBlock {
	return {...recordTable(fragments, columns, ['params', 'returnObj', 'throwExp']), header: isFirst};
}

/** Classes without their package, as the terminal of Arthas has them here. */
function simpleName(record: Members): string | undefined {
	const name = record.text('className');
	return name?.slice(name.lastIndexOf('.') + 1);
}

// A recording arrives call by call; the least widths let the rows stand below the first header.
const columns: RecordColumn[] = [
	{
		title: 'INDEX', of: 'index', align: 'right', min: 6,
	},
	{title: 'TIMESTAMP', of: 'timestamp', min: 29},
	{
		title: 'COST(ms)', of: 'cost', align: 'right', min: 12,
	},
	{title: 'IS-RET', of: 'return', min: 6},
	{title: 'IS-EXP', of: 'throw', min: 6},
	{
		title: 'OBJECT', of: 'object', min: 10, optional: true,
	},
	{
		title: 'CLASS', of: simpleName, min: 16, cut: 'middle',
	},
	{title: 'METHOD', of: 'methodName', min: 16},
];
