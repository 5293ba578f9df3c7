import type {ObjectNode} from './object-node.js';

/**
An object in a few words for one cell: `7`, `[2, 3, 43]`, `{A-100: 7}`, `Item{sku: A-100, count: 2}`,
`IllegalArgumentException: need >= 2`.

@param limit Characters after which the rest is left out, with `…` in its place.
*/
export function previewObject(node: ObjectNode, limit = 80): string {
	const preview = previewOf(node, limit);
	return preview.length > limit ? `${preview.slice(0, Math.max(0, limit - 1))}…` : preview;
}

/** A little more than the limit at most: each level takes its room away from what is below it. */
function previewOf(node: ObjectNode, room: number): string {
	if (node.kind === 'opened') {
		return room <= 0 ? '…' : openedPreview(node, room);
	}

	if (node.kind === 'null' || node.kind === 'failed') {
		return node.kind === 'null' ? 'null' : '?';
	}

	if (node.text === undefined) {
		return `@${node.type ?? ''}${node.size === undefined ? '' : `[${node.size}]`}`;
	}

	const start = node.text.slice(0, (4 * room) + 500);
	const end = start.indexOf('\n');
	const line = end === -1 ? start : start.slice(0, end);
	return node.kind === 'exception' ? withoutPackage(line) : line;
}

function openedPreview({type, children, isCut}: ObjectNode, room: number): string {
	const isObject = children.some(({name}) => name !== undefined);
	const [start, end] = isObject || children.some(({key}) => key !== undefined) ? ['{', '}'] : ['[', ']'];
	let preview = isObject ? `${type ?? ''}${start}` : start;
	for (const [index, child] of children.entries()) {
		const separator = index === 0 ? '' : ', ';
		if (preview.length > room) {
			return `${preview}${separator}…${end}`;
		}

		const label = child.name ?? (child.key === undefined ? undefined : previewOf(child.key, room - preview.length - 1));
		preview += `${separator}${label === undefined ? '' : `${label}: `}`;
		preview += previewOf(child, room - preview.length - 1);
	}

	return `${preview}${isCut ? ', …' : ''}${end}`;
}

/** `java.lang.IllegalStateException: closed` without its package. */
export function withoutPackage(throwable: string): string {
	return throwable.replace(/^(?:[\p{L}\p{N}_$]+\.)+(?=[\p{L}\p{N}_$]+)/u, '');
}
