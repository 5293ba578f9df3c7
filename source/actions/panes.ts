import type {Direction} from '../workspace/layout.js';
import {texts} from '../words/index.js';
import {createList} from '../workspace/list-state.js';
import {tabOf, activeTabOf} from '../workspace/workspace.js';
import type {Action} from './action.js';
import type {ActionContext} from './context.js';
import {closePane} from './close-pane.js';

const arrows: ReadonlyArray<{direction: Direction; key: string; vim: string; en: string; zh: string}> = [
	{
		direction: 'left', key: 'left', vim: 'h', en: 'left', zh: '左',
	},
	{
		direction: 'right', key: 'right', vim: 'l', en: 'right', zh: '右',
	},
	{
		direction: 'up', key: 'up', vim: 'k', en: 'above', zh: '上',
	},
	{
		direction: 'down', key: 'down', vim: 'j', en: 'below', zh: '下',
	},
];

const capitals: Readonly<Record<Direction, string>> = {
	left: 'H', right: 'L', up: 'K', down: 'J',
};

/** How many cells one press moves a border. */
const step = 4;

/** What can be done with panes and tabs, wherever the hand is. */
export const paneActions: readonly Action[] = [
	split('pane.split-right', 'v', 'right', {en: 'split', zh: '分屏'}, {en: 'split to the right; choose there what to open', zh: '向右分屏，并在其中选择要打开的内容'}),
	split('pane.split-below', 's', 'down', {en: 'split below', zh: '向下分屏'}, {en: 'split below; choose there what to open', zh: '向下分屏，并在其中选择要打开的内容'}),
	{
		id: 'pane.close', keys: ['ctrl-w q', 'ctrl-w c'], when: 'everywhere',
		label: {en: 'close', zh: '关闭'},
		about: {en: 'close this pane and end what runs in it', zh: '关闭此窗格，并结束其中运行的任务'},
		disabled: ({store, say}) => isLastPane(store.getSnapshot()) ? say({en: 'it is the last one', zh: '这是最后一个窗格'}) : undefined,
		async run(context) {
			await closePane(context, context.focus().id);
		},
	},
	{
		id: 'pane.zoom', keys: ['ctrl-w z', 'ctrl-w o'], when: 'everywhere',
		label: {en: 'zoom', zh: '放大'},
		about: {en: 'give this pane the whole tab, and back', zh: '让此窗格占满标签页，再按还原'},
		run({store}) {
			store.dispatch({type: 'zoom'});
		},
	},
	...arrows.map(({direction, key, vim, en, zh}): Action => ({
		id: `pane.focus-${direction}`,
		keys: [`ctrl-w ${key}`, `ctrl-w ${vim}`, `alt-${key}`],
		when: 'everywhere',
		label: {en, zh},
		about: {en: `go to the pane ${en === 'left' || en === 'right' ? `on the ${en}` : en}`, zh: `转到${zh}侧窗格`},
		run({store}) {
			store.dispatch({type: 'focus-direction', direction});
		},
	})),
	{
		id: 'pane.next', keys: ['ctrl-w w', 'ctrl-w ctrl-w'], when: 'everywhere',
		label: {en: 'next', zh: '下一个'},
		about: {en: 'go to the next pane of this tab, hidden ones too', zh: '转到本标签页的下一个窗格，包括隐藏的'},
		run({store}) {
			store.dispatch({type: 'focus-step', by: 1});
		},
	},
	...arrows.map(({direction, en, zh}): Action => ({
		id: `pane.move-${direction}`,
		keys: [`ctrl-w ${capitals[direction]}`],
		when: 'everywhere',
		label: {en: `move ${en}`, zh: `移到${zh}侧`},
		about: {en: `move this pane to that edge of the tab: ${en}`, zh: `把此窗格移到标签页的${zh}侧`},
		run({store}) {
			store.dispatch({type: 'move', direction});
		},
	})),
	...arrows.map(({direction, key, en, zh}): Action => ({
		id: `pane.resize-${direction}`,
		keys: [`ctrl-w alt-${key}`, `ctrl-w ${{
			left: '<', right: '>', up: '-', down: '+',
		}[direction]}`],
		when: 'everywhere',
		label: {en: `border ${en}`, zh: `边界${zh}移`},
		about: {en: `move the border of this pane: ${en}`, zh: `移动此窗格的边界：${zh}`},
		run({store}) {
			store.dispatch({type: 'resize-pane', direction, cells: direction === 'left' || direction === 'right' ? step : 2});
		},
	})),
	{
		id: 'pane.swap', keys: ['ctrl-w x'], when: 'everywhere',
		label: {en: 'swap', zh: '互换'},
		about: {en: 'change places with the neighbour', zh: '与相邻窗格互换位置'},
		run({store}) {
			const before = store.getSnapshot();
			for (const direction of ['right', 'down', 'left', 'up'] as const) {
				store.dispatch({type: 'swap', direction});
				if (store.getSnapshot() !== before) {
					return;
				}
			}
		},
	},
	{
		id: 'pane.to-tab', keys: ['ctrl-w T'], when: 'everywhere',
		label: {en: 'to a tab', zh: '移到标签页'},
		about: {en: 'move this pane into a tab of its own', zh: '把此窗格移到单独的标签页'},
		run({store}) {
			store.dispatch({type: 'pane-to-tab'});
		},
	},
	{
		id: 'tab.new', keys: ['ctrl-w t'], when: 'everywhere',
		label: {en: 'new tab', zh: '新标签页'},
		about: {en: 'open a tab with the list of agents', zh: '打开一个显示代理列表的标签页'},
		run({store, say}) {
			store.dispatch({
				type: 'open', where: 'tab', pane: {
					kind: 'agents', title: say(texts.tabs.agents), list: createList(), data: {chooser: true},
				},
			});
		},
	},
	{
		id: 'tab.next-tab', keys: ['ctrl-w n', 'tab'], when: 'pane',
		label: {en: 'next tab', zh: '下一标签'},
		about: {en: 'go to the next tab', zh: '转到下一个标签页'},
		run({store}) {
			store.dispatch({type: 'tab-step', by: 1});
		},
	},
	{
		id: 'tab.previous-tab', keys: ['ctrl-w p', 'shift-tab'], when: 'pane',
		label: {en: 'last tab', zh: '上一标签'},
		about: {en: 'go to the tab before', zh: '转到上一个标签页'},
		run({store}) {
			store.dispatch({type: 'tab-step', by: -1});
		},
	},
	...Array.from({length: 9}, (_, index): Action => ({
		id: `tab.${index + 1}`,
		keys: [String(index + 1), `ctrl-w ${index + 1}`],
		when: 'everywhere',
		label: {en: `tab ${index + 1}`, zh: `标签 ${index + 1}`},
		about: {en: `go to tab ${index + 1}`, zh: `转到标签页 ${index + 1}`},
		run({store}) {
			store.dispatch({type: 'tab-number', number: index + 1});
		},
	})),
	{
		id: 'tab.rename', keys: [], when: 'everywhere', argument: '<name>',
		label: {en: 'rename tab', zh: '重命名标签'},
		about: {en: 'give this tab a name', zh: '为此标签页命名'},
		run({store}, argument = '') {
			store.dispatch({type: 'tab-rename', title: argument.trim()});
		},
	},
];

function split(id: string, key: string, direction: Direction, label: Action['label'], about: Action['about']): Action {
	return {
		id, keys: [`ctrl-w ${key}`], when: 'everywhere', label, about,
		run({store, say}) {
			store.dispatch({
				type: 'open', where: direction, pane: {
					kind: 'agents', title: say(texts.tabs.agents), list: createList(), data: {chooser: true},
				},
			});
		},
	};
}

function isLastPane(workspace: ReturnType<ActionContext['store']['getSnapshot']>): boolean {
	const tab = activeTabOf(workspace);
	return workspace.tabs.length === 1 && tabOf(workspace, tab.focus) === tab && tab.root.kind === 'leaf';
}
