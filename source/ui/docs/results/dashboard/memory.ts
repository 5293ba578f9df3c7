import type {JsonObject} from '../../../../core/protocol/result.js';
import type {Span} from '../../../../views/block.js';
import {span} from '../../../../views/build-block.js';
import {type Members, membersOf} from '../../../../views/members.js';
import {shapeBlocks} from '../../../../views/shape-view.js';
import {barText, heatOfUse} from '../../bar.js';
import type {DocOptions, DocRow} from '../../doc.js';
import type {DocKind} from '../../kind.js';
import {mebibytes} from '../../numbers.js';
import {blockRows} from '../../rows/block-rows.js';
import type {RecordColumn} from '../../rows/record-rows.js';
import {recordTableRows} from '../../rows/record-table-rows.js';

/** The view of the command `memory`. */
export const memoryDoc: DocKind = (members, options) => {
	const memory = members.object('memoryInfo');
	return memory === undefined ? [] : memoryRows(memory, 'm', options);
};

/** The pools of a JVM with what each uses: of its limit, or of what it has where there is none. */
export function memoryRows(memory: JsonObject, key: string, options: DocOptions): DocRow[] {
	const groups = membersOf(memory);
	const pools = Object.keys(memory).flatMap(group => groups.objects(group) ?? []);
	return [
		...recordTableRows(pools, {columns: columns(options), keyOf: (pool, index) => membersOf(pool).text('name') ?? String(index), inset: 1}, key, options),
		...blockRows(shapeBlocks(groups.rest()), `${key}-rest`, options),
	];
}

const totals = new Set(['heap', 'nonheap']);

/** Widths of the doc from which a bar is drawn, and a long one: the percents say the same in fewer cells. */
const barFrom = 64;
const longBarFrom = 70;

function columns(options: DocOptions): RecordColumn[] {
	return [
		{
			title: 'MEMORY MiB', min: 12, cut: 'middle', cell: poolName, order: pool => pool.text('name'),
		},
		...options.width < barFrom ? [] : [barColumn(options.width < longBarFrom ? 10 : 20, options)],
		sizeColumn('used', options),
		// What the system has given says least of the three.
		...options.width < mostFrom ? [] : [sizeColumn('total', options)],
		sizeColumn('max', options),
		{
			title: '%', align: 'right', min: 5, cell: pool => percentText(useOf(pool)), order: useOf,
		},
	];
}

const mostFrom = 48;

function barColumn(width: number, {glyphs}: DocOptions): RecordColumn {
	return {
		title: 'USED', min: width, order: useOf,
		cell(pool) {
			const use = useOf(pool);
			return use === undefined ? '' : span(barText(use, width, glyphs), heatOfUse(use));
		},
	};
}

function sizeColumn(member: 'used' | 'total' | 'max', options: DocOptions): RecordColumn {
	return {
		title: member === 'total' ? 'comm' : member, align: 'right', min: 6, cell: pool => sizeCell(pool.number(member), options), order: pool => pool.number(member),
	};
}

/** Pools stand a step further in than what they are part of, without what all names have in common. */
function poolName(pool: Members): Span | undefined {
	const name = pool.text('name');
	if (name === undefined) {
		return undefined;
	}

	return totals.has(name) ? span(name, 'title') : span(pool.text('type') === 'buffer_pool' ? name.replace(/ - '(?<kind>.*?)(?: memory)?'$/u, ' $<kind>') : `  ${shortName(name)}`);
}

function shortName(name: string): string {
	return name
		.replace(/^codeheap_'(?<kind>.*)'$/u, 'code_$<kind>')
		.replace(/^code_(?<kind>.*)_nmethods$/u, 'code_$<kind>')
		.replace(/^(?:g1|ps|par|compressed)_/u, '')
		.replace(/^(?<kind>eden|survivor)_space$/u, '$<kind>')
		.replaceAll('_', ' ');
}

/** -1 and the smallest long both mean that there is no limit. */
function useOf(pool: Members): number | undefined {
	const used = pool.number('used');
	const max = pool.number('max') ?? -1;
	const whole = max < 0 ? pool.number('total') : max;
	if (used === undefined || whole === undefined) {
		return undefined;
	}

	return whole === 0 ? 0 : used / whole;
}

function sizeCell(bytes: number | undefined, {glyphs}: DocOptions): string | Span | undefined {
	return bytes === undefined || bytes < 0 ? span(glyphs.none, 'dim') : mebibytes(bytes);
}

function percentText(share: number | undefined): string | undefined {
	return share === undefined ? undefined : (share * 100).toFixed(1);
}
