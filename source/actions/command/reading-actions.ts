import {isEnd} from '../../core/client/job-state.js';
import {toggleCommand, toggleRow} from '../../workspace/command.js';
import type {ListEvent} from '../../workspace/list-state.js';
import type {Text} from '../../words/index.js';
import type {Action} from '../action.js';
import type {ActionContext} from '../context.js';
import {copying} from '../copying.js';
import {curlLine} from '../curl-line.js';
import {endFetchingHere, isFetchingHere} from '../end-fetching.js';
import {shellWord} from '../shell-word.js';
import {focusedPrompt, setPrompt} from './prompt-of.js';
import {
	followResults, hasResults, isFollowing, itemAtCursor, linesAtCursor, moveInResults, stopReading,
} from './read-results.js';
import {runCommand} from './run-command.js';
import {searchActions} from './search-results.js';
import {putInPrompt} from './type-into.js';

/** While the results above a prompt are read. */
export const readingActions: readonly Action[] = [
	{
		id: 'command.toggle', keys: ['enter'], when: 'command', footer: 1,
		label: {en: 'fold', zh: '折叠'},
		about: {en: 'fold or unfold the row, or all that came of the command', zh: '折叠或展开该行，或该命令的全部结果'},
		disabled: unlessRead,
		run(context) {
			fold(context, 'toggle');
		},
	},
	{
		id: 'command.again', keys: ['r'], when: 'command', footer: 2,
		label: {en: 'run again', zh: '再次执行'},
		about: {en: 'run the command under the cursor again', zh: '再次执行光标处的命令'},
		disabled: context => isRunning(context) ? context.say({en: 'it runs; ctrl-c ends it', zh: '正在运行；ctrl-c 结束'}) : unlessRead(context),
		run(context) {
			const pane = focusedPrompt(context);
			const item = itemAtCursor(context);
			if (pane && item) {
				runCommand(context, pane, item.typed);
			}
		},
	},
	{
		id: 'command.edit', keys: ['e'], when: 'command', footer: 3,
		label: {en: 'edit', zh: '编辑'},
		about: {en: 'put the command under the cursor into the prompt', zh: '把光标处的命令放到提示符'},
		disabled: unlessRead,
		run(context) {
			const item = itemAtCursor(context);
			if (item) {
				putInPrompt(context, item.typed);
			}
		},
	},
	{
		id: 'command.stop', keys: ['! s', 'ctrl-c'], when: 'command', footer: 4,
		label: {en: 'stop', zh: '停止'},
		about: {en: 'end the command under the cursor, or what is fetched from its JVM', zh: '结束光标处的命令，或中止从其 JVM 下载文件'},
		disabled: context => isRunning(context) || isFetchingHere(context) ? undefined : context.say({en: 'it does not run', zh: '它没有在运行'}),
		run(context) {
			if (isRunning(context)) {
				void itemAtCursor(context)?.job.interrupt();
			} else {
				endFetchingHere(context);
			}
		},
	},
	moving('command.read-down', ['down', 'j'], {type: 'move', by: 1}, {en: 'down', zh: '下'}, {en: 'to the next row', zh: '下一行'}),
	moving('command.read-up', ['up', 'k'], {type: 'move', by: -1}, {en: 'up', zh: '上'}, {en: 'to the row above', zh: '上一行'}),
	moving('command.page-down', ['pagedown', 'ctrl-f'], {type: 'page', by: 1}, {en: 'page down', zh: '下一页'}, {en: 'a page down', zh: '下翻一页'}),
	moving('command.page-up', ['pageup'], {type: 'page', by: -1}, {en: 'page up', zh: '上一页'}, {en: 'a page up', zh: '上翻一页'}),
	moving('command.first', ['g', 'home'], {type: 'first'}, {en: 'first', zh: '首行'}, {en: 'to the first row', zh: '第一行'}),
	moving('command.last', ['G', 'end'], {type: 'last'}, {en: 'last', zh: '末行'}, {en: 'to the newest row, and follow', zh: '最新的一行，并继续跟随'}),
	{
		id: 'command.follow', keys: ['f'], when: 'command', footer: 5,
		label: {en: 'follow', zh: '跟随'},
		about: {en: 'show the newest row again, and stay with it', zh: '回到最新一行并持续跟随'},
		disabled: context => isFollowing(context) ? context.say({en: 'it follows', zh: '正在跟随'}) : undefined,
		run: followResults,
	},
	...searchActions,
	folding('command.fold', 'left', 'open', {en: 'fold', zh: '折叠'}, {en: 'fold the row, or go to the one that it folds under', zh: '折叠该行，或转到其上级'}),
	folding('command.unfold', 'right', 'closed', {en: 'unfold', zh: '展开'}, {en: 'unfold the row', zh: '展开该行'}),
	{
		id: 'command.prompt', keys: ['esc'], when: 'command', footer: 9,
		label: {en: 'to the prompt', zh: '返回提示符'},
		about: {en: 'type commands again', zh: '继续输入命令'},
		run: stopReading,
	},
	copying('command', 'v', {en: 'value', zh: '值'}, context => {
		const {line} = linesAtCursor(context);
		return line && (line.value ?? line.text.trim());
	}),
	copying('command', 'p', {en: 'path', zh: '路径'}, context => linesAtCursor(context).line?.path),
	copying('command', 'r', {en: 'row', zh: '整行'}, context => linesAtCursor(context).line?.text.trimEnd()),
	copying('command', 'a', {en: 'all of it', zh: '全部'}, context => {
		const {lines, line} = linesAtCursor(context);
		return line && lines.filter(({item}) => item === line.item).map(({text}) => text.trimEnd()).join('\n').trimEnd();
	}),
	copying('command', 'c', {en: 'command', zh: '命令'}, context => itemAtCursor(context)?.typed),
	copying('command', 's', {en: 'shell', zh: 'shell'}, context => {
		const item = itemAtCursor(context);
		return item && `arthas-tui exec --on ${shellWord(item.job.agent.id)} ${shellWord(item.typed)}`;
	}),
	copying('command', 'u', {en: 'curl', zh: 'curl'}, context => {
		const item = itemAtCursor(context);
		const endpoint = item && context.fleet.current()?.connectionOf(item.job.agent).endpoint;
		return endpoint && curlLine(endpoint, item.job.agent, item.job.commandLine, {isStream: item.tier === 'probe'});
	}),
];

