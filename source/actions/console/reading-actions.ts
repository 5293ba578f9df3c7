import {texts, type Text} from '../../words/index.js';
import type {Action} from '../action.js';
import type {ActionContext} from '../context.js';
import type {ConsoleRun} from '../live/console-run.js';
import {consoleOf} from './console-of.js';
import {goBack} from './step.js';

/** What a person can do in a console that was stepped out of. Nothing of it reaches the host. */
export const consoleReadingActions: readonly Action[] = [
	moving('console.up', ['up', 'k'], {en: 'up', zh: '上'}, {en: 'a line up', zh: '上移一行'}, () => -1),
	moving('console.down', ['down', 'j'], {en: 'down', zh: '下'}, {en: 'a line down', zh: '下移一行'}, () => 1),
	moving('console.page-up', ['pageup', 'b'], {en: 'page up', zh: '上一页'}, {en: 'a page up', zh: '上翻一页'}, page => -page),
	moving('console.page-down', ['pagedown', 'space'], {en: 'page down', zh: '下一页'}, {en: 'a page down', zh: '下翻一页'}, page => page),
	moving('console.top', ['g', 'home'], {en: 'top', zh: '顶部'}, {en: 'to the oldest line that is kept', zh: '到保留的最早一行'}, () => Number.NEGATIVE_INFINITY),
	moving('console.bottom', ['G', 'end'], {en: 'bottom', zh: '底部'}, {en: 'to the newest line', zh: '到最新一行'}, () => Number.POSITIVE_INFINITY),
	{
		...looking('console.search', ['/'], {en: 'search', zh: '搜索'}, {en: 'search upwards in all lines that are kept', zh: '在保留的所有行中向上搜索'}, (look, height) => {
			look.beginSearch(height);
		}),
		footer: 3,
	},
	{...stepping('console.find-next', 'n', -1, {en: 'next', zh: '下一处'}, {en: 'the next match, further up', zh: '上方的下一处匹配'}), footer: 3},
	stepping('console.find-previous', 'N', 1, {en: 'previous', zh: '上一处'}, {en: 'the match before, further down', zh: '下方的上一处匹配'}),
	{
		...looking('console.mark', ['v'], {en: 'mark', zh: '标记'}, {en: 'choose lines from here on; again chooses none', zh: '从此处开始选择行；再按取消'}, (look, height) => {
			look.mark(height);
		}),
		footer: 4,
	},
	{
		...looking('console.copy', ['y'], {en: 'copy', zh: '复制'}, {en: 'copy the chosen lines, or all in view', zh: '复制所选的行，或当前可见的所有行'}, (look, height, {screen}) => {
			screen.copy(look.text(height));
			look.unmark();
		}),
		footer: 5,
	},
	{
		id: 'console.stay', keys: ['enter'], when: 'console-search', footer: 1,
		label: {en: 'stay here', zh: '停在此处'},
		about: {en: 'end typing; n and N go to the other matches', zh: '结束输入；n 与 N 转到其他匹配'},
		run(context) {
			consoleOf(context, context.focus().state)?.look.endTyping();
		},
	},
	{
		id: 'console.leave-search', keys: ['esc', 'ctrl-c'], when: 'console-search', footer: 2,
		label: {en: 'back to the prompt', zh: '返回提示符'},
		about: {en: 'end the search and give the keys to the host again', zh: '结束搜索，把按键交还远端'},
		run: goBack,
	},
];

function looking(id: string, keys: string[], label: Text, about: Text, act: (look: ConsoleRun['look'], height: number, context: ActionContext) => void): Action {
	return {
		id, keys, when: 'console-view', label, about,
		disabled: context => consoleOf(context, context.focus().state) ? undefined : context.say(texts.console.noConsole),
		run(context) {
			const {id: pane, state} = context.focus();
			const run = consoleOf(context, state);
			if (run) {
				act(run.look, context.screen.sizeOf(pane).height, context);
			}
		},
	};
}

function stepping(id: string, key: string, by: 1 | -1, label: Text, about: Text): Action {
	const action = looking(id, [key], label, about, (look, height) => {
		look.step(by, height);
	});
	return {
		...action,
		disabled(context) {
			const isSearched = (consoleOf(context, context.focus().state)?.look.matches.query ?? '') !== '';
			return action.disabled?.(context) ?? (isSearched ? undefined : context.say({en: 'nothing was searched for; / does', zh: '尚未搜索；按 / 搜索'}));
		},
	};
}

function moving(id: string, keys: string[], label: Text, about: Text, by: (page: number) => number): Action {
	return looking(id, keys, label, about, (look, height) => {
		look.move(by(look.lines(height)), height);
	});
}
