import type {Text} from '../words/index.js';
import type {Action, KeyContext} from './action.js';
import {ask} from './ask.js';
import {changeList} from './list.js';

/** What a list of a kind of panes is filtered with, and the way back; `<kind>.filter` is the question that is asked. */
export function filtering(kind: Extract<KeyContext, 'cron' | 'log'>, about: Text): Action[] {
	return [
		{
			id: `${kind}.filter`, keys: ['/'], when: kind, footer: 5, argument: '<text>',
			label: {en: 'filter', zh: '过滤'},
			about,
			run(context, argument) {
				if (argument === undefined) {
					ask(context, `${kind}.filter`, context.focus().state.list?.filter ?? '');
				} else {
					changeList(context, {type: 'filter', text: argument});
				}
			},
		},
		{
			id: `${kind}.clear`, keys: ['esc'], when: kind,
			label: {en: 'all', zh: '全部'},
			about: {en: 'show all again, unmark, or dismiss the notices', zh: '恢复显示全部、取消标记或清除通知'},
			run(context) {
				if (context.store.getSnapshot().notices.length > 0) {
					context.store.dispatch({type: 'notices-dismiss'});
				} else {
					changeList(context, (context.focus().state.list?.filter ?? '') === '' ? {type: 'unmark'} : {type: 'filter', text: ''});
				}
			},
		},
	];
}
