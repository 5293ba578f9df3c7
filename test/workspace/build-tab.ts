import {
	createTab, focusPane, leaf, leaves, type Split, type Tab,
} from '../../source/workspace/layout.js';

/** Side by side. */
export function row(first: Split | string, second: Split | string, ratio = 0.5): Split {
	return {
		kind: 'split', direction: 'row', ratio, first: asSplit(first), second: asSplit(second),
	};
}

/** One above the other. */
export function column(first: Split | string, second: Split | string, ratio = 0.5): Split {
	return {
		kind: 'split', direction: 'column', ratio, first: asSplit(first), second: asSplit(second),
	};
}

export function tabOf(root: Split | string, focus?: string): Tab {
	const split = asSplit(root);
	const first = leaves(split)[0] ?? '';
	return focusPane({...createTab('t', first), root: split}, focus);
}

function asSplit(split: Split | string): Split {
	return typeof split === 'string' ? leaf(split) : split;
}
