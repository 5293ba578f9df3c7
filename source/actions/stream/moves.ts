import type {ListEvent} from '../../workspace/list-state.js';
import type {StreamEvent} from '../../workspace/stream.js';
import type {Action} from '../action.js';
import type {ActionContext} from '../context.js';
import {changeStream, streamOf} from './change-stream.js';

type MoveEvent = Extract<ListEvent & StreamEvent, {type: 'move' | 'page' | 'first' | 'last'}>;

/** Moving in the rows, or in the opened result while the keys go to it. */
export const streamMoves: readonly Action[] = [
	move('stream.down', ['down', 'j'], {type: 'move', by: 1}, {en: 'down', zh: '下'}, {en: 'to the next row', zh: '下一行'}),
	move('stream.up', ['up', 'k'], {type: 'move', by: -1}, {en: 'up', zh: '上'}, {en: 'to the row above; the view is held there', zh: '上一行；视图随之停住'}),
	move('stream.page-down', ['pagedown', 'ctrl-f'], {type: 'page', by: 1}, {en: 'page down', zh: '下一页'}, {en: 'a page down', zh: '下翻一页'}),
	move('stream.page-up', ['pageup'], {type: 'page', by: -1}, {en: 'page up', zh: '上一页'}, {en: 'a page up', zh: '上翻一页'}),
	move('stream.first', ['g', 'home'], {type: 'first'}, {en: 'first', zh: '首行'}, {en: 'to the oldest row that is held', zh: '最早的一行'}),
	move('stream.last', ['G', 'end'], {type: 'last'}, {en: 'last', zh: '末行'}, {en: 'to the newest row, and follow', zh: '最新的一行，并继续跟随'}),
	{
		id: 'stream.pause', keys: ['p'], when: 'stream', footer: 1,
		label: {en: 'pause', zh: '暂停'},
		about: {en: 'hold the view, or let it go on; results come in all the same', zh: '暂停或继续视图；数据照常接收'},
		disabled: context => whyNot(context),
		run(context) {
			changeStream(context, {type: streamOf(context)?.state.follow ? 'pause' : 'follow'});
		},
	},
	{
		id: 'stream.follow', keys: ['f'], when: 'stream', footer: 2,
		label: {en: 'follow', zh: '跟随'},
		about: {en: 'show the newest row again, and stay with it', zh: '回到最新一行并持续跟随'},
		disabled: context => whyNot(context) ?? (isFollowing(context) ? context.say({en: 'it follows', zh: '正在跟随'}) : undefined),
		run(context) {
			changeStream(context, {type: 'follow'});
		},
	},
];

function move(id: string, keys: string[], event: MoveEvent, label: Action['label'], about: Action['about']): Action {
	return {
		id, keys, when: 'stream', label, about,
		run(context) {
			const stream = streamOf(context);
			const hit = stream?.hit();
			changeStream(context, hit && stream?.state.hit?.isFocused ? {type: 'hit-list', event, list: hit.list} : event);
		},
	};
}

export function whyNot(context: ActionContext): string | undefined {
	return streamOf(context) ? undefined : context.say({en: 'nothing has run here yet', zh: '此处尚未运行任何命令'});
}

function isFollowing(context: ActionContext): boolean {
	const {follow = false, cursor = null} = streamOf(context)?.state ?? {};
	return follow && cursor === null;
}

