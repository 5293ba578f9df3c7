import type {Action} from './action.js';
import {ask} from './ask.js';
import {
	changeFile, findInFile, toggleTrace, traceAtCursor,
} from './monitor/change-file.js';
import {followingList} from './monitor/open-monitor-pane.js';
import {logHostOf, openLogOf} from './monitor/open-log-of.js';

/** What can be done with a log of a host. */
export const fileActions: readonly Action[] = [
	{
		id: 'file.open-log', keys: ['l'], when: ['agents', 'info', 'plugins'], argument: '<path>',
		label: {en: 'log', zh: '日志'},
		about: {en: 'follow a log of the host', zh: '跟踪主机上的日志'},
		disabled: context => logHostOf(context) ? undefined : context.say({en: 'no agent is chosen', zh: '没有选中代理'}),
		run(context, argument) {
			if (argument === undefined) {
				ask(context, 'file.path', '/var/log/');
			} else {
				openLogOf(context, argument.trim());
			}
		},
	},
	{
		id: 'file.follow', keys: ['f', 'F'], when: 'file', footer: 1,
		label: {en: 'follow', zh: '跟踪'},
		about: {en: 'to the end, and stay there', zh: '到末尾并保持'},
		run({store, focus}) {
			store.dispatch({type: 'pane', pane: focus().id, change: {list: followingList()}});
		},
	},
	{
		id: 'file.trace', keys: ['enter'], when: 'file', footer: 2,
		label: {en: 'trace', zh: '堆栈'},
		about: {en: 'show the whole stack trace, or fold it again', zh: '展开完整堆栈，或重新折叠'},
		disabled: context => traceAtCursor(context) ? undefined : context.say({en: 'no stack trace is under the cursor', zh: '光标处没有堆栈'}),
		run: toggleTrace,
	},
	{
		id: 'file.search', keys: ['/'], when: 'file', footer: 3, argument: '<text>',
		label: {en: 'search', zh: '搜索'},
		about: {en: 'find a text, in folded traces too, and let it stand out', zh: '查找文本（含折叠的堆栈）并高亮'},
		run(context, argument) {
			const text = context.focus().state.data?.['search'];
			if (argument === undefined) {
				ask(context, 'file.search', typeof text === 'string' ? text : '');
			} else {
				changeFile(context, {search: argument});
				findInFile(context, -1, 'here');
			}
		},
	},
	{
		id: 'file.find-next', keys: ['n'], when: 'file', footer: 4,
		label: {en: 'next', zh: '下一个'},
		about: {en: 'to the next line with it', zh: '到下一个匹配行'},
		run(context) {
			findInFile(context, 1);
		},
	},
	{
		id: 'file.find-previous', keys: ['N'], when: 'file', footer: 5,
		label: {en: 'previous', zh: '上一个'},
		about: {en: 'to the line with it before', zh: '到上一个匹配行'},
		run(context) {
			findInFile(context, -1);
		},
	},
	{
		id: 'file.only', keys: ['&'], when: 'file', footer: 6,
		label: {en: 'only matches', zh: '仅匹配行'},
		about: {en: 'show only the lines with it, or all again', zh: '只显示匹配行，或恢复全部'},
		run(context) {
			changeFile(context, {only: context.focus().state.data?.['only'] === true ? undefined : true});
		},
	},
	{
		id: 'file.clear', keys: ['esc'], when: 'file',
		label: {en: 'all', zh: '全部'},
		about: {en: 'end the search, or dismiss the notices', zh: '结束搜索，或清除通知'},
		run(context) {
			if (context.store.getSnapshot().notices.length > 0) {
				context.store.dispatch({type: 'notices-dismiss'});
			} else {
				changeFile(context, {search: undefined, only: undefined});
			}
		},
	},
];
