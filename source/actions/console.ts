import {texts} from '../words/index.js';
import type {Action} from './action.js';
import type {ActionContext} from './context.js';
import {consoleOf} from './console/console-of.js';
import {detachedConsoles} from './console/detached.js';
import {openConsolePane} from './console/open-console-pane.js';
import {consoleReadingActions} from './console/reading-actions.js';
import {
	goBack, isOpen, reopenConsole, setView,
} from './console/step.js';
import {unlessPossible} from './unless-possible.js';

/** Terminals of agents: stepping out of one, reading and searching what it kept, leaving it and coming back. */
export const consoleActions: readonly Action[] = [
	{
		id: 'console.terminal', keys: ['c'], when: ['stream', 'result', 'doc'],
		label: {en: 'console', zh: '控制台'},
		about: {en: 'open the terminal of the agent beside this', zh: '在旁边打开该代理的终端'},
		disabled(context) {
			const agent = context.fleet.agentOf(context.focus().state.target);
			return agent ? unlessPossible(context, [agent], 'console') : context.say({en: 'no agent belongs to this pane', zh: '此窗格没有对应的代理'});
		},
		run(context) {
			const agent = context.fleet.agentOf(context.focus().state.target);
			if (agent) {
				openConsolePane(context, agent, 'right');
			}
		},
	},
	{
		id: 'console.step-out', keys: ['ctrl-]', 'ctrl-w ]'], when: 'console', footer: 1,
		label: {en: 'step out', zh: '移出'},
		about: {en: 'take the keys back from the host, to scroll, search and copy; twice sends ctrl-]', zh: '从远端收回按键，用于滚动、搜索和复制；按两次则发送 ctrl-]'},
		run(context) {
			setView(context, true);
		},
	},
	{
		id: 'console.panes', keys: ['f6 f6'], when: 'console', footer: 3,
		label: {en: 'panes', zh: '窗格'},
		about: {en: 'go to the next pane; F6 begins all keys of panes, as ctrl-w is for the host here', zh: '转到下一个窗格；此处 ctrl-w 归远端，窗格按键均以 F6 开头'},
		run(context) {
			const {id} = context.focus();
			context.run('pane.next');
			if (context.focus().id === id) {
				context.notify('info', context.say(texts.console.onlyPane));
			}
		},
	},
	{
		id: 'console.again', keys: ['enter'], when: 'console', footer: 2,
		label: {en: 'open again', zh: '重新打开'},
		about: {en: 'open a closed console again, below what it showed', zh: '在原有内容下方重新打开已关闭的控制台'},
		disabled: context => isOpen(context) ? context.say(texts.console.isOpen) : unlessListed(context),
		run: reopenConsole,
	},
	{
		id: 'console.send-escape', keys: ['ctrl-]', 'ctrl-w ]'], when: 'console-view',
		label: {en: 'send ctrl-]', zh: '发送 ctrl-]'},
		about: {en: 'send ctrl-] to the host', zh: '向远端发送 ctrl-]'},
		disabled: unlessRunning,
		run(context) {
			goBack(context);
			consoleOf(context, context.focus().state)?.type('\u001D');
		},
	},
	{
		id: 'console.back', keys: ['esc', 'enter'], when: 'console-view', footer: 1,
		label: {en: 'back to the prompt', zh: '返回提示符'},
		about: {en: 'show the newest lines and give the keys to the host again', zh: '显示最新的行，把按键交还远端'},
		run(context) {
			// A pane of a saved layout may have been stepped out of, and says that enter opens it.
			(consoleOf(context, context.focus().state) ? goBack : reopenConsole)(context);
		},
	},
	{
		id: 'console.reopen', keys: ['r'], when: 'console-view', footer: 2,
		label: {en: 'open again', zh: '重新打开'},
		about: {en: 'open a closed console again, below what it showed', zh: '在原有内容下方重新打开已关闭的控制台'},
		disabled: context => isOpen(context) ? context.say(texts.console.isOpen) : unlessListed(context),
		run: reopenConsole,
	},
	...consoleReadingActions,
	{
		id: 'console.detach', keys: ['D'], when: 'console-view', footer: 6,
		label: {en: 'detach', zh: '分离'},
		about: {en: 'close the pane; the console goes on and can be attached again', zh: '关闭窗格；控制台继续运行，可再次连接'},
		disabled: unlessRunning,
		run(context) {
			const {id, state} = context.focus();
			goBack(context);
			context.store.dispatch({type: 'close', pane: id});
			const isLeft = context.store.getSnapshot().panes[id] === undefined;
			context.notify('info', context.say(isLeft
				? {en: 'the console of {name} goes on; console.reattach brings it back', zh: '{name} 的控制台继续运行；用 console.reattach 恢复'}
				: {en: 'it is the last pane, which stays', zh: '这是最后一个窗格，不会关闭'}, {name: state.title}));
		},
	},
	{
		id: 'console.reattach', keys: [], when: 'everywhere', argument: '<agent>',
		label: {en: 'reattach', zh: '重新连接'},
		about: {en: 'bring a detached console back; without a name the one that was opened last', zh: '恢复已分离的控制台；不带名称则恢复最后打开的一个'},
		disabled: context => detachedConsoles(context).length === 0 ? context.say({en: 'no console is detached', zh: '没有已分离的控制台'}) : undefined,
		run(context, name) {
			const found = detachedConsoles(context).findLast(({agent}) => name === undefined || name.trim() === '' || agent.name === name.trim() || agent.ref === name.trim());
			if (found) {
				const {key, agent} = found;
				context.store.dispatch({
					type: 'open', where: 'tab', title: agent.name, pane: {
						kind: 'console', title: agent.name, target: agent.ref, live: key,
					},
				});
			} else {
				context.notify('warn', context.say({en: 'no detached console is called {name}', zh: '没有名为 {name} 的已分离控制台'}, {name: name ?? ''}));
			}
		},
	},
];

function unlessRunning(context: ActionContext): string | undefined {
	return isOpen(context) ? undefined : context.say(texts.console.noConsole);
}

function unlessListed(context: ActionContext): string | undefined {
	const agent = context.fleet.agentOf(context.focus().state.target);
	return agent ? unlessPossible(context, [agent], 'console') : context.say(texts.console.noAgent);
}
