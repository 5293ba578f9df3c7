import {timeoutSignal} from '../../core/timeout-signal.js';
import type {ActionContext} from '../context.js';
import {describeError} from '../describe-error.js';

const lookMs = 10_000;

/** Attaches where the open dialog asks for that; gives whether it does. */
export function confirmAttach(context: ActionContext): boolean {
	const {overlay} = context.store.getSnapshot();
	const {attach: pid} = overlay?.kind === 'confirm' ? overlay.data ?? {} : {};
	if (typeof pid !== 'string') {
		return false;
	}

	context.store.dispatch({type: 'overlay', overlay: undefined});
	void attach(context, pid);
	return true;
}

/** The JVM is looked for again: it may have ended while somebody thought about it. */
async function attach({fleet, notify, say}: ActionContext, pid: string): Promise<void> {
	try {
		const {localJvms} = await import('../../core/host/attach/local-jvms.js');
		const {jvms} = await localJvms(timeoutSignal(lookMs));
		const jvm = jvms.find(one => String(one.pid) === pid);
		const plan = jvm && await fleet.origin.getSnapshot().attach?.(jvm);
		if (plan === undefined) {
			notify('warn', say({en: 'process {pid} has ended', zh: '进程 {pid} 已结束'}, {pid}));
			return;
		}

		notify('info', say({en: 'attaching to {pid}', zh: '正在附加到 {pid}'}, {pid}));
		await plan.run();
		notify('info', say({en: '{agentId} joins; ! d in the list undoes it', zh: '{agentId} 正在加入；在列表中按 ! d 可撤销'}, {agentId: plan.agentId}));
	} catch (error) {
		notify('bad', describeError(error, say));
	}
}
