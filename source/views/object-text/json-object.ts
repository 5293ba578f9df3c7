import type {Json} from '../../core/protocol/result.js';
import {isJsonObject, isNumeric, scalarText} from '../json-text.js';
import {type ObjectKind, type ObjectNode, objectNode} from './object-node.js';

/** A value as agents before 3.6.5 send it, and newer ones for what `tt` recorded or while the option `json-format` is on. */
export function jsonObject(value: Json): ObjectNode {
	const root = shallow(value);
	const due: Array<[node: ObjectNode, value: Json]> = [[root, value]];
	for (let next = due.pop(); next !== undefined; next = due.pop()) {
		const [node, inner] = next;
		if (node.kind === 'opened') {
			node.children = membersIn(inner).map(([name, member]) => {
				const child = shallow(member);
				child.name = name;
				due.push([child, member]);
				return child;
			});
		}
	}

	return root;
}

function membersIn(value: Json): Array<[name: string | undefined, member: Json]> {
	if (Array.isArray(value)) {
		return value.map((item: Json) => [undefined, item]);
	}

	return isJsonObject(value) ? Object.entries(value) : [];
}

function shallow(value: Json): ObjectNode {
	if (Array.isArray(value)) {
		const node = objectNode('opened');
		node.size = value.length;
		return node;
	}

	if (isJsonObject(value)) {
		// With `json-format` an object that was written before is named by its place: `$.items[0]`, or `..` for the one around it.
		const {$ref: reference, ...others} = value;
		return typeof reference === 'string' && Object.keys(others).length === 0 ? objectNode('reference', reference) : objectNode('opened');
	}

	return objectNode(kindOf(value), scalarText(value));
}

function kindOf(value: Json): ObjectKind {
	if (value === null) {
		return 'null';
	}

	if (isNumeric(value)) {
		return 'number';
	}

	return typeof value === 'boolean' ? 'boolean' : 'text';
}
