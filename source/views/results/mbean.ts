import type {Json, JsonObject} from '../../core/protocol/result.js';
import type {Block, ListItem} from '../block.js';
import {
	lineOf, linesBlock, span, textBlock,
} from '../build-block.js';
import {stringifyJson} from '../../core/protocol/json.js';
import {jsonNodes} from '../json-tree.js';
import {isJsonObject, isNumeric, jsonText} from '../json-text.js';
import {type Members, membersOf} from '../members.js';
import {restText} from '../rest-text.js';
import {shapeBlocks, valueLines} from '../shape-view.js';

/** Names of managed beans, what they can do, or the values of their attributes. */
export function mbeanView(result: Members): Block[] {
	const names = result.texts('mbeanNames');
	const metadata = result.object('mbeanMetadata');
	const attributes = result.object('mbeanAttribute');
	return [
		...(names === undefined ? [] : [linesBlock(names)]),
		...(metadata === undefined ? [] : metadataBlocks(metadata)),
		...(attributes === undefined ? [] : attributeBlocks(attributes)),
	];
}

function metadataBlocks(metadata: JsonObject): Block[] {
	return Object.entries(metadata).flatMap(([name, info]): Block[] => [
		textBlock([span(name, 'title')]),
		{kind: 'tree', nodes: jsonNodes(isJsonObject(info) ? info : {value: info})},
		textBlock(''),
	]);
}

function attributeBlocks(attributes: JsonObject): Block[] {
	const beans = membersOf(attributes);
	const blocks = Object.keys(attributes).flatMap((name): Block[] => {
		const values = beans.objects(name);
		return values === undefined ? [] : [textBlock([span(name, 'title')]), {kind: 'list', items: values.map(value => attributeItem(value))}, textBlock('')];
	});
	return [...blocks, ...shapeBlocks(beans.rest())];
}

/** An attribute that the agent could not read has an error in place of a value. */
function attributeItem(attribute: JsonObject): ListItem {
	const members = membersOf(attribute);
	const value = members.json('value');
	const error = members.text('error');
	return {
		key: members.text('name') ?? '?',
		value: [
			...(value === undefined ? [] : linesOf(value).map(line => lineOf(line))),
			...(error === undefined ? [] : [lineOf(span(error, 'bad'))]),
			...(restText(members) === '' ? [] : [lineOf(restText(members).trim())]),
		],
	};
}

/** Numbers, such as the ids of threads, are read side by side. */
function linesOf(value: Json): string[] {
	if (Array.isArray(value) && value.length > 0 && value.every(item => isNumeric(item))) {
		return [`[${value.map(item => jsonText(item)).join(', ')}]`];
	}

	return valueLines(value) ?? [stringifyJson(value, 2)];
}
