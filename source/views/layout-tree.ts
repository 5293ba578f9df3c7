import type {Line, TreeBlock, TreeNode} from './block.js';
import {wrapLine} from './fit-line.js';
import {safeLines} from './safe-line.js';

/** A node that waits for its turn: what stands before its own rows, and before those below it. */
type Due = {node: TreeNode; first: string; below: string};

/** A tree as rows, drawn as the terminal of Arthas draws traces. Depth costs no stack. */
export function layoutTree({nodes, rooted}: TreeBlock, width: number): Line[] {
	const rows: Line[][] = [];
	const due = [rooted ? branches(nodes, '') : nodes.map(node => ({node, first: '', below: ''})).reverse()];
	for (let level = due.at(-1); level !== undefined; level = due.at(-1)) {
		const next = level.pop();
		if (next === undefined) {
			due.pop();
			continue;
		}

		rows.push(nodeRows(next, width));
		if (!next.node.folded) {
			due.push(branches(next.node.children, next.below));
		}
	}

	return rows.flat();
}

/** The last one first, since they are taken from the end. */
function branches(nodes: TreeNode[], prefix: string): Due[] {
	return nodes
		.map((node, index) => index === nodes.length - 1
			? {node, first: `${prefix}\`---`, below: `${prefix}    `}
			: {node, first: `${prefix}+---`, below: `${prefix}|   `})
		.reverse();
}

function nodeRows({node, first, below}: Due, width: number): Line[] {
	const hidden = node.folded && node.children.length > 0 ? [{text: ` … ${node.children.length} more`, style: 'dim' as const}] : [];
	const [own, further] = [shorten(first, width), shorten(below, width)];
	return safeLines([...node.label, ...hidden])
		.flatMap(line => wrapLine(line, width - own.length))
		.map((row, index) => [{text: index === 0 ? own : further, style: 'dim' as const}, ...row]);
}

/** Deep nodes keep half of the row for their text. */
function shorten(prefix: string, width: number): string {
	const room = Math.floor(width / 2);
	return prefix.length <= room ? prefix : `…${prefix.slice(1 - room)}`;
}
