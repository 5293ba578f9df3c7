import {isEnd} from '../../core/client/job-state.js';
import {
	closePopup, movePopup, searchHistory, takePopup, walkHistory, withField, type PromptState,
} from '../../workspace/command.js';
import {createField, editField, insertText} from '../../workspace/field.js';
import type {Action} from '../action.js';
import type {ActionContext} from '../context.js';
import {endFetchingHere, isFetchingHere} from '../end-fetching.js';
import type {CommandItem} from '../live/session-run.js';
import {isRipe} from '../overlays.js';
import {confirmAttach} from '../attach/confirm-attach.js';
import {confirmDetach} from '../attach/detach.js';
import {confirmPluginCall} from '../monitor/call-plugin.js';
import {confirmStream} from '../stream/open-stream-pane.js';
import {completePrompt} from './complete-prompt.js';
import {focusedPrompt, promptOf, setPrompt} from './prompt-of.js';
import {confirmCommand, runCommand} from './run-command.js';
import {startReading} from './read-results.js';
import {runningSession} from './session-of.js';

/** A change is confirmed no sooner than this after it was asked about, in ms. */
const changePatience = 1000;
const patience = 300;

/** While something is typed in a command pane. */
export const promptActions: readonly Action[] = [
	{
		id: 'command.interrupt', keys: ['ctrl-c', 'f8'], when: 'prompt', footer: 1,
		label: {en: 'clear or stop', zh: '清空或停止'},
		about: {en: 'clear the line; in an empty one, end the newest command that runs here, or what is fetched from here', zh: '清空输入行；若为空，则结束此处最新的运行中命令，或中止从此处下载文件'},
		disabled(context) {
			return isEmpty(context) && !newestRunning(context) && !isFetchingHere(context)
				? context.say({en: 'nothing runs here; ctrl-w q closes this pane, F2 and quit leaves the program', zh: '此处没有运行中的命令；ctrl-w q 关闭此窗格，F2 后输入 quit 退出程序'})
				: undefined;
		},
		run(context) {
			const running = newestRunning(context);
			if (!isEmpty(context)) {
				changePrompt(context, clear);
			} else if (running) {
				void running.job.interrupt();
			} else {
				endFetchingHere(context);
			}
		},
	},
	{
		id: 'command.run', keys: ['enter'], when: 'prompt', footer: 2,
		label: {en: 'run', zh: '执行'},
		about: {en: 'run the line, or take what was chosen above it', zh: '执行该行，或采用上方选中的项'},
		run(context) {
			const pane = focusedPrompt(context);
			if (pane?.prompt.popup?.isChosen && pane.prompt.popup.items.length > 0) {
				setPrompt(context, pane.id, takePopup(pane.prompt));
			} else if (pane) {
				runCommand(context, pane, pane.prompt.field.text);
			}
		},
	},
	{
		id: 'command.complete', keys: ['tab'], when: 'prompt', footer: 3,
		label: {en: 'complete', zh: '补全'},
		about: {en: 'complete commands, options, classes and methods; again takes what is chosen', zh: '补全命令、选项、类与方法；再按采用选中的项'},
		run(context) {
			const pane = focusedPrompt(context);
			const {popup} = pane?.prompt ?? {};
			// While the agent is asked, the first of a few is not what a second `tab` means.
			const isTaken = popup && popup.items.length > 0 && (popup.isChosen || popup.asked?.state !== 'asking');
			if (pane && isTaken) {
				setPrompt(context, pane.id, takePopup(pane.prompt));
			} else if (pane) {
				completePrompt(context, pane);
			}
		},
	},
	{...walking('command.up', 'up', -1, {en: 'history', zh: '历史'}, {en: 'the line above, or an older command that begins as typed', zh: '上一行，或以当前输入开头的更早命令'}), footer: 5},
	walking('command.down', 'down', 1, {en: 'newer', zh: '较新'}, {en: 'the line below, or a newer command', zh: '下一行，或较新的命令'}),
	{
		id: 'command.search', keys: ['ctrl-r', 'f7'], when: 'prompt', footer: 6,
		label: {en: 'search history', zh: '搜索历史'},
		about: {en: 'older commands with the typed text anywhere; again goes to the next', zh: '查找包含输入内容的历史命令；再按到下一条'},
		run(context) {
			changePrompt(context, prompt => prompt.popup?.kind === 'history' ? movePopup(prompt, 1) : searchHistory(prompt, linesOf(context)));
		},
	},
	{
		id: 'command.editor', keys: ['f4'], when: 'prompt', footer: 7,
		label: {en: '$EDITOR', zh: '$EDITOR'},
		about: {en: 'write the command in your editor', zh: '用编辑器编写命令'},
		async run(context) {
			const pane = focusedPrompt(context);
			const text = pane && await context.screen.edit(pane.prompt.field.text);
			const now = text === undefined ? undefined : promptOf(context, pane?.id ?? '');
			if (now && text !== undefined) {
				setPrompt(context, now.id, closePopup(withField(now.prompt, createField(text.replace(/\s+$/u, '')))));
			}
		},
	},
	{
		id: 'command.results', keys: ['esc'], when: 'prompt', footer: 4,
		label: {en: 'step out', zh: '移出'},
		about: {en: 'close what is open above the line, else take the keys back from it, to read the results and to leave', zh: '关闭输入行上方的列表；否则从输入行收回按键，用于查看结果和离开'},
		run(context) {
			const pane = focusedPrompt(context);
			if (pane?.prompt.popup) {
				setPrompt(context, pane.id, closePopup(pane.prompt));
			} else if (hasNotices(context)) {
				context.store.dispatch({type: 'notices-dismiss'});
			} else {
				startReading(context);
			}
		},
	},
	{
		id: 'command.results-page', keys: ['pageup', 'shift-pageup'], when: 'prompt',
		label: {en: 'page up', zh: '上一页'},
		about: {en: 'read the results, a page up', zh: '查看结果，上翻一页'},
		run(context) {
			startReading(context, {isPageUp: true});
		},
	},
	{
		id: 'command.newline', keys: ['alt-enter', 'ctrl-j'], when: 'prompt',
		label: {en: 'new line', zh: '换行'},
		about: {en: 'begin a new line in the command', zh: '在命令中另起一行'},
		run(context) {
			changePrompt(context, prompt => closePopup(withField(prompt, insertText(prompt.field, '\n'))));
		},
	},
	{
		id: 'command.clear', keys: [], when: 'prompt',
		label: {en: 'clear', zh: '清空'},
		about: {en: 'clear the line; ctrl-y brings it back', zh: '清空输入行；ctrl-y 恢复'},
		run(context) {
			changePrompt(context, clear);
		},
	},
	{
		id: 'command.confirm', keys: ['enter'], when: 'confirm', footer: 1,
		label: {en: 'send it', zh: '发送'},
		about: {en: 'send the command that was asked about', zh: '发送所询问的命令'},
		run(context) {
			const isChange = context.store.getSnapshot().overlay?.data?.['tier'] === 'change';
			if (!isRipe(context, isChange ? changePatience : patience)) {
				context.notify('info', context.say({en: 'not sent: that came too soon; press enter again', zh: '未发送：按得太快；请再按一次回车'}));
			} else if (!confirmCommand(context) && !confirmPluginCall(context) && !confirmAttach(context) && !confirmDetach(context)) {
				confirmStream(context);
			}
		},
	},
];

