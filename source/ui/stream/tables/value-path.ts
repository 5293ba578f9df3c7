import {listItems} from '../../../views/object-text/list-items.js';
import type {ObjectNode} from '../../../views/object-text/object-node.js';
import {objectPath, type Place} from '../../../views/object-text/object-path.js';

/** Finds the value at a path in objects that an expression gave; undefined where an object has none there. */
export type ValuePath = (root: ObjectNode) => ObjectNode | undefined;

/**
The way back from a path, as opened results have them, to the value. Usual paths are read once; any other is compared with the
paths of the values themselves, as far down as they begin alike.
*/
export function valuePath(path: string, expression: string): ValuePath {
	const items = listItems(expression);
	const at = (items ?? [expression.trim()]).findIndex(item => path === item || (path.startsWith(item) && /^[.[]/u.test(path.slice(item.length))));
	const steps = at === -1 ? undefined : readSteps(path.slice((items?.[at] ?? expression.trim()).length));
	if (!steps) {
		return root => search({node: root, index: -1, parent: undefined}, path, expression);
	}

	return root => {
		let node: ObjectNode | undefined = items ? root.children[at] : root;
		for (const step of steps) {
			node &&= step(node);
		}

		return node;
	};
}

type Step = (node: ObjectNode) => ObjectNode | undefined;

function readSteps(text: string): Step[] | undefined {
	const found = [...text.matchAll(/\.toArray\(\)\[(\d+)\]|\.([\p{L}_$][\p{L}\p{N}_$]*)|\[(\d+)\]|\["([^"\\]*)"\]/gu)];
	return found.map(([step]) => step).join('') === text
		? found.map(([, position, name, index, key]) => stepOf({
			position, name, index, key,
		}))
		: undefined;
}

function stepOf({position, name, index, key}: Record<'position' | 'name' | 'index' | 'key', string | undefined>): Step {
	if (name !== undefined) {
		return node => node.children.find(child => child.name === name);
	}

	if (key !== undefined) {
		return node => node.children.find(child => child.name === key || (child.key?.text === key && (child.key.type ?? 'String') === 'String'));
	}

	// A whole number is a place in a list and a key in a map.
	const number = position ?? index ?? '';
	return node => {
		const child = node.children[Number(number)];
		return child && child.key === undefined && child.name === undefined ? child : node.children.find(({key: other}) => other?.text === number && other.type !== 'String');
	};
}

function search(place: Place, path: string, expression: string): ObjectNode | undefined {
	for (const [index, node] of place.node.children.entries()) {
		const below = {node, index, parent: place};
		const own = objectPath(below, expression);
		const found = own === path ? node : (path.startsWith(own) ? search(below, path, expression) : undefined);
		if (found) {
			return found;
		}
	}

	return undefined;
}
