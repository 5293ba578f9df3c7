import {createList} from '../workspace/list-state.js';
import {texts, type Text} from '../words/index.js';
import type {Action} from './action.js';
import type {ActionContext} from './context.js';
import {askChange, sendChange, type JobVerb} from './cron/change-jobs.js';
import {
	editInForm, enterForm, openForm, stepForm,
} from './cron/job-form.js';
import {ordersFor} from './cron/job-orders.js';
import {chosenGroups, groupAt, jobsOf} from './cron/jobs-at.js';
import {openCronPane} from './cron/open-cron-pane.js';
import {filtering} from './list-filter.js';
import {changeList} from './list.js';

/** What can be done with the jobs of hosts. Nothing that changes a host is on a single key. */
export const cronActions: readonly Action[] = [
	{
		id: 'cron.all-hosts', keys: [], when: 'everywhere',
		label: {en: 'cron', zh: '定时任务'},
		about: {en: 'the cron jobs of all hosts', zh: '所有主机的定时任务'},
		run(context) {
			openCronPane(context, 'all', 'tab');
		},
	},
	{
		id: 'cron.history', keys: ['enter', 'o'], when: 'cron', footer: 1,
		label: {en: 'runs, output', zh: '执行与输出'},
		about: {en: 'the last runs of the job, with what they put out', zh: '任务的最近执行及其输出'},
		disabled: needsJob,
		run(context) {
			show(context, groupAt(context)?.key);
		},
	},
	{
		id: 'cron.back', keys: ['esc', 'backspace'], when: 'cron-job', footer: 1,
		label: {en: 'all jobs', zh: '全部任务'},
		about: {en: 'back to all jobs', zh: '返回全部任务'},
		run(context) {
			show(context, undefined);
		},
	},
	{
		id: 'cron.edit', keys: ['e'], when: 'cron', footer: 2,
		label: {en: 'edit', zh: '编辑'},
		about: {en: 'edit the job, and see its next runs before anything is sent', zh: '编辑任务，发送前可预览后续执行'},
		disabled: context => needsOwnJobs(context, [groupAt(context)]),
		run(context) {
			const group = groupAt(context);
			if (group) {
				openForm(context, {hosts: group.members.map(({ref, host}) => ({ref, name: host})), group});
			}
		},
	},
	{
		id: 'cron.add', keys: ['a'], when: 'cron', footer: 3,
		label: {en: 'add', zh: '添加'},
		about: {en: 'a new job on the hosts of this pane', zh: '在此窗格的主机上新建任务'},
		disabled: context => hostsUp(context).length === 0 ? context.say({en: 'no host has told of its jobs', zh: '没有主机报告其任务'}) : undefined,
		run(context) {
			openForm(context, {hosts: hostsUp(context)});
		},
	},
	changing('run', '! r', texts.cron.runNow, {en: 'run the job now, on every host that has it', zh: '在所有拥有该任务的主机上立即执行'}),
	changing('enable', '! e', texts.cron.enable, {en: 'let the job run by its schedule', zh: '让任务按计划执行'}),
	changing('disable', '! d', texts.cron.disable, {en: 'keep the job and let it run no more', zh: '保留任务但不再执行'}),
	changing('delete', '! x', texts.cron.delete, {en: 'delete the job, after its name was typed', zh: '输入名称后删除任务'}),
	...filtering('cron', {en: 'show only jobs with this in name, command or host', zh: '只显示名称、命令或主机包含该文本的任务'}),
	...([['n', 'next', texts.cron.byNext], ['j', 'name', texts.cron.byName], ['r', 'result', texts.cron.byResult], ['l', 'last', texts.cron.byLast]] as const).map(([key, column, label]): Action => ({
		id: `cron.sort-${column}`, keys: [`s ${key}`], when: 'cron', label, about: {en: `order: ${label.en}`, zh: `排序：${label.zh}`},
		run(context) {
			changeList(context, {type: 'sort', column, direction: 'up'});
		},
	})),
	{
		id: 'cron.refresh', keys: ['f5'], when: 'cron',
		label: {en: 'ask again', zh: '重新询问'},
		about: {en: 'ask all hosts for their jobs now', zh: '立即重新询问所有主机的任务'},
		run(context) {
			jobsOf(context)?.refresh();
		},
	},
	{
		id: 'cron-form.next', keys: ['tab', 'down'], when: 'cron-form', footer: 1,
		label: {en: 'next field', zh: '下一项'}, about: {en: 'to the next field', zh: '到下一项'},
		run(context) {
			stepForm(context, 1);
		},
	},
	{
		id: 'cron-form.back', keys: ['shift-tab', 'up'], when: 'cron-form', footer: 2,
		label: {en: 'back', zh: '上一项'}, about: {en: 'to the field before', zh: '到上一项'},
		run(context) {
			stepForm(context, -1);
		},
	},
	{
		id: 'cron-form.enter', keys: ['enter'], when: 'cron-form', footer: 3,
		label: {en: 'go on', zh: '继续'}, about: {en: 'to the next field; on Review: see what will be sent', zh: '到下一项；在“复核”上：查看将要发送的内容'},
		run: enterForm,
	},
	{
		id: 'cron-form.editor', keys: ['f4'], when: 'cron-form', footer: 4,
		label: {en: '$EDITOR', zh: '$EDITOR'}, about: {en: 'write what is in the field in your editor', zh: '用编辑器编写此项'},
		run: editInForm,
	},
	{
		id: 'cron-change.send', keys: ['enter'], when: 'cron-change', footer: 1,
		label: {en: 'send it', zh: '发送'}, about: {en: 'send what is shown to the hosts', zh: '将所示内容发送到主机'},
		run: sendChange,
	},
];

