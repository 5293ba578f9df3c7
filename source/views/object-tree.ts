import type {Line, Span, TreeNode} from './block.js';
import {lineOf, span} from './build-block.js';
import type {ObjectNode} from './object-text/object-node.js';

/** An object in the words of Arthas' own text: `@Integer[7]`, `@ArrayList[3]`, `null`. Depth costs no stack. */
export function objectTree(root: ObjectNode, prefix = ''): TreeNode {
	const tree = labelled(root, prefix);
	const due: Array<[tree: TreeNode, node: ObjectNode]> = [[tree, root]];
	for (let next = due.pop(); next !== undefined; next = due.pop()) {
		const [parent, {children}] = next;
		for (const [index, child] of children.entries()) {
			const below = labelled(child, prefixOf(child, index));
			due.push([below, child]);
			parent.children.push(child.key === undefined || child.key.children.length === 0 ? below : entryNode(child.key, below));
		}
	}

	return tree;
}

function labelled(node: ObjectNode, prefix: string): TreeNode {
	const cut = node.isCut ? [span(' … cut', 'warn')] : [];
	return {label: lineOf(span(prefix, 'key'), ...valueSpans(node), ...cut), children: []};
}

/** A key that is an opened object itself can't stand before its value. */
function entryNode(key: ObjectNode, value: TreeNode): TreeNode {
	return {label: lineOf(span('entry', 'key')), children: [objectTree(key, 'key: '), value]};
}

function prefixOf({name, key}: ObjectNode, index: number): string {
	if (name !== undefined) {
		return `${name}=`;
	}

	if (key === undefined) {
		return `[${index}] `;
	}

	return key.children.length > 0 ? 'value: ' : `${valueSpans(key).map(({text}) => text).join('')}: `;
}

function valueSpans({kind, type, text, size, children}: ObjectNode): Line {
	if (kind === 'null') {
		return [span('null', 'dim')];
	}

	if (text === undefined) {
		return lineOf(typeText(type), size === undefined ? '' : sizeText(size, children.length > 0));
	}

	// The stack of a throwable names its type itself, and what has no type is JSON.
	return [type === undefined || text.includes('\n') ? bareText(text) : span(`${typeText(type)}[${text}]${size === undefined ? '' : ` size=${size}`}`)];
}

function typeText(type: string | undefined): string {
	return type === undefined ? '' : `@${type}`;
}

/** An empty text would look like a missing value, so that it keeps its quotes. */
function bareText(text: string): Span {
	return text === '' ? span('""', 'dim') : span(text.trimEnd());
}

function sizeText(size: number, isOpened: boolean): string {
	return isOpened ? `[${size}]` : `[isEmpty=${String(size === 0)};size=${size}]`;
}
