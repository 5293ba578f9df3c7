import type {ObjectNode} from './object-node.js';
import {previewObject} from './preview-object.js';

export type MemberPair = {left: ObjectNode | undefined; right: ObjectNode | undefined; index: number};

/** The members of two opened objects of one class that belong together, in the order of the left ones; what only the right one has comes last. */
export function pairMembers(left: ObjectNode | undefined, right: ObjectNode | undefined): MemberPair[] {
	if (left?.kind !== 'opened' || right?.kind !== 'opened' || left.type !== right.type) {
		return [];
	}

	const pairs = new Map(namedMembers(left).map(([name, node], index): [string, MemberPair] => [name, {left: node, right: undefined, index}]));
	for (const [index, [name, node]] of namedMembers(right).entries()) {
		const pair = pairs.get(name);
		if (pair === undefined) {
			pairs.set(name, {left: undefined, right: node, index});
		} else {
			pair.right = node;
			pair.index = index;
		}
	}

	return [...pairs.values()];
}

/** A field of a superclass may have the name of another, and keys may look alike: then the order decides. */
function namedMembers({children}: ObjectNode): Array<[name: string, node: ObjectNode]> {
	const seen = new Map<string, number>();
	return children.map((node, index) => {
		const name = memberName(node, index);
		const count = seen.get(name) ?? 0;
		seen.set(name, count + 1);
		return [count === 0 ? name : `${name}#${count}`, node];
	});
}

function memberName({name, key}: ObjectNode, index: number): string {
	if (name !== undefined) {
		return `.${name}`;
	}

	return key === undefined ? `[${index}]` : `${key.type ?? ''}:${key.text ?? previewObject(key, 2000)}`;
}
