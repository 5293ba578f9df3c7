import {pairMembers} from './pair-members.js';
import type {ObjectNode} from './object-node.js';
import type {Place} from './object-path.js';

export type DiffState =
	| 'equal'
	| 'changed'
	| 'added'
	| 'removed'
	/** Not opened, cut or failed on at least one side, so that nobody knows. */
	| 'unknown';

/** A place in two objects; `node` is the one of the right side where there is one. */
export type ObjectDiff = Place & {
	left: ObjectNode | undefined;
	right: ObjectNode | undefined;
	state: DiffState;
	parent: ObjectDiff | undefined;
	/** Empty where the two sides were compared as a whole. */
	children: ObjectDiff[];
};

export type ObjectDiffs = {
	root: ObjectDiff;
	/** Places without children, by what became of them. */
	counts: Record<DiffState, number>;
};

/** Compares two objects member by member: fields by name, entries by key, elements by position. */
export function diffObjects(left: ObjectNode, right: ObjectNode): ObjectDiffs {
	const root = diffOf({left, right, index: 0}, undefined);
	const all = [root];
	const counts: Record<DiffState, number> = {
		equal: 0, changed: 0, added: 0, removed: 0, unknown: 0,
	};
	// The list grows while it is walked, and is walked back so that every node finds its children done.
	for (const diff of all) {
		diff.children = pairMembers(diff.left, diff.right).map(pair => diffOf(pair, diff));
		for (const child of diff.children) {
			all.push(child);
		}
	}

	for (const diff of all.reverse()) {
		if (diff.children.length === 0) {
			diff.state = stateOf(diff);
			counts[diff.state]++;
		} else {
			diff.state = stateAbove(diff);
		}
	}

	return {root, counts};
}

type Pair = {left?: ObjectNode | undefined; right?: ObjectNode | undefined; index: number};

function diffOf({left, right, index}: Pair, parent: ObjectDiff | undefined): ObjectDiff {
	const node = right ?? left;
	if (node === undefined) {
		throw new TypeError('a pair has at least one side');
	}

	return {
		node, index, parent, left, right, state: 'equal', children: [],
	};
}

function stateAbove({children, left, right}: ObjectDiff): DiffState {
	if (children.some(({state}) => state !== 'equal' && state !== 'unknown')) {
		return 'changed';
	}

	const isCut = [left, right].some(side => side?.isCut);
	return isCut || children.some(({state}) => state === 'unknown') ? 'unknown' : 'equal';
}

function stateOf({left, right, parent}: ObjectDiff): DiffState {
	if (left === undefined) {
		return parent?.left?.isCut ? 'unknown' : 'added';
	}

	if (right === undefined) {
		return parent?.right?.isCut ? 'unknown' : 'removed';
	}

	if (left.kind === 'failed' || right.kind === 'failed') {
		return 'unknown';
	}

	if (left.type !== right.type || (left.size !== undefined && right.size !== undefined && left.size !== right.size)) {
		return 'changed';
	}

	return isWhole(left) && isWhole(right) ? stateOfWhole(left, right) : stateOfPart(left, right);
}

function isWhole({kind, isCut}: ObjectNode): boolean {
	return kind !== 'closed' && !isCut;
}

function stateOfWhole(left: ObjectNode, right: ObjectNode): DiffState {
	// The same object, opened on one side and in its own words on the other.
	if (left.kind !== right.kind && (left.kind === 'opened' || right.kind === 'opened') && left.type !== undefined) {
		return 'unknown';
	}

	if (left.kind !== right.kind || left.text !== right.text) {
		// A throwable that is not opened says the same without its stack trace.
		return left.kind === 'exception' && right.kind === 'exception' && isStart(left.text, right.text) ? 'unknown' : 'changed';
	}

	return 'equal';
}

/** Texts that differ before they are cut do differ; where a `toString` gives an identity it says nothing. */
function stateOfPart(left: ObjectNode, right: ObjectNode): DiffState {
	return left.kind !== right.kind || left.kind === 'closed' || isStart(left.text, right.text) ? 'unknown' : 'changed';
}

/** Whether one text begins as the other one does as a whole. */
function isStart(left = '', right = ''): boolean {
	return left.startsWith(right) || right.startsWith(left);
}
