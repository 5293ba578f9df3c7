export type PaneId = string;

/** `row`: the two stand beside each other; `column`: one above the other. */
export type Axis = 'row' | 'column';

export type Leaf = {kind: 'leaf'; pane: PaneId};

/** `ratio` is the share of the first in the cells that both have, more than 0 and less than 1. */
export type Branch = {kind: 'split'; direction: Axis; ratio: number; first: Split; second: Split};

/** A tree whose leaves are panes. No pane stands in it twice. */
export type Split = Leaf | Branch;

export function leaf(pane: PaneId): Leaf {
	return {kind: 'leaf', pane};
}

/** All panes, from left to right and from top to bottom. */
export function leaves(split: Split): PaneId[] {
	return split.kind === 'leaf' ? [split.pane] : [...leaves(split.first), ...leaves(split.second)];
}

/** The same tree with something else in the places of leaves; the same object where nothing changes. */
export function mapLeaves(split: Split, change: (leaf: Leaf) => Split): Split {
	if (split.kind === 'leaf') {
		return change(split);
	}

	const first = mapLeaves(split.first, change);
	const second = mapLeaves(split.second, change);
	return first === split.first && second === split.second ? split : {...split, first, second};
}

/** The tree without a pane, whose sibling takes its room; undefined when it was the only one. */
export function withoutLeaf(split: Split, pane: PaneId): Split | undefined {
	if (split.kind === 'leaf') {
		return split.pane === pane ? undefined : split;
	}

	const first = withoutLeaf(split.first, pane);
	const second = withoutLeaf(split.second, pane);
	if (first === undefined || second === undefined) {
		return first ?? second;
	}

	return first === split.first && second === split.second ? split : {...split, first, second};
}

/** The pane beside which one stands in the tree: the nearest one of its sibling. */
export function siblingOf(split: Split, pane: PaneId): PaneId | undefined {
	if (split.kind === 'leaf') {
		return undefined;
	}

	if (isLeafOf(split.first, pane)) {
		return leaves(split.second).at(0);
	}

	if (isLeafOf(split.second, pane)) {
		return leaves(split.first).at(-1);
	}

	return siblingOf(split.first, pane) ?? siblingOf(split.second, pane);
}

function isLeafOf(split: Split, pane: PaneId): boolean {
	return split.kind === 'leaf' && split.pane === pane;
}
