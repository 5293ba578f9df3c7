import type {Agent} from '../core/client/agent.js';
import type {AgentColumnId} from '../workspace/agents.js';
import type {Action} from './action.js';
import {agentCopies} from './agent-copies.js';
import {ask} from './ask.js';
import type {ActionContext} from './context.js';
import {askDetach, whyNoDetach} from './attach/detach.js';
import {openCronPane} from './cron/open-cron-pane.js';
import {changeList} from './list.js';
import {openAgents, openConsoles, openInfo} from './open.js';
import {openPalette} from './palette.js';
import {agentAt, targetsOf} from './targets.js';
import {unlessPossible} from './unless-possible.js';

const sorts: ReadonlyArray<{key: string; column: AgentColumnId; en: string; zh: string}> = [
	{
		key: 'n', column: 'name', en: 'name', zh: '名称',
	},
	{
		key: 'k', column: 'kind', en: 'kind', zh: '类型',
	},
	{
		key: 's', column: 'status', en: 'status, trouble first', zh: '状态，有问题的在前',
	},
	{
		key: 'a', column: 'app', en: 'application', zh: '应用',
	},
	{
		key: 'h', column: 'host', en: 'host', zh: '主机',
	},
	{
		key: 'i', column: 'ip', en: 'IP', zh: 'IP',
	},
	{
		key: 'v', column: 'version', en: 'version', zh: '版本',
	},
	{
		key: 'b', column: 'beat', en: 'last sign of life', zh: '心跳',
	},
	{
		key: 'w', column: 'via', en: 'way', zh: '途径',
	},
	{
		key: 'j', column: 'java', en: 'Java', zh: 'Java',
	},
	{
		key: 'x', column: 'server', en: 'server', zh: '服务器',
	},
	{
		key: 't', column: 'since', en: 'time of joining', zh: '加入时间',
	},
	{
		key: 'l', column: 'labels', en: 'labels', zh: '标签',
	},
	{
		key: 'e', column: 'sessions', en: 'sessions', zh: '会话数',
	},
	{
		key: 'o', column: 'os', en: 'operating system', zh: '操作系统',
	},
];

const groups: ReadonlyArray<{key: string; by: string | null; en: string; zh: string}> = [
	{
		key: 'a', by: 'app', en: 'application', zh: '应用',
	},
	{
		key: 'h', by: 'host', en: 'host', zh: '主机',
	},
	{
		key: 'v', by: 'version', en: 'version', zh: '版本',
	},
	{
		key: 'k', by: 'kind', en: 'kind', zh: '类型',
	},
	{
		key: 's', by: 'status', en: 'status', zh: '状态',
	},
	{
		key: 'x', by: 'server', en: 'server', zh: '服务器',
	},
	{
		key: 'n', by: null, en: 'nothing', zh: '不分组',
	},
];

/** Behind the method that is to be watched: what people want to see of a call, opened far enough to read it. */
const usualView = ' \'{params,returnObj,throwExp}\' -x 2';

