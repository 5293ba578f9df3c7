import type {Json, JsonObject} from '../core/protocol/result.js';
import type {Block, ListItem} from './block.js';
import {lineOf, span, textBlock} from './build-block.js';
import {
	isJsonObject, jsonText, scalarText, scalarTexts,
} from './json-text.js';
import {jsonNodes} from './json-tree.js';
import {recordTable} from './record-table.js';

/**
An object drawn by its shape alone: scalars and lists of scalars beside their names, lists of flat
objects as tables, everything else as a tree. Nothing is left out.
*/
export function shapeBlocks(object: JsonObject): Block[] {
	const items: ListItem[] = [];
	const tables: Block[] = [];
	const nested: Array<[string, Json]> = [];
	for (const [name, value] of Object.entries(object)) {
		const lines = valueLines(value);
		if (lines !== undefined) {
			items.push({key: name, value: lines.map(line => lineOf(line))});
		} else if (isFlatList(value)) {
			tables.push(textBlock([span(name, 'title')]), recordTable(value, []));
		} else {
			nested.push([name, value]);
		}
	}

	return [
		...(items.length === 0 ? [] : [{kind: 'list' as const, items}]),
		...tables,
		...(nested.length === 0 ? [] : [{kind: 'tree' as const, nodes: jsonNodes(Object.fromEntries(nested))}]),
	];
}

/** The rows that a scalar or a list of scalars takes beside its name. */
export function valueLines(value: Json): string[] | undefined {
	if (Array.isArray(value)) {
		return value.length === 0 ? ['[]'] : scalarTexts(value);
	}

	const text = isJsonObject(value) && Object.keys(value).length === 0 ? '{}' : scalarText(value) ?? (value === null ? 'null' : undefined);
	return text === undefined ? undefined : [text];
}

function isFlatList(value: Json): value is JsonObject[] {
	return Array.isArray(value) && value.every(item => isJsonObject(item) && Object.values(item).every(member => isFlat(member)));
}

function isFlat(value: Json): boolean {
	return !isJsonObject(value) && (!Array.isArray(value) || scalarTexts(value) !== undefined) && jsonText(value).length <= 200;
}