function walking(id: string, key: 'up' | 'down', by: 1 | -1, label: Action['label'], about: Action['about']): Action {
	return {
		id, keys: [key], when: 'prompt', label, about,
		run(context) {
			changePrompt(context, prompt => {
				if (prompt.popup) {
					return movePopup(prompt, by);
				}

				// A walk that has begun goes on, also over commands of several lines.
				const moved = prompt.walk ? undefined : editField(prompt.field, key);
				return moved ? {...prompt, field: moved} : walkHistory(prompt, linesOf(context), by);
			});
		},
	};
}

function changePrompt(context: ActionContext, change: (prompt: PromptState) => PromptState): void {
	const pane = focusedPrompt(context);
	if (pane) {
		setPrompt(context, pane.id, change(pane.prompt));
	}
}

function clear(prompt: PromptState): PromptState {
	const {text, killed} = prompt.field;
	return closePopup(withField(prompt, {...createField(), killed: text === '' ? killed : text}));
}

function isEmpty(context: ActionContext): boolean {
	return focusedPrompt(context)?.prompt.field.text === '';
}

function hasNotices({store}: ActionContext): boolean {
	return store.getSnapshot().notices.length > 0;
}

function linesOf({history}: ActionContext): readonly string[] {
	return history.lines().map(({line}) => line);
}

function newestRunning(context: ActionContext): CommandItem | undefined {
	const pane = focusedPrompt(context);
	return pane && runningSession(context, pane)?.items().findLast(({job}) => {
		const {state} = job.getSnapshot();
		return !isEnd(state) && state.name !== 'stopping';
	});
}
