import {localJvms, type LocalJvm} from '../../core/host/attach/local-jvms.js';
import {whyNot} from '../../core/host/attach/why-not.js';
import {timeoutSignal} from '../../core/timeout-signal.js';
import {createList} from '../../workspace/list-state.js';
import {ask} from '../ask.js';
import type {ActionContext} from '../context.js';
import {describeError} from '../describe-error.js';
import {listedAmong} from './listed-among.js';

const lookMs = 10_000;
const mostNamed = 8;

/** Asks for the process, with the JVMs of this host told beside; where one is named, whether Arthas shall be put into it. */
export async function askAttach(context: ActionContext, pid?: string): Promise<void> {
	const {fleet, notify, say, readOnly} = context;
	if (readOnly) {
		notify('warn', say({en: 'not attached: only looking is allowed here', zh: '未附加：此处只允许查看'}));
		return;
	}

	if (fleet.origin.getSnapshot().attach === undefined) {
		notify('warn', say({en: 'only a server of your own on this host can be joined so: arthas-tui serve', zh: '仅可加入本机上你自己的服务器：arthas-tui serve'}));
		return;
	}

	try {
		const {jvms} = await localJvms(timeoutSignal(lookMs));
		if (pid === undefined || pid.trim() === '') {
			askWhich(context, jvms);
		} else {
			await askFirst(context, jvms, pid.trim());
		}
	} catch (error) {
		notify('bad', describeError(error, say));
	}
}

function askWhich(context: ActionContext, jvms: readonly LocalJvm[]): void {
	const {notify, say, fleet} = context;
	const isListed = listedAmong(jvms, fleet.agents.getSnapshot(), fleet.origin.getSnapshot());
	const fit = jvms.filter(jvm => whyNot(jvm) === undefined && !isListed(jvm));
	if (fit.length === 0) {
		notify('info', say({en: 'no JVM of yours that isn\'t listed runs on this host', zh: '本机没有可附加的 JVM'}));
		return;
	}

	// Those that need it first, and one of those that is alone is the answer already.
	const needing = fit.filter(({arthas}) => arthas !== 'attached');
	const ordered = [...needing, ...fit.filter(jvm => !needing.includes(jvm))];
	const choice = ordered.slice(0, mostNamed).map(jvm => nameOf(jvm)).join(', ');
	ask(context, 'agents.attach', needing.length === 1 || fit.length === 1 ? String(ordered[0]?.pid) : '', choice);
}

function nameOf({pid, mainClass, arthas}: LocalJvm): string {
	return `${pid} ${mainClass?.replace(/^.*\//u, '') ?? ''}${arthas === 'attached' ? ' (Arthas)' : ''}`;
}

async function askFirst({store, now, fleet, notify, say}: ActionContext, jvms: readonly LocalJvm[], pid: string): Promise<void> {
	const jvm = jvms.find(one => String(one.pid) === pid);
	if (jvm === undefined) {
		notify('warn', say({en: 'no JVM of this host has the number {pid}', zh: '本机没有进程号为 {pid} 的 JVM'}, {pid}));
		return;
	}

	// What speaks against it is thrown here, before anybody is asked.
	const plan = await fleet.origin.getSnapshot().attach?.(jvm);
	const reason = plan?.home === undefined
		? {
			en: 'Arthas serves in {main} already, on {ports}: it is left as it is, and listed as {agentId}',
			zh: '{main} 中已有 Arthas 在端口 {ports} 上运行：保持不变，列为 {agentId}',
		}
		: {
			en: 'Arthas from {home} is loaded into {main}; it listens on 127.0.0.1 with a password and is listed as {agentId}',
			zh: '将 {home} 中的 Arthas 载入 {main}；它在 127.0.0.1 上监听并要求密码，列为 {agentId}',
		};
	store.dispatch({
		type: 'overlay', overlay: {
			kind: 'confirm', text: '', caret: 0, list: createList(), since: now(), data: {
				attach: pid, command: `attach ${pid}`, tier: 'change', agent: `JVM ${pid}`,
				reason: say(reason, {
					main: jvm.mainClass ?? pid, ports: jvm.arthasPorts.join(', '), home: plan?.home ?? '', agentId: plan?.agentId ?? '',
				}),
			},
		},
	});
}
