import {stringifyJson} from '../../core/protocol/json.js';
import type {Json, JsonObject} from '../../core/protocol/result.js';
import {isJsonObject, scalarText} from '../json-text.js';
import {deepestLevel} from '../json-tree.js';
import {type Members, membersOf} from '../members.js';
import {jsonObject} from './json-object.js';
import {type ObjectNode, objectNode} from './object-node.js';
import {scalarKind} from './describe-value.js';

/**
Whether a value is a node of the inspection tree that Arthas of the channel-server branch (3.5.6)
sends instead of a text: a type with a value, a size or fields. Plain objects of an application may
have a `type` too, but hardly ever these members and no other.
*/
export function isInspectionTree(value: Json): value is JsonObject {
	return isJsonObject(value) && typeof value['type'] === 'string' && Object.keys(value).every(name => treeMembers.has(name));
}

const treeMembers = new Set(['type', 'name', 'key', 'value', 'size', 'fields', 'exceedLimit', 'objectNumberLimit']);

/**
The tree in the form that all objects have here. Values of any other shape inside it are read as JSON,
and what is nested deeper than anybody looks stays JSON text.
*/
export function readInspectionTree(value: Json): ObjectNode {
	const due: Due[] = [];
	const root = take(value, 0, due);
	for (let next = due.pop(); next !== undefined; next = due.pop()) {
		const {node, members, depth} = next;
		fill(node, members, inner => take(inner, depth + 1, due));
	}

	return root;
}

/** A node that waits for its members. */
type Due = {node: ObjectNode; members: Members; depth: number};

function take(value: Json, depth: number, due: Due[]): ObjectNode {
	if (!isInspectionTree(value)) {
		return jsonObject(value);
	}

	if (depth >= deepestLevel) {
		return objectNode('unread', stringifyJson(value));
	}

	const node = objectNode('closed');
	due.push({node, members: membersOf(value), depth});
	return node;
}

function fill(node: ObjectNode, members: Members, make: (value: Json) => ObjectNode): void {
	node.type = simpleName(members.text('type') ?? '');
	node.name = members.text('name');
	node.isCut = members.flag('exceedLimit') === true || members.flag('objectNumberLimit') === true;
	const size = members.number('size');
	node.size = size;
	const text = members.text('value');
	if (text !== undefined) {
		// Line breaks in strings come escaped: a text with real ones is the stack trace of a throwable.
		node.kind = text.includes('\n') ? 'exception' : scalarKind(node.type, text);
		node.text = text.trimEnd();
	}

	const children = childrenOf(members, make);
	if (children !== undefined || size === 0) {
		node.kind = 'opened';
	}

	const unknown = jsonObject(members.rest()).children;
	node.children = [...(children ?? []), ...unknown];
}

function childrenOf(members: Members, make: (value: Json) => ObjectNode): ObjectNode[] | undefined {
	const fields = members.objects('fields');
	if (fields !== undefined) {
		return fields.map(field => make(field));
	}

	const value = members.json('value');
	if (value === undefined || value === null || scalarText(value) !== undefined) {
		return undefined;
	}

	return Array.isArray(value) ? value.map((item: Json) => isEntry(item) ? entryNode(item, make) : make(item)) : [make(value)];
}

/** Members of a map are pairs; a pair without a value holds null. */
function isEntry(item: Json): item is JsonObject {
	return isJsonObject(item) && !('type' in item) && Object.keys(item).every(name => name === 'key' || name === 'value');
}

function entryNode(entry: JsonObject, make: (value: Json) => ObjectNode): ObjectNode {
	const node = make(entry['value'] ?? null);
	node.key = make(entry['key'] ?? null);
	return node;
}

/** Without its package, as Arthas prints types. */
function simpleName(type: string): string {
	return type.slice(type.lastIndexOf('.') + 1);
}