function changing(verb: Extract<JobVerb, 'run' | 'enable' | 'disable' | 'delete'>, key: string, label: Text, about: Text): Action {
	return {
		id: `cron.${verb}`, keys: [key], when: 'cron', label, about, footer: verb === 'run' ? 4 : undefined,
		disabled(context) {
			const groups = chosenGroups(context);
			return verb === 'delete' && groups.length > 1 ? context.say({en: 'only one job at a time; unmark the others', zh: '一次只能删除一个任务；请取消其他标记'}) : needsOwnJobs(context, groups);
		},
		run(context) {
			const groups = chosenGroups(context);
			askChange(context, {verb, name: groups.map(({name}) => name).join(', '), orders: ordersFor(verb, groups)});
		},
	};
}

function needsJob(context: ActionContext): string | undefined {
	return groupAt(context) === undefined || context.focus().state.data?.['job'] !== undefined ? context.say({en: 'no job is chosen', zh: '没有选中任务'}) : undefined;
}

function needsOwnJobs({say}: ActionContext, groups: ReadonlyArray<ReturnType<typeof groupAt>>): string | undefined {
	if (groups.length === 0 || groups.includes(undefined)) {
		return say({en: 'no job is chosen', zh: '没有选中任务'});
	}

	const other = groups.find(group => group?.usual.isReadonly);
	return other && say({en: '{name} stands in {source}, which is not changed from here', zh: '{name} 位于 {source}，不在此处修改'}, {name: other.name, source: other.usual.source});
}

function hostsUp(context: ActionContext): Array<{ref: string; name: string}> {
	return (jobsOf(context)?.hosts() ?? []).filter(({isUp, jobs}) => isUp && jobs !== undefined).map(({ref, name}) => ({ref, name}));
}

/** The history of one job, or the table of all, whose cursor stays where it was. */
function show(context: ActionContext, key: string | undefined): void {
	const {store, focus} = context;
	const {id, state} = focus();
	const {job: _, back = null, ...data} = state.data ?? {};
	if (key === undefined) {
		store.dispatch({type: 'pane', pane: id, change: {data, list: {...state.list ?? createList(), cursor: typeof back === 'string' ? back : null}}});
	} else {
		store.dispatch({
			type: 'pane', pane: id, change: {
				data: {...data, job: key, back: key}, list: {
					...state.list ?? createList(), cursor: null, cursorIndex: 0, cursorLine: 0,
				},
			},
		});
	}

	jobsOf(context)?.open(key);
}
