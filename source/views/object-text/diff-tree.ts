import type {ObjectDiff} from './diff-objects.js';
import {type ObjectNode, objectNode} from './object-node.js';

export type DiffTree = {
	root: ObjectNode;
	/** What the nodes of the tree are a place of. Equal members, which stand together, and what is in a place that was compared as a whole are none. */
	diffs: ReadonlyMap<ObjectNode, ObjectDiff>;
};

export type DiffTreeWords = {
	/** What the elements of the root are, where the command said it. */
	names: readonly string[] | undefined;
	equal: (count: number) => string;
};

/** Two compared objects as one: what differs in its order, and below it the equal members of the same object as one member. */
export function diffTree(root: ObjectDiff, words: DiffTreeWords): DiffTree {
	const diffs = new Map<ObjectNode, ObjectDiff>();
	const nodeFor = (diff: ObjectDiff) => {
		const node = nodeOf(diff, words);
		diffs.set(node, diff);
		return node;
	};

	const top = nodeFor(root);
	// The map grows while it is walked.
	for (const [node, diff] of diffs) {
		if (isWay(diff)) {
			const equal = diff.children.filter(({state}) => state === 'equal').map(child => nodeFor(child));
			const group = {...objectNode('opened'), name: words.equal(equal.length), children: equal};
			node.children = [
				...diff.children.filter(({state}) => state !== 'equal').map(child => nodeFor(child)),
				...equal.length === 0 ? [] : [group],
			];
		}
	}

	return {root: top, diffs};
}

/** Whether a place has two values to show. */
export function isTwofold({left, right, state, children}: ObjectDiff): boolean {
	return children.length === 0 && left !== undefined && right !== undefined
		&& (state === 'changed' || (state === 'unknown' && (left.kind !== right.kind || left.text !== right.text)));
}

/** Whether what differs lies further in. */
export function isWay({children, state}: ObjectDiff): boolean {
	return children.length > 0 && state !== 'equal';
}

function nodeOf(diff: ObjectDiff, words: DiffTreeWords): ObjectNode {
	const {node, state, left, right} = diff;
	return {
		...node,
		name: nameOf(diff, words),
		isCut: [left, right].some(side => side?.isCut),
		// Each of two values has a row of its own.
		...isTwofold(diff) && {text: undefined, ...state === 'changed' && {children: []}},
	};
}

/** What is known by its position keeps it where its neighbours are gone. */
function nameOf({node, index, parent}: ObjectDiff, {names}: DiffTreeWords): string | undefined {
	if (parent === undefined || node.name !== undefined || node.key !== undefined) {
		return node.name;
	}

	const given = parent.parent === undefined ? names?.[index] : undefined;
	return given === undefined ? String(index) : `${index}  ${given}`;
}
