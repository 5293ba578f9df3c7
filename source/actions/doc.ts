import {foldDoc, turnedTo, type DocFold} from '../workspace/doc.js';
import type {Text} from '../words/index.js';
import type {Action} from './action.js';
import {ask} from './ask.js';
import type {ActionContext} from './context.js';
import {copying} from './copying.js';
import {
	changeDoc, docAt, keepInDoc, type FocusedDoc,
} from './doc/doc-at.js';
import {goToNext, searchOf, setSearch} from './doc/search-doc.js';
import {changeList} from './list.js';

/** Reading a result: folds, order, search and copies. The cursor moves as in every list. */
export const docActions: readonly Action[] = [
	{...folding('doc.toggle', ['enter'], 'toggle', {en: 'fold', zh: '折叠'}, {en: 'open or close the row', zh: '展开或折叠该行'}), footer: 1},
	folding('doc.fold-row', ['left'], 'close', {en: 'close', zh: '折叠'}, {en: 'close the row, or go to the one around it', zh: '折叠该行，或转到其上级'}),
	folding('doc.unfold-row', ['right'], 'open', {en: 'open', zh: '展开'}, {en: 'open the row, or go into it', zh: '展开该行，或进入其中'}),
	folding('doc.open-all', [']'], 'open-all', {en: 'open all', zh: '全部展开'}, {en: 'open everything in the row, or in all of it', zh: '展开该行下的全部内容，或整个结果'}),
	folding('doc.close-all', ['['], 'close-all', {en: 'close all', zh: '全部折叠'}, {en: 'close everything in the row, or in all of it', zh: '折叠该行下的全部内容，或整个结果'}),
	{
		id: 'doc.hottest', keys: ['h'], when: 'doc', footer: 2,
		label: {en: 'hottest', zh: '最热'},
		about: {en: 'go to where most of the time went', zh: '转到耗时最多处'},
		disabled: context => docAt(context)?.view.hottest === undefined ? context.say({en: 'only a trace tells where the time went', zh: '只有 trace 说明时间花在何处'}) : undefined,
		run(context) {
			const doc = docAt(context);
			const key = doc?.view.hottest;
			if (doc && key !== undefined) {
				changeDoc(context, doc, {folded: turnedTo(doc.view, doc.list.folded, key), to: key});
			}
		},
	},
	{
		id: 'doc.order', keys: ['o'], when: 'doc', footer: 3,
		label: {en: 'order', zh: '顺序'},
		about: {en: 'calls by their cost, or in their own order', zh: '调用按耗时或按先后排列'},
		disabled: context => (docAt(context)?.view.modes.length ?? 0) < 2 ? context.say({en: 'it has one order only', zh: '只有一种顺序'}) : undefined,
		run: nextMode,
	},
	{
		id: 'doc.sort', keys: ['s'], when: 'doc', footer: 4, argument: '<column>',
		label: {en: 'sort', zh: '排序'},
		about: {en: 'sort by the next column; R turns the order round', zh: '按下一列排序；R 反转'},
		disabled: context => (docAt(context)?.view.columns.length ?? 0) === 0 ? context.say({en: 'there is no table', zh: '没有表格'}) : undefined,
		run: sortBy,
	},
	{
		id: 'doc.search', keys: ['/'], when: 'doc', footer: 5, argument: '<text>',
		label: {en: 'search', zh: '搜索'},
		about: {en: 'look for a text, also in what is folded', zh: '查找文本，包括折叠的内容'},
		run(context, text) {
			if (text === undefined) {
				ask(context, 'doc.search', searchOf(context));
			} else {
				setSearch(context, text);
				goToNext(context, 1);
			}
		},
	},
	{...seeking('doc.find-next', 'n', 1, {en: 'next', zh: '下一处'}, {en: 'to the next place that was looked for', zh: '转到下一处匹配'}), footer: 5},
	seeking('doc.find-previous', 'N', -1, {en: 'previous', zh: '上一处'}, {en: 'to the place before', zh: '转到上一处匹配'}),
	{
		id: 'doc.back', keys: ['esc'], when: 'doc',
		label: {en: 'back', zh: '返回'},
		about: {en: 'end the search, or dismiss the notices', zh: '结束搜索，或清除通知'},
		disabled: context => searchOf(context) === '' && context.store.getSnapshot().notices.length === 0
			? context.say({en: 'nothing is open here; q leaves this view, 1 goes to the first tab', zh: '此处没有打开的内容；q 离开此视图，1 转到第一个标签页'})
			: undefined,
		run(context) {
			if (searchOf(context) === '') {
				context.store.dispatch({type: 'notices-dismiss'});
			} else {
				setSearch(context, '');
			}
		},
	},
	copyingOf('v', {en: 'value', zh: '值'}, ({line}) => line && (line.value ?? textOf(line).trim())),
	copyingOf('p', {en: 'path', zh: '路径'}, ({line}) => line?.path),
	copyingOf('r', {en: 'row', zh: '整行'}, ({line}) => line && textOf(line).trim()),
	copyingOf('a', {en: 'all', zh: '全部'}, ({view}) => view.lines.map(line => textOf(line).trimEnd()).join('\n')),
	copyingOf('c', {en: 'command', zh: '命令'}, ({state}) => state.command),
];

function folding(id: string, keys: string[], by: DocFold, label: Text, about: Text): Action {
	return {
		id, keys, when: 'doc', label, about,
		run(context) {
			const doc = docAt(context);
			if (doc) {
				changeDoc(context, doc, foldDoc(doc.view, doc.list.folded, doc.line, by));
			}
		},
	};
}

function seeking(id: string, key: string, step: 1 | -1, label: Text, about: Text): Action {
	return {
		id, keys: [key], when: 'doc', label, about,
		disabled: context => searchOf(context) === '' ? context.say({en: '/ looks for something first', zh: '先按 / 搜索'}) : undefined,
		run(context) {
			goToNext(context, step);
		},
	};
}

function copyingOf(key: string, what: Text, of: (doc: FocusedDoc) => string | undefined): Action {
	return copying('doc', key, what, context => {
		const doc = docAt(context);
		return doc && of(doc);
	});
}

function textOf({spans}: FocusedDoc['view']['lines'][number]): string {
	return spans.map(({text}) => text).join('');
}

function nextMode(context: ActionContext): void {
	const doc = docAt(context);
	if (doc) {
		const {modes} = doc.view;
		const mode = doc.state.data?.['mode'];
		const at = typeof mode === 'string' ? modes.indexOf(mode) : 0;
		const next = modes[(at + 1) % modes.length];
		keepInDoc(context, doc, 'mode', next === modes[0] ? undefined : next);
	}
}

/** Each column in turn, and after the last one the order in which the agent sent the rows. */
function sortBy(context: ActionContext, name?: string): void {
	const doc = docAt(context);
	if (doc) {
		const columns = [...new Set(doc.view.columns)].filter(column => column !== '');
		const now = doc.list.sort;
		const column = name === undefined || name === ''
			? columns[now === null ? 0 : columns.indexOf(now.column) + 1]
			: columns.find(each => each.toLowerCase().startsWith(name.trim().toLowerCase()));
		changeList(context, {type: 'sort', column: column ?? null});
	}
}
