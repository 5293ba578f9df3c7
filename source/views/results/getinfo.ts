import type {Json, JsonObject} from '../../core/protocol/result.js';
import type {Block} from '../block.js';
import {span, textBlock} from '../build-block.js';
import {hostList} from '../host/host-list.js';
import {hostTable} from '../host/host-table.js';
import {wantedColumns} from '../host/wanted-columns.js';
import {isJsonObject} from '../json-text.js';
import type {Members} from '../members.js';
import {shapeBlocks} from '../shape-view.js';
import {hostFailure} from './host-answer.js';

/**
What a host says of itself: the data of any `getinfo` method, drawn by its shape, with the units that the names of its members
carry. Hosts of other makers, and methods that nobody knows yet, are drawn as well.
*/
export function getinfoView(result: Members): Block[] {
	const failure = hostFailure(result);
	const data = result.json('data');
	if (data === undefined || data === null) {
		return failure;
	}

	return [...failure, ...(isJsonObject(data) ? dataBlocks(data) : shapeBlocks({data}))];
}

/** Facts first, then groups of facts, then lists, and at the end what has another shape. */
function dataBlocks(data: JsonObject): Block[] {
	const parts = Object.entries(data);
	const groups = parts.filter((part): part is [string, JsonObject] => isGroup(part[1]));
	const lists = parts.filter((part): part is [string, JsonObject[]] => isList(part[1]));
	const facts = parts.filter(([name, value]) => !groups.some(([group]) => group === name) && !lists.some(([list]) => list === name) && isFact(value));
	const others = parts.filter(([name, value]) => !groups.some(([group]) => group === name) && !lists.some(([list]) => list === name) && !isFact(value));
	return [
		...hostList(Object.fromEntries(facts)),
		...groups.flatMap(([name, group]) => [textBlock([span(name, 'title')]), ...hostList(group)]),
		...lists.flatMap(([name, rows]) => [textBlock([span(name, 'title')]), hostTable(rows, Object.hasOwn(wantedColumns, name) ? wantedColumns[name] ?? [] : [])]),
		...(others.length === 0 ? [] : shapeBlocks(Object.fromEntries(others))),
	];
}

function isFact(value: Json): boolean {
	return Array.isArray(value) ? value.every(item => !isDeep(item)) : !isDeep(value) || (isJsonObject(value) && Object.keys(value).length === 0);
}

function isDeep(value: Json): boolean {
	return isJsonObject(value) || Array.isArray(value);
}

/** An object of facts. */
function isGroup(value: Json): value is JsonObject {
	return isJsonObject(value) && Object.keys(value).length > 0 && Object.values(value).every(member => isFact(member));
}

/** Objects whose members fit into cells. */
function isList(value: Json): value is JsonObject[] {
	return Array.isArray(value) && value.length > 0 && value.every(item => isJsonObject(item) && Object.values(item).every(member => isFact(member) || isFlatList(member)));
}

function isFlatList(value: Json): boolean {
	return Array.isArray(value) && value.every(item => isJsonObject(item) && Object.values(item).every(member => !isDeep(member)));
}
