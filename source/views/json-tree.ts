import {stringifyJson} from '../core/protocol/json.js';
import type {Json, JsonObject} from '../core/protocol/result.js';
import type {Span, TreeNode} from './block.js';
import {lineOf, span} from './build-block.js';
import {isJsonObject, scalarText} from './json-text.js';

/** Below this many levels values are written as one line of JSON, so that drawing them can't exhaust the stack. */
export const deepestLevel = 400;

/** Every member of an object as a node of its own. */
export function jsonNodes(object: JsonObject, depth = 0): TreeNode[] {
	return Object.entries(object).map(([name, value]) => jsonNode(name, value, depth));
}

export function jsonNode(name: string, value: Json, depth = 0): TreeNode {
	const key = span(name, 'key');
	if (isLeaf(value) || depth >= deepestLevel) {
		return {label: lineOf(key, ': ', leafSpan(value)), children: []};
	}

	const children = isJsonObject(value)
		? jsonNodes(value, depth + 1)
		: (value as Json[]).map((item, index) => jsonNode(`[${index}]`, item, depth + 1));
	return {label: lineOf(key, ':'), children};
}

function isLeaf(value: Json): boolean {
	return typeof value !== 'object' || value === null || scalarText(value) !== undefined || Object.keys(value).length === 0;
}

/** An empty text would look like a missing value, so that it keeps its quotes. */
function leafSpan(value: Json): Span {
	if (value === null || value === '') {
		return span(stringifyJson(value), 'dim');
	}

	return span(scalarText(value) ?? stringifyJson(value));
}