/** What can be done with agents in their list. */
export const agentActions: readonly Action[] = [
	{
		id: 'agents.open', keys: ['enter'], when: 'agents', footer: 1,
		label: {en: 'open', zh: '打开'},
		about: {en: 'open a command pane on the agent, or fold its group', zh: '在该代理上打开命令窗格，或折叠分组'},
		disabled: context => targetsOf(context).length === 0 ? context.say({en: 'no agent is chosen', zh: '没有选中代理'}) : undefined,
		run(context) {
			const agent = agentAt(context);
			if (agent) {
				openAgents(context, [agent]);
			} else {
				changeList(context, {type: 'toggle-fold'});
			}
		},
	},
	onTargets({
		id: 'agents.console', keys: ['c'], footer: 3, label: {en: 'console', zh: '控制台'}, about: {en: 'open the terminal of the agent, or of all marked', zh: '打开代理（或所有已选代理）的终端'},
	}, (context, agents) => {
		openConsoles(context, agents);
	}, 'console'),
	onTargets({
		id: 'agents.run', keys: ['r'], footer: 4, label: {en: 'run', zh: '执行'}, about: {en: 'type a command to run on it, or on all marked', zh: '输入命令，在该代理或所有已选代理上执行'},
	}, context => {
		openPalette(context, '');
	}),
	onTargets({
		id: 'agents.watch', keys: ['w'], footer: 5, label: {en: 'watch', zh: 'watch'}, about: {en: 'watch a method of it', zh: '观察其方法调用'},
	}, context => {
		openPalette(context, `watch ${usualView}`, 'watch '.length);
	}, 'watch'),
	onTargets({
		id: 'agents.info', keys: ['i'], footer: 6, label: {en: 'info', zh: '信息'}, about: {en: 'its dashboard, or the facts of a host', zh: '其仪表盘，或主机信息'},
	}, (context, agents) => {
		openInfo(context, agents);
	}),
	{
		id: 'agents.cron', keys: ['t'], when: 'agents', footer: 7,
		label: {en: 'cron', zh: '定时任务'},
		about: {en: 'the cron jobs of the host, or of all marked', zh: '该主机或所有已选主机的定时任务'},
		disabled: context => targetsOf(context).some(({kind}) => kind === 'host') ? undefined : context.say({en: 'no host is chosen; jobs live on hosts', zh: '没有选中主机；任务运行在主机上'}),
		run(context) {
			openCronPane(context, targetsOf(context).filter(({kind}) => kind === 'host'), 'tab');
		},
	},
	{
		id: 'agents.attach', keys: ['A'], when: 'agents', argument: '<pid>',
		label: {en: 'attach', zh: '附加'},
		about: {en: 'put Arthas into a JVM of this host, which joins', zh: '将 Arthas 附加到本机的 JVM 并加入'},
		async run(context, pid) {
			// What looks at processes is no part of the first frame.
			const {askAttach} = await import('./attach/ask-attach.js');
			await askAttach(context, pid);
		},
	},
	{
		id: 'agents.detach', keys: ['! d'], when: 'agents',
		label: {en: 'detach', zh: '分离'},
		about: {en: 'end the Arthas that was attached to this JVM from here; asks first', zh: '结束从这里附加到该 JVM 的 Arthas；先询问'},
		disabled: whyNoDetach,
		run: askDetach,
	},
	{
		id: 'agents.filter', keys: ['/'], when: 'agents', footer: 7, argument: '<expression>',
		label: {en: 'filter', zh: '过滤'},
		about: {en: 'show only what fits: app=order up !zone=b', zh: '只显示符合条件的：app=order up !zone=b'},
		run(context, argument) {
			if (argument === undefined) {
				ask(context, 'agents.filter', context.focus().state.list?.filter ?? '');
			} else {
				changeList(context, {type: 'filter', text: argument});
			}
		},
	},
	{
		id: 'agents.clear-filter', keys: ['esc'], when: 'agents',
		label: {en: 'all', zh: '全部'},
		about: {en: 'show all again, or dismiss the notices', zh: '恢复显示全部，或清除通知'},
		run(context) {
			const {list} = context.focus().state;
			if (context.store.getSnapshot().notices.length > 0) {
				context.store.dispatch({type: 'notices-dismiss'});
			} else if (list && list.filter !== '') {
				changeList(context, {type: 'filter', text: ''});
			} else {
				changeList(context, {type: 'unmark'});
			}
		},
	},
	...sorts.map(({key, column, en, zh}): Action => ({
		id: `agents.sort-${column}`, keys: [`s ${key}`], when: 'agents',
		label: {en, zh},
		about: {en: `sort by ${en}; again turns it round`, zh: `按${zh}排序；再按反序`},
		run(context) {
			const sort = context.focus().state.list?.sort;
			changeList(context, {type: 'sort', column, direction: sort?.column === column && sort.direction === 'up' ? 'down' : 'up'});
		},
	})),
	{
		id: 'agents.sort-none', keys: ['s 0'], when: 'agents',
		label: {en: 'as they come', zh: '默认顺序'},
		about: {en: 'sort by server, then name', zh: '按服务器、名称排序'},
		run(context) {
			changeList(context, {type: 'sort', column: null});
		},
	},
	...groups.map(({key, by, en, zh}): Action => ({
		id: `agents.group-${by ?? 'none'}`, keys: [`S ${key}`], when: 'agents',
		label: {en, zh},
		about: {en: by === null ? 'no groups' : `group by ${en}`, zh: by === null ? '不分组' : `按${zh}分组`},
		run(context) {
			changeList(context, {type: 'group', by});
		},
	})),
	{
		id: 'agents.group-label', keys: [], when: 'agents', argument: '<label>',
		label: {en: 'by label', zh: '按标签'},
		about: {en: 'group by a label, such as zone', zh: '按标签分组，例如 zone'},
		run(context, argument = '') {
			changeList(context, {type: 'group', by: argument.trim() === '' ? null : `label:${argument.trim()}`});
		},
	},
	{
		id: 'agents.fold-all', keys: ['['], when: 'agents',
		label: {en: 'fold all', zh: '全部折叠'},
		about: {en: 'fold all groups', zh: '折叠所有分组'},
		run(context) {
			changeList(context, {type: 'fold-all'});
		},
	},
	{
		id: 'agents.unfold-all', keys: [']'], when: 'agents',
		label: {en: 'unfold all', zh: '全部展开'},
		about: {en: 'unfold all groups', zh: '展开所有分组'},
		run(context) {
			changeList(context, {type: 'unfold-all'});
		},
	},
	...agentCopies,
];

function onTargets(row: Omit<Action, 'when' | 'disabled' | 'run'>, act: (context: ActionContext, agents: readonly Agent[]) => void, what?: 'console' | 'watch'): Action {
	return {
		...row,
		when: 'agents',
		disabled(context) {
			const agents = targetsOf(context);
			return agents.length === 0 ? context.say({en: 'no agent is chosen', zh: '没有选中代理'}) : what && unlessPossible(context, agents, what);
		},
		run(context) {
			act(context, targetsOf(context));
		},
	};
}
