import {parseJson} from '../../core/protocol/json.js';
import type {Json, JsonObject} from '../../core/protocol/result.js';
import type {Block} from '../block.js';
import {linesBlock, span, textBlock} from '../build-block.js';
import {isJsonObject} from '../json-text.js';
import {type Members, membersOf} from '../members.js';
import {recordTable} from '../record-table.js';
import {restText} from '../rest-text.js';
import {shapeBlocks} from '../shape-view.js';

/** A part of the classes of one loader; a long list comes in several parts. */
export function classSetBlocks(set: JsonObject): Block[] {
	const members = membersOf(set);
	const loader = members.object('classloader');
	const classes = members.texts('classes') ?? [];
	members.hide('segment');
	return [
		...(loader === undefined ? [] : [textBlock([span(loaderTitle(loader), 'title')])]),
		linesBlock(classes),
		...shapeBlocks(members.rest()),
	];
}

/** Which URLs of each loader gave it classes, and which did not. */
export function urlStatBlocks(stats: JsonObject): Block[] {
	return Object.entries(stats).flatMap(([key, value]): Block[] => {
		const members = membersOf(isJsonObject(value) ? value : {value});
		const [used, unused] = [members.texts('usedUrls') ?? [], members.texts('unUsedUrls') ?? []];
		return [
			textBlock([span(loaderTitle(loaderOf(key)), 'title')]),
			...(used.length === 0 ? [] : [textBlock('Used URLs:'), linesBlock(used)]),
			...(unused.length === 0 ? [] : [textBlock('Unused URLs:'), linesBlock(unused)]),
			...shapeBlocks(members.rest()),
			textBlock(''),
		];
	});
}

/** How many classes of one loader came from each URL. */
export function urlClassBlocks(result: Members): Block[] {
	const stats = result.objects('urlClassStats');
	const loader = result.object('classLoader');
	result.hide('urlClassStatsDetail');
	return [
		...(loader === undefined ? [] : [textBlock([span(loaderTitle(loader), 'title')])]),
		...(stats === undefined
			? []
			: [recordTable(stats, [
				{title: 'url', of: 'url', cut: 'middle'},
				{title: 'loadedClassCount', of: 'loadedClassCount', align: 'right'},
				{
					title: 'matchedClassCount', of: 'matchedClassCount', align: 'right', optional: true,
				},
				{title: 'truncated', of: 'truncated', optional: true},
			])]),
	];
}

function loaderTitle(loader: JsonObject): string {
	const members = membersOf(loader);
	const hash = members.text('hash');
	members.hide('parent');
	return `${members.text('name') ?? '?'}${hash === undefined ? '' : `, hash:${hash}`}${restText(members)}`;
}

/** Arthas writes the loader into the key itself, as the text of a JSON object. */
function loaderOf(key: string): JsonObject {
	let loader: Json;
	try {
		loader = parseJson(key);
	} catch {
		return {name: key};
	}

	return isJsonObject(loader) ? loader : {name: key};
}
