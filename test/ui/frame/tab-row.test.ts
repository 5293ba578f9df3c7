import {describe, expect, it} from 'vitest';
import {tabAt, tabRow} from '../../../source/ui/frame/tab-row.js';
import {createSay} from '../../../source/words/index.js';
import {deserialize} from '../../../source/workspace/read-layout.js';
import {reduce} from '../../../source/workspace/reduce.js';
import {serialize} from '../../../source/workspace/saved-layout.js';
import {createWorkspace, type Workspace} from '../../../source/workspace/workspace.js';

const [en, zh] = [createSay('en'), createSay('zh')];

/** Saved and read again, as a program that speaks another language finds it. */
function again(workspace: Workspace): Workspace {
	return createWorkspace(workspace.size, deserialize(serialize(workspace)).layout);
}

function opened(...titles: Array<{title: string; kind?: 'log' | 'cron' | 'command'}>): Workspace {
	let workspace = createWorkspace({columns: 120, rows: 40});
	for (const {title, kind = 'command'} of titles) {
		workspace = reduce(workspace, {
			type: 'open', where: 'tab', title, pane: {kind, title},
		});
	}

	return workspace;
}

function names(workspace: Workspace, say = en): string[] {
	return tabRow(workspace, say).map(({text}) => text.trim().replace(/\*$/u, ''));
}

describe('tabs', () => {
	it('speak the language of now, in whatever one they were saved', () => {
		const workspace = again(opened({title: '日志', kind: 'log'}, {title: 'cron', kind: 'cron'}, {title: '定时任务 web-1', kind: 'cron'}));
		expect(names(workspace)).toEqual(['1 fleet', '2 log', '3 cron', '4 cron web-1']);
		expect(names(workspace, zh)).toEqual(['1 机群', '2 日志', '3 定时任务', '4 定时任务 web-1']);
	});

	it('keep the names of agents and those that a person gave', () => {
		const workspace = again(reduce(opened({title: 'cron web-1'}, {title: 'order-1'}), {type: 'tab-rename', title: 'the log of order'}));
		expect(names(workspace, zh)).toEqual(['1 机群', '2 cron web-1', '3 the log of order']);
	});

	it('are found by the column in which they are shown', () => {
		const workspace = opened({title: 'order-1'});
		const [fleet, order] = workspace.tabs.map(({id}) => id);
		expect([0, 6, 7, 15].map(column => tabAt(workspace, column, zh))).toEqual([fleet, fleet, fleet, order]);
		expect([7, 8, 16].map(column => tabAt(workspace, column, en))).toEqual([fleet, fleet, order]);
	});
});
