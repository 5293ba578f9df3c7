import {cutText} from '../../views/cut-text.js';
import {lineWidth} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {leaves, type TabId} from '../../workspace/layout.js';
import type {Workspace} from '../../workspace/workspace.js';

const mostTitle = 20;
const leastTitle = 8;

/**
The tabs at the left of row 1, a span each. A tab that nobody named is called as its first pane, whichever has the focus. Where they
would take more than half of the row their names are cut shorter, as what is true stands right of them.
*/
export function tabRow(workspace: Workspace): Row {
	const {size: {columns}, tabs} = workspace;
	const row = cutTabs(workspace, mostTitle);
	return lineWidth(row) <= columns / 2 ? row : cutTabs(workspace, Math.min(Math.max(Math.floor(columns / 2 / tabs.length) - 5, leastTitle), mostTitle));
}

function cutTabs({tabs, activeTab, panes}: Workspace, most: number): Row {
	return tabs.map(({id, title, root}, index) => {
		const [first = ''] = leaves(root);
		const name = cutText(safeText(title === '' ? panes[first]?.title ?? '' : title), most, 'end');
		return {text: ` ${index + 1} ${name}${id === activeTab ? '*' : ''} `, style: id === activeTab ? 'title' as const : undefined};
	});
}

/** The tab in a column of row 1, counted from 0. */
export function tabAt(workspace: Workspace, column: number): TabId | undefined {
	let end = 0;
	const row = tabRow(workspace);
	return workspace.tabs.find((_, index) => {
		end += lineWidth(row.slice(index, index + 1));
		return column < end;
	})?.id;
}
