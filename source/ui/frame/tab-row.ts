import {cutText} from '../../views/cut-text.js';
import {lineWidth} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {leaves, type TabId} from '../../workspace/layout.js';
import type {Workspace} from '../../workspace/workspace.js';

const mostTitle = 20;

/** The tabs at the left of row 1, a span each. A tab that nobody named is called as its first pane, whichever has the focus. */
export function tabRow({tabs, activeTab, panes}: Workspace): Row {
	return tabs.map(({id, title, root}, index) => {
		const [first = ''] = leaves(root);
		const name = cutText(safeText(title === '' ? panes[first]?.title ?? '' : title), mostTitle, 'end');
		return {text: ` ${index + 1} ${name}${id === activeTab ? '*' : ''} `, style: id === activeTab ? 'title' as const : undefined};
	});
}

/** The tab in a column of row 1, counted from 0. */
export function tabAt(workspace: Workspace, column: number): TabId | undefined {
	let end = 0;
	return workspace.tabs.find((_, index) => {
		end += lineWidth(tabRow(workspace).slice(index, index + 1));
		return column < end;
	})?.id;
}
