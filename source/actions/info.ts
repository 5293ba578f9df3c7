import {createList} from '../workspace/list-state.js';
import {texts, type Text} from '../words/index.js';
import type {Action} from './action.js';
import type {ActionContext} from './context.js';
import {openCronPane} from './cron/open-cron-pane.js';
import {hostOf, jvmsOf} from './info/host-of.js';
import {openHostPanes} from './info/open-host-panes.js';
import type {HostWatch, ProcessOrder} from './live/host-watch.js';
import type {HostPartName} from './live/host/host-parts.js';

const parts: ReadonlyArray<{key: string; part: HostPartName; label: Text; footer?: number}> = [
	{
		key: 'P', part: 'processes', label: {en: 'processes', zh: '进程'}, footer: 1,
	},
	{
		key: 'F', part: 'filesystems', label: {en: 'files', zh: '文件系统'}, footer: 2,
	},
	{
		key: 'N', part: 'network', label: {en: 'network', zh: '网络'}, footer: 3,
	},
	{
		key: 'O', part: 'ports', label: {en: 'ports', zh: '端口'}, footer: 4,
	},
	{
		key: 'U', part: 'users', label: {en: 'users', zh: '用户'}, footer: 5,
	},
	{
		key: 'K', part: 'kernel', label: {en: 'kernel', zh: '内核'}, footer: 6,
	},
	{key: 'D', part: 'disks', label: {en: 'disks', zh: '磁盘'}},
	{key: 'J', part: 'jvms', label: {en: 'JVMs', zh: 'JVM'}},
	{key: 'M', part: 'memory', label: {en: 'memory', zh: '内存'}},
	{key: 'C', part: 'cpu', label: {en: 'CPU', zh: 'CPU'}},
	{key: 'T', part: 'tree', label: {en: 'process tree', zh: '进程树'}},
	{key: 'I', part: 'packages', label: {en: 'packages', zh: '软件包'}},
];

const orders: ReadonlyArray<readonly [key: string, order: ProcessOrder, label: Text]> = [
	['c', 'cpu', {en: '%CPU', zh: '%CPU'}], ['m', 'memory', {en: 'memory', zh: '内存'}], ['i', 'io', {en: 'reads and writes', zh: '读写'}], ['t', 'threads', {en: 'threads', zh: '线程'}],
];

/** What can be done where a host is looked at. */
export const infoActions: readonly Action[] = [
	{
		id: 'info.overview', keys: ['esc', 'backspace'], when: 'info', footer: 0,
		label: {en: 'overview', zh: '总览'},
		about: {en: 'everything about the host at one look', zh: '一览主机的全部信息'},
		disabled: ({focus, store, say}) => focus().state.data?.['part'] === undefined && store.getSnapshot().notices.length === 0 ? say({en: 'it is shown already', zh: '已在显示'}) : undefined,
		run(context) {
			if (context.store.getSnapshot().notices.length > 0) {
				context.store.dispatch({type: 'notices-dismiss'});
			} else {
				change(context, {part: undefined});
			}
		},
	},
	...parts.map(({key, part, label, footer}): Action => ({
		id: `info.${part}`, keys: [key], when: 'info', footer, label,
		about: {en: `all that the host tells of its ${label.en}; again goes back`, zh: `主机的全部${label.zh}信息；再按返回`},
		run(context) {
			change(context, {part: context.focus().state.data?.['part'] === part ? undefined : part});
		},
	})),
	{
		id: 'info.pause', keys: ['p'], when: 'info', footer: 7,
		label: {en: 'pause', zh: '暂停'},
		about: {en: 'keep what is shown and ask nothing more, or go on', zh: '保持当前内容并停止询问，或继续'},
		run(context) {
			change(context, {paused: context.focus().state.data?.['paused'] === true ? undefined : true});
		},
	},
	...orders.map(([key, order, label]): Action => ({
		id: `info.sort-${order}`, keys: [`s ${key}`], when: 'info', label,
		about: {en: `processes: those with most ${label.en} first`, zh: `进程：按${label.zh}排序`},
		run(context) {
			hostWatchOf(context)?.sortProcesses(order);
			change(context, {order});
		},
	})),
	stepping('info.before', ',', -1, {en: 'sample before', zh: '上一采样'}, {en: 'how it was a sample before, of those that are kept', zh: '查看保留的上一采样'}),
	stepping('info.after', '.', 1, {en: 'sample after', zh: '下一采样'}, {en: 'a sample later, at last what comes now', zh: '查看下一采样，直至最新'}),
	{
		id: 'info.cron', keys: ['t'], when: 'info', footer: 8,
		label: {en: 'cron', zh: '定时任务'},
		about: {en: 'the cron jobs of this host', zh: '该主机的定时任务'},
		run(context) {
			const host = context.fleet.agentOf(context.focus().state.target);
			if (host) {
				openCronPane(context, [host], 'right');
			}
		},
	},
	{
		id: 'info.beside', keys: ['|'], when: ['info', 'result', 'stream'], footer: 9,
		label: {en: 'beside', zh: '并排'},
		about: {en: 'beside a host another one or one of its JVMs, beside a JVM its host', zh: '在主机旁打开另一主机或其 JVM，在 JVM 旁打开其主机'},
		disabled(context) {
			const agent = context.fleet.agentOf(context.focus().state.target);
			return agent?.kind === 'host' || (agent && hostOf(context, agent)) ? undefined : context.say({en: 'no agent is known on its host', zh: '其主机上没有已知的代理'});
		},
		run(context) {
			const agent = context.fleet.agentOf(context.focus().state.target);
			const host = agent && agent.kind !== 'host' ? hostOf(context, agent) : undefined;
			if (host) {
				openHostPanes(context, [host], 'right');
			} else if (agent) {
				choose(context, jvmsOf(context, agent).length > 0 ? `host=${agent.host ?? ''}` : 'host');
			}
		},
	},
];

function stepping(id: string, key: string, by: 1 | -1, label: Text, about: Text): Action {
	return {
		id, keys: [key], when: 'info', label, about,
		run(context) {
			const past = hostWatchOf(context)?.past() ?? [];
			const at = past.findIndex(moment => moment.at === context.focus().state.data?.['at']);
			const next = (at === -1 ? past.length - 1 : at) + by;
			// The last one is what is shown anyway.
			change(context, {at: next >= past.length - 1 ? undefined : past[Math.max(next, 0)]?.at});
		},
	};
}

function hostWatchOf({live, focus}: ActionContext): HostWatch | undefined {
	const thing = live.get(focus().state.live);
	return thing?.kind === 'host' ? thing.host : undefined;
}

/** A list of agents in which one is chosen, by enter for its commands, by `i` for how it is. */
function choose({store, say}: ActionContext, filter: string): void {
	store.dispatch({
		type: 'open', where: 'right', pane: {
			kind: 'agents', title: say(texts.tabs.agents), list: createList({filter}), data: {chooser: true},
		},
	});
}

function change({store, focus}: ActionContext, members: {part?: HostPartName | undefined; paused?: true | undefined; order?: ProcessOrder; at?: number | undefined}): void {
	const {id, state} = focus();
	const data = Object.fromEntries(Object.entries({...state.data, ...members}).flatMap(([name, value]) => value === undefined ? [] : [[name, value]]));
	store.dispatch({type: 'pane', pane: id, change: {data, ...('part' in members && {list: createList()})}});
}
