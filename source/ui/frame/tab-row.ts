import {cutText} from '../../views/cut-text.js';
import {lineWidth} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {leaves, type TabId} from '../../workspace/layout.js';
import {texts, type Say} from '../../words/index.js';
import type {PaneState} from '../../workspace/pane-state.js';
import type {Workspace} from '../../workspace/workspace.js';

const mostTitle = 20;
const leastTitle = 8;

/**
The tabs at the left of row 1, a span each. A tab that nobody named is called as its first pane, whichever has the focus. Where they
would take more than half of the row their names are cut shorter, as what is true stands right of them.
*/
export function tabRow(workspace: Workspace, say: Say): Row {
	const {size: {columns}, tabs} = workspace;
	const row = cutTabs(workspace, mostTitle, say);
	return lineWidth(row) <= columns / 2 ? row : cutTabs(workspace, Math.min(Math.max(Math.floor(columns / 2 / tabs.length) - 5, leastTitle), mostTitle), say);
}

function cutTabs({tabs, activeTab, panes}: Workspace, most: number, say: Say): Row {
	return tabs.map(({id, title, root}, index) => {
		const [first = ''] = leaves(root);
		const name = cutText(safeText(inLanguage(title === '' ? panes[first]?.title ?? '' : title, panes[first], say)), most, 'end');
		return {text: ` ${index + 1} ${name}${id === activeTab ? '*' : ''} `, style: id === activeTab ? 'title' as const : undefined};
	});
}

/** A name that the program gave, maybe while it spoke another language; any other one is a person's. */
function inLanguage(name: string, pane: PaneState | undefined, say: Say): string {
	const {fleet, log, agents, cron} = texts.tabs;
	const known = [fleet, log, agents, cron].find(text => Object.values(text).includes(name));
	if (known) {
		return say(known);
	}

	// That of one host has its name behind that.
	const host = pane?.kind === 'cron' && pane.title === name ? Object.values(cron).find(word => name.startsWith(`${word} `)) : undefined;
	return host === undefined ? name : say(cron) + name.slice(host.length);
}

/** The tab in a column of row 1, counted from 0. */
export function tabAt(workspace: Workspace, column: number, say: Say): TabId | undefined {
	let end = 0;
	const row = tabRow(workspace, say);
	return workspace.tabs.find((_, index) => {
		end += lineWidth(row.slice(index, index + 1));
		return column < end;
	})?.id;
}
