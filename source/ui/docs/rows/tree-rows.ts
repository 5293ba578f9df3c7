import type {TreeBlock, TreeNode} from '../../../views/block.js';
import {wrapLine} from '../../../views/fit-line.js';
import type {Row} from '../../../views/layout.js';
import {safeLines} from '../../../views/safe-line.js';
import {texts} from '../../../words/index.js';
import type {Glyphs} from '../../glyphs.js';
import type {DocOptions, DocRow} from '../doc.js';
import {fitRow} from './fit-row.js';
import {foldOf, isOpen} from './folds.js';

/** A node that waits for its turn: what stands before its own row, and before those below it. */
type Due = {node: TreeNode; key: string; parent: string | undefined; first: string; below: string};

/** A tree whose nodes can be folded. Depth costs no stack, and what is below a folded node nothing. */
export function treeRows({nodes, rooted}: TreeBlock, prefix: string, options: DocOptions): DocRow[] {
	const rows: DocRow[] = [];
	const due = rooted === true ? branches(nodes, prefix, undefined, '', options.glyphs) : roots(nodes, prefix);
	for (let next = due.pop(); next !== undefined; next = due.pop()) {
		const {node, key, below} = next;
		const open = node.children.length === 0 ? undefined : isOpen(options.state, key, node.folded !== true);
		rows.push(...nodeRows(next, open, options));
		if (open) {
			due.push(...branches(node.children, key, key, below, options.glyphs));
		}
	}

	return rows;
}

function roots(nodes: readonly TreeNode[], prefix: string): Due[] {
	return nodes.map((node, index) => ({
		node, key: `${prefix}/${index}`, parent: undefined, first: '', below: '',
	})).reverse();
}

/** The last one first, since they are taken from the end. */
function branches(nodes: readonly TreeNode[], prefix: string, parent: string | undefined, before: string, {branch, corner, stem}: Glyphs): Due[] {
	return nodes.map((node, index) => ({
		node,
		key: `${prefix}/${index}`,
		parent,
		first: `${before}${index === nodes.length - 1 ? corner : branch}`,
		below: `${before}${index === nodes.length - 1 ? '   ' : stem}`,
	})).reverse();
}

function nodeRows({node, key, parent, first, below}: Due, open: boolean | undefined, options: DocOptions): DocRow[] {
	const {width, glyphs, say} = options;
	const mark = open === undefined ? '' : `${open ? glyphs.open : glyphs.folded} `;
	const hidden = open === false ? [{text: `  ${say(texts.docs.more, {count: node.children.length})}`, style: 'dim' as const}] : [];
	const [own, further] = [shorten(`${first}${mark}`, width), shorten(`${below}${' '.repeat(mark.length)}`, width)];
	const value = node.label.map(({text}) => text).join('');
	return safeLines([...node.label, ...hidden])
		.flatMap((line): Row[] => wrapLine(line, width - own.length))
		.map((row, index) => ({
			key: index === 0 ? key : `${key}~${index}`,
			spans: fitRow([{text: index === 0 ? own : further, style: 'dim'}, ...row], options),
			value,
			fold: index === 0 && open !== undefined ? foldOf(open) : undefined,
			parent: index === 0 ? parent : key,
		}));
}

/** Deep nodes keep half of the row for their text. */
function shorten(prefix: string, width: number): string {
	const room = Math.floor(width / 2);
	return prefix.length <= room ? prefix : `…${prefix.slice(1 - room)}`;
}
