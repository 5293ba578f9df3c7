import {type ListEvent, createList} from '../workspace/list-state.js';
import {overlayText} from '../workspace/overlay.js';
import {activeTabOf} from '../workspace/workspace.js';
import type {Action, KeyContext} from './action.js';
import {closePane} from './close-pane.js';
import type {ActionContext} from './context.js';
import {running} from './running.js';

/** A dialog ignores `enter` for so long after it opened, in ms: the key may have been meant for what it lies over. */
const patience = 300;

const withLists: readonly KeyContext[] = ['help', 'palette'];

/** What lies over the panes: moving in it, leaving it, and the dialogs before quitting and pasting. */
export const overlayActions: readonly Action[] = [
	moving('overlay.down', ['down', 'ctrl-n'], {type: 'move', by: 1}, {en: 'down', zh: '下'}),
	moving('overlay.up', ['up', 'ctrl-p'], {type: 'move', by: -1}, {en: 'up', zh: '上'}),
	moving('overlay.page-down', ['pagedown'], {type: 'page', by: 1}, {en: 'page down', zh: '下一页'}),
	moving('overlay.page-up', ['pageup'], {type: 'page', by: -1}, {en: 'page up', zh: '上一页'}),
	{
		id: 'overlay.close', keys: ['esc', 'ctrl-c'], when: 'overlay', footer: 9,
		label: {en: 'close', zh: '关闭'},
		about: {en: 'close this', zh: '关闭此窗口'},
		run({store}) {
			store.dispatch({type: 'overlay', overlay: undefined});
		},
	},
	{
		id: 'app.leave', keys: ['q'], when: 'pane', footer: 92,
		label: {en: 'leave', zh: '离开'},
		about: {en: 'leave this view; in the last one, the program', zh: '离开此视图；在最后一个视图中退出程序'},
		async run(context) {
			const {tabs} = context.store.getSnapshot();
			const isLast = tabs.length === 1 && activeTabOf(context.store.getSnapshot()).root.kind === 'leaf';
			const {id, state} = context.focus();
			if (isLast || (state.kind === 'agents' && state.data?.['chooser'] !== true)) {
				quit(context);
			} else {
				await closePane(context, id);
			}
		},
	},
	{
		id: 'app.quit', keys: [], when: 'everywhere',
		label: {en: 'quit', zh: '退出'},
		about: {en: 'leave the program, exit; what runs is ended after you agreed', zh: '退出程序；确认后结束运行中的任务'},
		run: quit,
	},
	{
		id: 'quit.now', keys: ['enter', 'y'], when: 'quit', footer: 1,
		label: {en: 'end them and quit', zh: '结束并退出'},
		about: {en: 'end what runs on the agents, then leave', zh: '结束代理上的任务，然后退出'},
		run(context) {
			if (isRipe(context)) {
				context.quit();
			}
		},
	},
	{
		id: 'paste.insert', keys: ['enter'], when: 'paste', footer: 1,
		label: {en: 'insert it', zh: '插入'},
		about: {en: 'put the text where the cursor is', zh: '把文本放到光标处'},
		run(context) {
			if (isRipe(context)) {
				const text = overlayText(context.store.getSnapshot().overlay, 'text');
				context.store.dispatch({type: 'overlay', overlay: undefined});
				context.paste(text);
			}
		},
	},
];

function moving(id: string, keys: string[], event: ListEvent, label: Action['label']): Action {
	return {
		id, keys, when: withLists, label, about: label,
		run({store, screen}) {
			store.dispatch({type: 'overlay-list', event, view: screen.listOfOverlay()});
		},
	};
}

/** Asks where something of ours still runs on agents, else leaves at once. */
function quit(context: ActionContext): void {
	if (running(context).length === 0) {
		context.quit();
		return;
	}

	context.store.dispatch({
		type: 'overlay', overlay: {
			kind: 'quit', text: '', caret: 0, list: createList(), since: context.now(),
		},
	});
}

export function isRipe({store, now}: ActionContext, least = patience): boolean {
	const {overlay} = store.getSnapshot();
	return overlay !== undefined && now() - overlay.since >= least;
}
