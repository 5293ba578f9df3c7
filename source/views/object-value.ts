import type {Json} from '../core/protocol/result.js';
import type {Block, ListItem} from './block.js';
import {listItem, outputBlock} from './build-block.js';
import {scalarText} from './json-text.js';
import {jsonNode} from './json-tree.js';
import {isInspectionTree, readInspectionTree} from './object-text/inspection-tree.js';
import {objectTree} from './object-tree.js';

/** An inspected object: the text that Arthas drew of it, or its tree where Arthas sends one. */
export function objectBlocks(value: Json): Block[] {
	const text = scalarText(value) ?? (value === null ? 'null' : undefined);
	return text === undefined ? [{kind: 'tree', nodes: [namedNode('', value)]}] : [outputBlock(text)];
}

/** Several inspected objects behind the items of a list: texts beside their names, trees below. */
export function namedObjects(values: ReadonlyArray<readonly [name: string, value: Json]>, first: readonly ListItem[] = []): Block[] {
	const items = [...first];
	const blocks: Block[] = [];
	for (const [name, value] of values) {
		const text = scalarText(value) ?? (value === null ? 'null' : undefined);
		if (text === undefined) {
			blocks.push({kind: 'tree', nodes: [namedNode(name, value)]});
		} else {
			items.push(listItem(name, text.trimEnd()));
		}
	}

	return [...(items.length === 0 ? [] : [{kind: 'list' as const, items}]), ...blocks];
}

function namedNode(name: string, value: Json) {
	return isInspectionTree(value) ? objectTree(readInspectionTree(value), name === '' ? '' : `${name}: `) : jsonNode(name === '' ? 'value' : name, value);
}