function unlessRead(context: ActionContext): string | undefined {
	return hasResults(context) ? undefined : context.say({en: 'nothing was run here yet; esc goes back to the prompt', zh: '此处尚未执行命令；esc 返回提示符'});
}

function isRunning(context: ActionContext): boolean {
	const item = itemAtCursor(context);
	return item !== undefined && !isEnd(item.job.getSnapshot().state);
}

function moving(id: string, keys: string[], event: ListEvent, label: Text, about: Text): Action {
	return {
		id, keys, when: 'command', label, about,
		run(context) {
			moveInResults(context, event);
		},
	};
}

function folding(id: string, key: string, from: 'open' | 'closed', label: Text, about: Text): Action {
	return {
		id, keys: [key], when: 'command', label, about,
		run(context) {
			fold(context, from);
		},
	};
}

/** A row that does not fold itself goes to the one that it folds under, and one of no fold to its command. */
function fold(context: ActionContext, from: 'open' | 'closed' | 'toggle'): void {
	const pane = focusedPrompt(context);
	const {lines, line} = linesAtCursor(context);
	if (!pane || !line) {
		return;
	}

	if (line.fold !== undefined && (from === 'toggle' || line.fold === from)) {
		const {result, row} = line;
		// What comes below the row must not take the cursor from it.
		moveInResults(context, {type: 'to', key: line.key});
		const {prompt} = focusedPrompt(context) ?? pane;
		setPrompt(context, pane.id, result !== undefined && row !== undefined ? toggleRow(prompt, result, row) : toggleCommand(prompt, line.item));
	} else if (from === 'open') {
		const above = lines.find(other => other.item === line.item && (line.parent === undefined ? other.result === undefined : other.result === line.result && other.row === line.parent));
		if (above) {
			moveInResults(context, {type: 'to', key: above.key});
		}
	}
}
