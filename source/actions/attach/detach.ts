import type {Agent} from '../../core/client/agent.js';
import type {PlannedDetach} from '../../core/host/attach/detach-arthas.js';
import {createList} from '../../workspace/list-state.js';
import type {ActionContext} from '../context.js';
import {describeError} from '../describe-error.js';
import {runningIn} from '../running.js';
import {targetsOf} from '../targets.js';

/** Why nothing can be detached where the cursor is; undefined where it can. */
export function whyNoDetach(context: ActionContext): string | undefined {
	const {say, readOnly} = context;
	if (readOnly) {
		return say({en: 'only looking is allowed here', zh: '此处只允许查看'});
	}

	if (targetsOf(context).length !== 1) {
		return say({en: 'one JVM at a time', zh: '一次只能分离一个 JVM'});
	}

	return planned(context) ? undefined : say({en: 'not attached by arthas-tui of this user; stop, sent to it as a command, ends its Arthas', zh: '并非由此用户的 arthas-tui 附加；向其发送命令 stop 可结束它的 Arthas'});
}

/** Shows what it does to the JVM under the cursor, for a yes. */
export function askDetach(context: ActionContext): void {
	const {store, now, say, live} = context;
	const found = planned(context);
	if (!found) {
		return;
	}

	const {agent, plan: {pid, isLeft}} = found;
	const reason = isLeft
		? {en: '{id} leaves the list; Arthas was in process {pid} before, and stays', zh: '{id} 将从列表中移除；Arthas 原已在进程 {pid} 中，保持不变'}
		: {en: 'Arthas in process {pid} stops, classes that commands changed are put back, and {id} leaves the list', zh: '进程 {pid} 中的 Arthas 将停止，被命令修改的类会还原，{id} 从列表中移除'};
	const running = live.all().filter(([, thing]) => thing.agent?.ref === agent.ref).flatMap(([, thing]) => runningIn(thing)).length;
	store.dispatch({
		type: 'overlay', overlay: {
			kind: 'confirm', text: '', caret: 0, list: createList(), since: now(), data: {
				detach: agent.ref, command: `detach ${pid}`, tier: 'change', agent: agent.ref,
				reason: say(reason, {id: agent.id, pid}) + (running === 0 ? '' : say({en: '; what runs there ends, too ({running})', zh: '；其上运行的 {running} 项也会结束'}, {running})),
			},
		},
	});
}

/** Detaches where the open dialog asks for that; gives whether it does. */
export function confirmDetach(context: ActionContext): boolean {
	const {overlay} = context.store.getSnapshot();
	const {detach: ref} = overlay?.kind === 'confirm' ? overlay.data ?? {} : {};
	if (typeof ref !== 'string') {
		return false;
	}

	context.store.dispatch({type: 'overlay', overlay: undefined});
	void detach(context, ref);
	return true;
}

/** It is looked for again: another program of this user may have detached it while somebody thought about it. */
async function detach({fleet, notify, say}: ActionContext, ref: string): Promise<void> {
	const agent = fleet.agentOf(ref);
	const plan = agent && fleet.origin.getSnapshot().detach?.(agent);
	if (!plan) {
		notify('warn', say({en: 'not detached: it isn\'t attached any more', zh: '未分离：它已不再附加'}));
		return;
	}

	try {
		notify('info', say({en: 'detaching {id}', zh: '正在分离 {id}'}, {id: agent.id}));
		const done = await plan.run();
		notify('info', done === 'gone'
			? say({en: 'Arthas had ended in {pid} before; it is forgotten', zh: '进程 {pid} 中的 Arthas 此前已结束；记录已清除'}, {pid: plan.pid})
			: say({en: '{id} is detached', zh: '{id} 已分离'}, {id: agent.id}));
	} catch (error) {
		notify('bad', describeError(error, say));
	}
}

function planned(context: ActionContext): {agent: Agent; plan: PlannedDetach} | undefined {
	const [agent] = targetsOf(context);
	const plan = agent && context.fleet.origin.getSnapshot().detach?.(agent);
	return plan && {agent, plan};
}
