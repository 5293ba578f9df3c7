import type {DocRow, DocState} from '../doc.js';

/** Whether something that can be folded is open, given how it is by itself. */
export function isOpen({toggled}: DocState, key: string, byItself: boolean): boolean {
	return byItself !== toggled.has(key);
}

export function foldOf(isOpen: boolean): NonNullable<DocRow['fold']> {
	return isOpen ? 'open' : 'closed';
}
