import {displayWidth} from '../width.js';
import {type ObjectNode, objectNode} from './object-node.js';
import type {Place} from './object-path.js';
import {previewObject} from './preview-object.js';

/** A node that is in sight, with what its row needs to know. */
export type ObjectLine = Place & {
	parent: ObjectLine | undefined;
	/** The same for the same place of another object of this shape, so that folds outlive a hit. No two lines have the same. */
	id: string;
	depth: number;
	/** Undefined where nothing can be opened. */
	isOpen: boolean | undefined;
	label: string;
	/** Cells of the longest label among its neighbours, as far as labels are aligned. */
	labelWidth: number;
	isLast: boolean;
};

export type ObjectFolds = {
	/** Levels that are open by themselves, or whether an object is. */
	openDepth: number | ((node: ObjectNode) => boolean);
	/** Lines, by their ids, that are not as their depth says. */
	turned: ReadonlySet<string>;
	/** What the elements of the root are, where the command said it: the items of `{params,returnObj}`. */
	names?: readonly string[] | undefined;
	/** What stands before the object itself, and the cells of the longest among its neighbours. */
	root?: {label: string; labelWidth: number} | undefined;
};

const widestLabel = 24;

/** All lines of an object whose parents are open, from top to bottom. Nothing below a folded line is touched. */
export function objectLines(root: ObjectNode, folds: ObjectFolds): ObjectLine[] {
	const lines: ObjectLine[] = [];
	const due = [lineOf({
		node: root, index: 0, parent: undefined, id: '', label: folds.root?.label ?? '', labelWidth: folds.root?.labelWidth ?? 0, isLast: true,
	}, folds)];
	for (let line = due.pop(); line !== undefined; line = due.pop()) {
		lines.push(line);
		if (line.isOpen) {
			const below = linesBelow(line, folds);
			for (let index = below.length - 1; index >= 0; index--) {
				due.push(below[index] ?? line);
			}
		}
	}

	return lines;
}

type LinePart = Pick<ObjectLine, 'node' | 'index' | 'parent' | 'id' | 'label' | 'labelWidth' | 'isLast'>;

/** Written out, since tens of thousands are made at once. */
function lineOf({node, index, parent, id, label, labelWidth, isLast}: LinePart, {openDepth, turned}: ObjectFolds): ObjectLine {
	const depth = parent === undefined ? 0 : parent.depth + 1;
	const line: ObjectLine = {
		node, index, parent, id, label, labelWidth, isLast, depth, isOpen: undefined,
	};
	if (hasParts(node)) {
		const byItself = typeof openDepth === 'number' ? depth < openDepth : openDepth(node);
		line.isOpen = byItself !== (turned.size > 0 && turned.has(id));
	}

	return line;
}

function linesBelow(parent: ObjectLine, folds: ObjectFolds): ObjectLine[] {
	const names = parent.depth === 0 ? folds.names : undefined;
	const parts = partsOf(parent.node).map(({node, index, title}) => ({node, index, label: title ?? labelOf(node, index, names)}));
	let labelWidth = 0;
	for (const {label} of parts) {
		labelWidth = Math.max(labelWidth, Math.min(displayWidth(label), widestLabel));
	}

	const isNamed = parts.some(({node: {name, key}, index}) => index === -1 || name !== undefined || key !== undefined);
	const seen = new Set<string>();
	return parts.map(({node, index, label}, position) => {
		const id = `${parent.id}/${index === -1 ? '=' : ''}${label}`;
		// Fields may hide those of a superclass, and keys of a map may look alike.
		const isTaken = isNamed && seen.size === seen.add(id).size;
		return lineOf({
			node, index, parent, id: isTaken ? `${id}//${position}` : id, label, labelWidth, isLast: position === parts.length - 1,
		}, folds);
	});
}

function hasParts({children, key, text}: ObjectNode): boolean {
	return children.length > 0 || (key !== undefined && key.children.length > 0) || (text?.includes('\n') ?? false);
}

type Part = {node: ObjectNode; index: number; title?: string | undefined};

/** An opened key comes before what it stands for; a text of several lines has its first one in its own row. */
function partsOf({children, key, text}: ObjectNode): Part[] {
	const keys = key === undefined || key.children.length === 0 ? [] : [{node: key, index: -1, title: 'key'}];
	const further = text?.includes('\n') ? text.split(/\r?\n/u).slice(1) : [];
	const textLines = further.map(line => ({node: objectNode('value', line.replace(/^\t/u, '')), index: -1, title: ''}));
	return [...keys, ...children.map((node, index) => ({node, index})), ...textLines];
}

function labelOf({name, key}: ObjectNode, index: number, names: readonly string[] | undefined): string {
	if (name !== undefined) {
		return name;
	}

	if (key !== undefined) {
		const preview = previewObject(key, 60);
		return key.type === 'String' ? `"${preview}"` : preview;
	}

	const given = names?.[index];
	return given === undefined ? String(index) : `${index}  ${given}`;
}
