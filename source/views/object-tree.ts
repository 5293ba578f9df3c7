import type {Json, JsonObject} from '../core/protocol/result.js';
import type {TreeNode} from './block.js';
import {lineOf, span} from './build-block.js';
import {isJsonObject, scalarText} from './json-text.js';
import {deepestLevel, jsonNode, jsonNodes} from './json-tree.js';
import {type Members, membersOf} from './members.js';

/**
Whether a value is a node of the inspection tree that Arthas of the channel-server branch (3.5.6)
sends instead of a text: a type with a value, a size or fields. Plain objects of an application may
have a `type` too, but hardly ever these members and no other.
*/
export function isObjectNode(value: Json): value is JsonObject {
	return isJsonObject(value) && typeof value['type'] === 'string' && Object.keys(value).every(name => nodeMembers.has(name));
}

const nodeMembers = new Set(['type', 'name', 'key', 'value', 'size', 'fields', 'exceedLimit', 'objectNumberLimit']);

/** An inspection tree in the words of Arthas' own object text: `@Integer[7]`, `@ArrayList[3]`, `null`. */
export function objectNode(value: Json, prefix = '', depth = 0): TreeNode {
	if (value === null) {
		return {label: lineOf(span(prefix, 'key'), span('null', 'dim')), children: []};
	}

	if (!isObjectNode(value) || depth >= deepestLevel) {
		return jsonNode(prefix === '' ? 'value' : prefix, value, depth);
	}

	const members = membersOf(value);
	const type = `@${simpleName(members.text('type') ?? '')}`;
	const name = members.text('name');
	const key = span(`${prefix}${name === undefined ? '' : `${name}=`}`, 'key');
	const text = members.text('value');
	const size = members.text('size');
	const children = childrenOf(members, depth + 1);
	return {
		label: lineOf(key, text === undefined ? type : '', textOf(text, type, size) ?? sizeText(size, children !== undefined)),
		children: [...(children ?? []), ...jsonNodes(members.rest(), depth + 1)],
	};
}

/** Line breaks in strings come escaped, so that a text with real ones is the stack of a throwable, which names its type itself. */
function textOf(text: string | undefined, type: string, size: string | undefined): string | undefined {
	if (text === undefined) {
		return undefined;
	}

	return text.includes('\n') ? text.trimEnd() : `${type}[${text}]${size === undefined ? '' : ` size=${size}`}`;
}

function sizeText(size: string | undefined, isOpened: boolean): string {
	if (size === undefined) {
		return '';
	}

	return isOpened ? `[${size}]` : `[isEmpty=${String(size === '0')};size=${size}]`;
}

function childrenOf(members: Members, depth: number): TreeNode[] | undefined {
	const fields = members.objects('fields');
	if (fields !== undefined) {
		return fields.map(field => objectNode(field, '', depth));
	}

	const value = members.json('value');
	if (value === undefined || scalarText(value) !== undefined) {
		return undefined;
	}

	return Array.isArray(value) ? value.map((item, index) => itemNode(item, index, depth)) : [objectNode(value, '', depth)];
}

/** Members of a map are pairs; a pair without a value holds null. */
function itemNode(item: Json, index: number, depth: number): TreeNode {
	if (isJsonObject(item) && !('type' in item) && Object.keys(item).every(name => name === 'key' || name === 'value')) {
		return entryNode(item['key'] ?? null, item['value'] ?? null, depth);
	}

	return objectNode(item, `[${index}] `, depth);
}

/** A key that is an opened object itself can't stand before its value. */
function entryNode(key: Json, value: Json, depth: number): TreeNode {
	const {label, children} = objectNode(key, '', depth + 1);
	return children.length === 0
		? objectNode(value, `${label.map(({text}) => text).join('')}: `, depth)
		: {label: lineOf(span('entry', 'key')), children: [{label: lineOf(span('key: ', 'key'), ...label), children}, objectNode(value, 'value: ', depth + 1)]};
}

/** Without its package, as Arthas prints types. */
function simpleName(type: string): string {
	return type.slice(type.lastIndexOf('.') + 1);
}
