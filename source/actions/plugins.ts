import {createList, cursorIndexOf} from '../workspace/list-state.js';
import type {MonitorPlugin} from '../workspace/monitor.js';
import type {Text} from '../words/index.js';
import type {Action} from './action.js';
import {ask} from './ask.js';
import type {ActionContext} from './context.js';
import {askPluginCall, pluginsOf} from './monitor/call-plugin.js';
import {openPluginsPane} from './monitor/open-monitor-pane.js';
import {targetsOf} from './targets.js';

/** What can be done with plug-ins of monitoring agents. They are scripts on the host, so nothing of it is on a single key. */
export const pluginsActions: readonly Action[] = [
	{
		id: 'agents.plugins', keys: ['p'], when: 'agents',
		label: {en: 'plug-ins', zh: '插件'},
		about: {en: 'the plug-ins of a monitoring agent, and what it measures', zh: '监控代理的插件及其指标'},
		disabled: context => monitorOf(context) ? undefined : context.say({en: 'no monitoring agent is chosen', zh: '没有选中监控代理'}),
		run(context) {
			const agent = monitorOf(context);
			if (agent) {
				openPluginsPane(context, agent, 'tab');
			}
		},
	},
	calling('run', '! r', {en: 'run', zh: '运行'}, {en: 'run the script of the plug-in on the host, also where it is disabled', zh: '在主机上运行插件脚本（停用时也会运行）'}, 1),
	calling('update', '! u', {en: 'update', zh: '更新'}, {en: 'fetch the code of the plug-in anew', zh: '更新插件代码'}, 2),
	calling('enable', '! e', {en: 'enable', zh: '启用'}, {en: 'let the plug-in run in its cycle', zh: '让插件周期运行'}, 3),
	calling('disable', '! d', {en: 'disable', zh: '停用'}, {en: 'let the plug-in rest; after a day it is enabled again', zh: '停用插件；一天后自动启用'}, 4),
	{
		id: 'plugins.pull', keys: ['! p'], when: 'plugins',
		label: {en: 'pull', zh: '拉取'},
		about: {en: 'let the agent ask its registry now', zh: '让代理立即询问注册中心'},
		run(context) {
			askPluginCall(context, 'pull');
		},
	},
	{
		id: 'plugins.post', keys: [], when: 'plugins', argument: '<namespace> <json>',
		label: {en: 'post', zh: '提交指标'},
		about: {en: 'send figures into the monitoring', zh: '向监控系统提交指标'},
		run(context, argument) {
			if (argument === undefined) {
				ask(context, 'plugins.call', 'metrics.post ');
			} else {
				askPluginCall(context, `metrics.post ${argument}`);
			}
		},
	},
	{
		id: 'plugins.refresh', keys: ['f5'], when: 'plugins',
		label: {en: 'ask again', zh: '重新询问'},
		about: {en: 'ask the agent for its plug-ins now', zh: '立即重新询问插件列表'},
		run(context) {
			pluginsOf(context)?.refresh();
		},
	},
	{
		id: 'plugins.clear', keys: ['esc'], when: 'plugins',
		label: {en: 'dismiss', zh: '清除'},
		about: {en: 'dismiss the notices', zh: '清除通知'},
		run(context) {
			context.store.dispatch({type: 'notices-dismiss'});
		},
	},
];

/** The registry alone knows the group of a repository, so that the line is asked for before it is agreed to. */
function calling(verb: string, key: string, label: Text, about: Text, footer: number): Action {
	return {
		id: `plugins.${verb}`, keys: [key], when: 'plugins', label, about, footer,
		disabled: context => pluginAt(context) ? undefined : context.say({en: 'no plug-in is chosen', zh: '没有选中插件'}),
		run(context) {
			const row = pluginAt(context);
			if (row) {
				ask(context, 'plugins.call', `plugins.${verb} ${row.namespace} ${row.repo ?? `${groupOf(context, row)}/${row.plugin}`}`);
			}
		},
	};
}

/** Plug-ins of one host mostly come from one group, so that the one that was typed last is offered. */
function groupOf({sent}: ActionContext, {namespace}: MonitorPlugin): string {
	const called = /^plugins\.\w+ (?:-t \d+ )?(?<namespace>\S+) (?:[^:\s]*:)?(?<group>[^/\s]+)\//u;
	const calls = sent.entries().map(({what}) => called.exec(what)?.groups).filter(found => found?.['namespace'] === namespace);
	return calls.at(-1)?.['group'] ?? 'GROUP';
}

function pluginAt(context: ActionContext): MonitorPlugin | undefined {
	const {focus, screen} = context;
	const {id, state} = focus();
	const {lines} = screen.listOf(id);
	const key = lines[cursorIndexOf(state.list ?? createList(), lines)]?.key;
	return pluginsOf(context)?.plugins()?.find(row => row.key === key);
}

function monitorOf(context: ActionContext) {
	return targetsOf(context).find(({kind}) => kind === 'monitor');
}
