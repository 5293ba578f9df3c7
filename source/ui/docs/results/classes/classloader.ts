import type {JsonObject} from '../../../../core/protocol/result.js';
import type {Line} from '../../../../views/block.js';
import {listItem, span} from '../../../../views/build-block.js';
import {isJsonObject, jsonText} from '../../../../views/json-text.js';
import {deepestLevel} from '../../../../views/json-tree.js';
import {membersOf} from '../../../../views/members.js';
import {classloaderView} from '../../../../views/results/classloader.js';
import type {DocOptions, DocRow} from '../../doc.js';
import type {DocKind} from '../../kind.js';
import {grouped} from '../../numbers.js';
import {blockRows} from '../../rows/block-rows.js';
import {foldOf, isOpen} from '../../rows/folds.js';
import {lineRow} from '../../rows/line-row.js';
import {recordTableRows} from '../../rows/record-table-rows.js';
import {viewRows} from '../../rows/view-rows.js';
import {classRows} from './detail.js';

/** The loaders of a JVM: counted, listed, as a tree, or what one of them holds. */
export const classloaderDoc: DocKind = (members, options, result) => {
	const stats = members.object('classLoaderStats');
	const isTree = members.flag('tree') ?? false;
	const loaders = members.objects('classLoaders');
	const loaded = members.object('loadClass');
	return [
		...(stats === undefined ? [] : statRows(stats, options)),
		...(loaders === undefined ? [] : (isTree ? treeRows(loaders, options) : listedRows(loaders, options))),
		...(loaded === undefined ? [] : classRows(loaded, 'c', options, result)),
		...viewRows(members, classloaderView, 'other', options),
	];
};

function statRows(stats: JsonObject, options: DocOptions): DocRow[] {
	const records = Object.entries(stats).map(([name, counts]): JsonObject => ({name, ...isJsonObject(counts) ? counts : {value: counts}}));
	return recordTableRows(records, {
		columns: [
			{
				title: 'LOADED', align: 'right', min: 7, cell: record => countText(record.text('loadedCount')), order: record => record.number('loadedCount'),
			},
			{
				title: 'INSTANCES', align: 'right', cell: record => countText(record.text('numberOfInstance')), order: record => record.number('numberOfInstance'),
			},
			{
				title: 'LOADER', cut: 'middle', min: 20, cell: record => record.text('name'),
			},
		],
		keyOf: record => membersOf(record).text('name') ?? '',
	}, 's', options);
}

function listedRows(loaders: readonly JsonObject[], options: DocOptions): DocRow[] {
	return recordTableRows(loaders, {
		columns: [
			{
				title: 'LOADED', align: 'right', min: 7, cell: record => countText(record.text('loadedCount')), order: record => record.number('loadedCount'),
			},
			{title: 'HASH', min: 8, cell: record => record.text('hash') === 'null' ? undefined : record.text('hash')},
			{
				title: 'LOADER', cut: 'middle', min: 20, cell: record => record.text('name'),
			},
			{
				title: 'PARENT', cut: 'middle', min: 16, from: 100, cell: record => record.text('parent'),
			},
		],
		keyOf: (record, index) => `${membersOf(record).text('hash') ?? ''} ${index}`,
	}, 'l', options);
}

function countText(text: string | undefined): string | undefined {
	return text === undefined ? undefined : grouped(text);
}

/** Children stand below their parents; the figures of all stand below each other. */
function treeRows(loaders: readonly JsonObject[], options: DocOptions): DocRow[] {
	const titles = `${'LOADED'.padStart(7)}  ${'HASH'.padEnd(8)}  LOADER`;
	return [
		lineRow('titles', [span(titles, 'header')], options, {isQuiet: true}),
		...loaders.flatMap((loader, index) => loaderRows(loader, {
			key: `l/${index}`, parent: undefined, first: '', below: '', depth: 0,
		}, options)),
	];
}

type Branch = {key: string; parent: string | undefined; first: string; below: string; depth: number};

function loaderRows(loader: JsonObject, branch: Branch, options: DocOptions): DocRow[] {
	const {key, parent, first, below, depth} = branch;
	const {glyphs, state} = options;
	const members = membersOf(loader);
	const hash = members.text('hash');
	const name = members.text('name') ?? '?';
	members.hide('parent', 'loadedCount');
	const children = depth < deepestLevel ? members.objects('children') ?? [] : [];
	const open = children.length === 0 ? undefined : isOpen(state, key, true);
	const mark = open === undefined ? '' : `${open ? glyphs.open : glyphs.folded} `;
	const known = hash === undefined || hash === 'null';
	const line: Line = [
		span(`${(countText(membersOf(loader).text('loadedCount')) ?? glyphs.none).padStart(7)}  `),
		span(`${(known ? glyphs.none : hash).padEnd(8)}  `, 'dim'),
		span(`${first}${mark}`, 'dim'),
		span(known ? name : name.replace(`@${hash}`, '')),
	];
	const items = Object.entries(members.rest()).map(([member, value]) => listItem(member, jsonText(value)));
	return [
		lineRow(key, line, options, {fold: open === undefined ? undefined : foldOf(open), parent, value: name}),
		...blockRows(items.length === 0 ? [] : [{kind: 'list', items}], `${key}:`, options),
		...(open
			? children.flatMap((child, index) => {
				const isLast = index === children.length - 1;
				return loaderRows(child, {
					key: `${key}/${index}`, parent: key, first: `${below}${isLast ? glyphs.corner : glyphs.branch}`, below: `${below}${isLast ? '   ' : glyphs.stem}`, depth: depth + 1,
				}, options);
			})
			: []),
	];
}
