import type {ObjectNode} from '../../../source/views/object-text/object-node.js';

/** An object as Arthas draws it. */
export function printObject(node: ObjectNode, depth = 0): string {
	const {kind, type = '', text, size, children} = node;
	if (kind === 'null') {
		return 'null';
	}

	if (kind === 'exception' && text?.includes('\n')) {
		return `${text}\n`;
	}

	if (text !== undefined) {
		return `@${type}[${text}]`;
	}

	if (size !== undefined && children.length === 0) {
		return `@${type}[isEmpty=${String(size === 0)};size=${size}]`;
	}

	const indent = '    '.repeat(depth);
	const members = children.map(child => `${indent}    ${label(child, depth + 1)}${printObject(child, depth + 1)},\n`);
	return `@${type}[\n${members.join('')}${indent}]`;
}

function label({name, key}: ObjectNode, depth: number): string {
	if (name !== undefined) {
		return `${name}=`;
	}

	return key === undefined ? '' : `${printObject(key, depth)}:`;
}
