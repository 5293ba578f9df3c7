import type {ListEvent} from '../workspace/list-state.js';
import type {Action, KeyContext} from './action.js';
import type {ActionContext} from './context.js';

/** Lists of what several of can be acted on at once. */
const withMarks: readonly KeyContext[] = ['agents', 'cron'];

/** Moving and folding, in every pane that has a list; marking where something is done with what is marked. */
export const listActions: readonly Action[] = [
	listAction('list.down', ['down', 'j'], {type: 'move', by: 1}, {en: 'down', zh: '下'}, {en: 'to the next row', zh: '下一行'}),
	listAction('list.up', ['up', 'k'], {type: 'move', by: -1}, {en: 'up', zh: '上'}, {en: 'to the row above', zh: '上一行'}),
	listAction('list.page-down', ['pagedown', 'ctrl-f'], {type: 'page', by: 1}, {en: 'page down', zh: '下一页'}, {en: 'a page down', zh: '下翻一页'}),
	listAction('list.page-up', ['pageup'], {type: 'page', by: -1}, {en: 'page up', zh: '上一页'}, {en: 'a page up', zh: '上翻一页'}),
	listAction('list.first', ['g', 'home'], {type: 'first'}, {en: 'first', zh: '首行'}, {en: 'to the first row', zh: '第一行'}),
	listAction('list.last', ['G', 'end'], {type: 'last'}, {en: 'last', zh: '末行'}, {en: 'to the last row', zh: '最后一行'}),
	{
		...markAction('list.mark', ['space'], {type: 'mark'}, {en: 'mark', zh: '标记'}, {en: 'mark the row, or unmark it', zh: '标记该行，或取消标记'}),
		footer: 2,
		disabled: context => whyNoMarks(context)
			?? (context.screen.listOf(context.focus().id).lines.length === 0 ? context.say({en: 'there is no row', zh: '没有数据行'}) : undefined),
	},
	markAction('list.range', ['v'], {type: 'range'}, {en: 'range', zh: '范围'}, {en: 'mark from here on; again ends the range', zh: '从此处开始标记；再按结束'}),
	markAction('list.mark-all', ['*'], {type: 'mark-all'}, {en: 'mark all', zh: '全选'}, {en: 'mark all rows that are shown', zh: '标记所有显示的行'}),
	{
		...markAction('list.unmark', ['\\'], {type: 'unmark'}, {en: 'unmark', zh: '取消'}, {en: 'unmark everything', zh: '取消所有标记'}),
		footer: 6,
		disabled: context => whyNoMarks(context) ?? (markedIn(context) === 0 ? context.say({en: 'nothing is marked', zh: '没有标记'}) : undefined),
	},
	listAction('list.reverse', ['R'], {type: 'reverse'}, {en: 'reverse', zh: '反序'}, {en: 'turn the order round', zh: '反转排序'}),
	listAction('list.fold', ['left'], {type: 'fold'}, {en: 'fold', zh: '折叠'}, {en: 'fold the group', zh: '折叠该组'}),
	listAction('list.unfold', ['right'], {type: 'unfold'}, {en: 'unfold', zh: '展开'}, {en: 'unfold the group', zh: '展开该组'}),
	listAction('list.let-in', ['f'], {type: 'let-in'}, {en: 'let in', zh: '刷新'}, {en: 'let new rows in and sort again', zh: '放入新行并重新排序'}),
];

function listAction(id: string, keys: string[], event: ListEvent, label: Action['label'], about: Action['about']): Action {
	return {
		id, keys, when: 'list', label, about,
		run(context) {
			changeList(context, event);
		},
	};
}

function markAction(id: string, keys: string[], event: ListEvent, label: Action['label'], about: Action['about']): Action {
	return {...listAction(id, keys, event, label, about), when: withMarks, disabled: whyNoMarks};
}

function whyNoMarks({contexts, say}: ActionContext): string | undefined {
	return contexts().includes('cron-job') ? say({en: 'these rows are only read', zh: '这些行仅供阅读'}) : undefined;
}

/** How many rows of the focused pane are marked. */
export function markedIn({focus}: Pick<ActionContext, 'focus'>): number {
	return focus().state.list?.marks.size ?? 0;
}

/** Tells the list of the focused pane what was done to it. */
export function changeList({store, screen, focus}: ActionContext, event: ListEvent): void {
	const {id} = focus();
	store.dispatch({
		type: 'list', pane: id, event, view: screen.listOf(id),
	});
}
