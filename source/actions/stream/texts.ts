import {quoteWord} from '../../workspace/stream.js';
import type {Action} from '../action.js';
import {ask} from '../ask.js';
import type {ActionContext} from '../context.js';
import {changeStream, streamOf} from './change-stream.js';
import {goTo} from './find-in-stream.js';
import {whyNot} from './moves.js';

/** Searching in a stream, and showing a part of it. */
export const streamTexts: readonly Action[] = [
	{
		id: 'stream.search', keys: ['/'], when: 'stream', footer: 3, argument: '<text>',
		label: {en: 'search', zh: '搜索'},
		about: {en: 'mark a text wherever it is, and go to the nearest above', zh: '高亮文本，并跳到上方最近一处'},
		disabled: whyNot,
		run(context, argument) {
			if (argument === undefined) {
				ask(context, 'stream.search', streamOf(context)?.state.search ?? '');
				return;
			}

			changeStream(context, {type: 'search', text: argument});
			goTo(context, argument, stream => stream.nearestWith(argument));
		},
	},
	{...next('stream.search-next', 'n', 'down', {en: 'next', zh: '下一处'}, {en: 'to the next row that was searched for', zh: '下一处匹配'}), footer: 3},
	next('stream.search-previous', 'N', 'up', {en: 'previous', zh: '上一处'}, {en: 'to the row above that was searched for', zh: '上一处匹配'}),
	{
		id: 'stream.filter', keys: ['&'], when: 'stream', footer: 4, argument: '<words>',
		label: {en: 'only', zh: '仅显示'},
		about: {en: 'show only rows with these words: throw !33598 "need >= 2"', zh: '只显示含有这些词的行：throw !33598 "need >= 2"'},
		disabled: whyNot,
		run(context, argument) {
			if (argument === undefined) {
				askFilter(context);
			} else {
				changeStream(context, {type: 'filter', text: argument});
			}
		},
	},
];

/** What was searched for is mostly what shall be left over, so that it is offered. */
function askFilter(context: ActionContext): void {
	const {filter = '', search = ''} = streamOf(context)?.state ?? {};
	ask(context, 'stream.filter', filter);
	if (filter === '' && search !== '') {
		const text = quoteWord(search);
		context.store.dispatch({type: 'overlay-change', change: {text, caret: text.length}});
		changeStream(context, {type: 'filter', text});
	}
}

function next(id: string, key: string, direction: 'up' | 'down', label: Action['label'], about: Action['about']): Action {
	return {
		id, keys: [key], when: 'stream', label, about,
		disabled: context => whyNot(context) ?? (streamOf(context)?.state.search === '' ? context.say({en: 'nothing was searched for; / does', zh: '尚未搜索；按 / 搜索'}) : undefined),
		run(context) {
			const text = streamOf(context)?.state.search ?? '';
			goTo(context, text, stream => stream.nextWith(text, direction));
		},
	};
}
