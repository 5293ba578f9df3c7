import type {JsonObject} from '../../core/protocol/result.js';
import type {Block, TreeNode} from '../block.js';
import {lineOf, linesBlock, span} from '../build-block.js';
import {deepestLevel, jsonNodes} from '../json-tree.js';
import {isJsonObject} from '../json-text.js';
import {type Members, membersOf} from '../members.js';
import {recordTable} from '../record-table.js';
import {classDetail} from './class-detail.js';
import {classSetBlocks, urlClassBlocks, urlStatBlocks} from './classloader-urls.js';

/** The loaders of a JVM: counted, listed, as a tree, or what one of them holds. */
export function classloaderView(result: Members): Block[] {
	const stats = result.object('classLoaderStats');
	const loaders = result.objects('classLoaders');
	const isTree = result.flag('tree') ?? false;
	const loaded = result.object('loadClass');
	const set = result.object('classSet');
	const urlStats = result.object('urlStats');
	return [
		...(stats === undefined ? [] : statsBlocks(stats)),
		...(loaders === undefined ? [] : [isTree ? {kind: 'tree' as const, nodes: loaders.map(loader => loaderNode(loader, 0)), rooted: true} : loaderTable(loaders)]),
		...[result.texts('urls'), result.texts('resources')].flatMap(lines => lines === undefined ? [] : [linesBlock(lines)]),
		...(loaded === undefined ? [] : classDetail(loaded)),
		...(set === undefined ? [] : classSetBlocks(set)),
		...(urlStats === undefined ? [] : urlStatBlocks(urlStats)),
		...urlClassBlocks(result),
	];
}

function statsBlocks(stats: JsonObject): Block[] {
	const records = Object.entries(stats).map(([name, counts]) => ({name, ...(isJsonObject(counts) ? counts : {value: counts})}));
	return [recordTable(records, [
		{title: 'name', of: 'name', cut: 'middle'},
		{title: 'numberOfInstances', of: 'numberOfInstance', align: 'right'},
		{title: 'loadedCountTotal', of: 'loadedCount', align: 'right'},
	])];
}

function loaderTable(loaders: readonly JsonObject[]): Block {
	return recordTable(loaders, [
		{title: 'name', of: 'name', cut: 'middle'},
		{title: 'loadedCount', of: 'loadedCount', align: 'right'},
		{title: 'hash', of: 'hash'},
		{title: 'parent', of: 'parent', cut: 'middle'},
	]);
}

/** The place in the tree tells the parent, and the name ends with the hash. */
function loaderNode(loader: JsonObject, depth: number): TreeNode {
	const members = membersOf(loader);
	const count = members.text('loadedCount');
	members.hide('hash', 'parent');
	const label = lineOf(members.text('name') ?? '?', count === undefined ? '' : span(` (${count} classes)`, 'dim'));
	const children = depth < deepestLevel ? members.objects('children') ?? [] : [];
	return {label, children: [...children.map(child => loaderNode(child, depth + 1)), ...jsonNodes(members.rest(), depth + 1)]};
}
