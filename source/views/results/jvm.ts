import type {Json, JsonObject} from '../../core/protocol/result.js';
import type {Block, ListItem} from '../block.js';
import {lineOf, span, textBlock} from '../build-block.js';
import {isJsonObject, jsonText} from '../json-text.js';
import {type Members, membersOf} from '../members.js';
import {restText} from '../rest-text.js';
import {shapeBlocks, valueLines} from '../shape-view.js';

/** What the JVM says of itself, by subject. */
export function jvmView(result: Members): Block[] {
	const info = result.object('jvmInfo');
	if (info === undefined) {
		return [];
	}

	const groups = membersOf(info);
	const blocks = Object.keys(info).flatMap((group): Block[] => {
		const items = groups.objects(group);
		return items === undefined ? [] : [textBlock([span(group, 'title')]), {kind: 'list', items: items.map(item => jvmItem(item))}, textBlock('')];
	});
	return [...blocks, ...shapeBlocks(groups.rest())];
}

/** One fact with all of its lines. */
export function jvmItem(item: JsonObject): ListItem {
	const members = membersOf(item);
	const name = members.text('name') ?? '?';
	const description = members.text('desc');
	const lines = linesOf(members.json('value') ?? null);
	const rest = restText(members);
	return {
		key: description === undefined ? name : `${name} [${description}]`,
		value: [...lines, ...(rest === '' ? [] : [rest.trim()])].map(line => lineOf(line)),
	};
}

function linesOf(value: Json): string[] {
	const isUsage = isJsonObject(value) && ['init', 'used', 'committed', 'max'].every(name => name in value);
	return isJsonObject(value)
		? Object.entries(value).map(([name, member]) => `${name} : ${jsonText(member)}${isUsage && name !== 'name' ? sizeText(Number(member)) : ''}`)
		: valueLines(value) ?? [jsonText(value)];
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** Bytes for people, behind the exact number. */
function sizeText(bytes: number): string {
	if (!(bytes >= 1024)) {
		return '';
	}

	const unit = Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
	return `(${(bytes / (1024 ** unit)).toFixed(1)} ${units[unit] ?? ''})`;
}
