import type {JsonObject} from '../../core/protocol/result.js';
import type {Block, Span} from '../block.js';
import {span} from '../build-block.js';
import {type Members, membersOf} from '../members.js';
import {type RecordColumn, recordTable} from '../record-table.js';
import {shapeBlocks} from '../shape-view.js';

/** The pools of `memory` and `dashboard`: heap, nonheap and buffers with what each uses of its limit. */
export function memoryTable(memoryInfo: JsonObject): Block[] {
	const groups = membersOf(memoryInfo);
	const pools = Object.keys(memoryInfo).flatMap(group => groups.objects(group) ?? []);
	return [recordTable(pools, columns, ['type']), ...shapeBlocks(groups.rest())];
}

/** The view of the command `memory`. */
export function memoryView(result: Members): Block[] {
	const memoryInfo = result.object('memoryInfo');
	return memoryInfo === undefined ? [] : memoryTable(memoryInfo);
}

const columns: RecordColumn[] = [
	{title: 'Memory', of: nameOf, min: 20},
	{
		title: 'used', of: pool => sizeText(pool, 'used'), align: 'right', min: 7,
	},
	{
		title: 'total', of: pool => sizeText(pool, 'total'), align: 'right', min: 7,
	},
	{
		title: 'max', of: pool => sizeText(pool, 'max'), align: 'right', min: 7,
	},
	{
		title: 'usage', of: usageText, align: 'right', min: 7,
	},
];

function nameOf(pool: Members): string | Span | undefined {
	const name = pool.text('name');
	return name === 'heap' || name === 'nonheap' ? span(name, 'title') : name;
}

/** -1 and the smallest long both mean that there is no limit. */
function sizeText(pool: Members, member: string): string | undefined {
	const bytes = pool.number(member);
	if (bytes === undefined || bytes < 0) {
		return undefined;
	}

	return bytes >= 2 ** 20 ? `${(bytes / (2 ** 20)).toFixed(1)}M` : `${(bytes / 1024).toFixed(1)}K`;
}

/** Of the limit, or of what is committed where there is none. */
function usageText(pool: Members): string | undefined {
	const used = pool.number('used');
	const max = pool.number('max') ?? -1;
	const whole = max < 0 ? pool.number('total') : max;
	if (used === undefined || whole === undefined) {
		return undefined;
	}

	return `${(whole === 0 ? 0 : used * 100 / whole).toFixed(2)}%`;
}
