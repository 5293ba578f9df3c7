import type {Agent} from '../core/client/agent.js';
import type {Text} from '../words/index.js';
import type {ActionContext} from './context.js';

/** What a pane says while no agent has the name of its target. */
export const goneText: Text = {en: 'its agent is gone', zh: '其代理已离线'};
// A restarted server makes all of them register, and most do not say which process they are.
const anew: Text = {en: 'the server restarted, or it is another process; f5 opens it', zh: '服务器已重启，或已是另一进程；f5 打开'};
const replaced: Text = {en: 'another process has its name now; f5 opens it for that one', zh: '该名称现属于另一个进程；f5 为其打开'};

/**
Panes that lost the agent for which they were opened take no input: what is typed must never reach another process that has
its name. A pane whose agent is back as it was has it again. To be called whenever the list of agents changed.
*/
export function watchTargets({store, live, fleet, say}: Pick<ActionContext, 'store' | 'live' | 'fleet' | 'say'>): void {
	const lost = new Set(fleet.health.getSnapshot().filter(({lostAt}) => lostAt !== null).map(({name}) => name));
	for (const [pane, {target, live: key, lost: before}] of Object.entries(store.getSnapshot().panes)) {
		const thing = live.get(key);
		// Of a server that is out of reach nobody knows who is there.
		if (thing?.agent === undefined || target === undefined || lost.has(thing.agent.server)) {
			continue;
		}

		const listed = fleet.agentOf(target);
		// A host is the same one, whichever process tells of it.
		const why = (thing.kind === 'host' || thing.kind === 'file' || thing.kind === 'plugins') && listed ? undefined : whyLost(thing.agent, listed);
		const now = why === undefined ? undefined : say(why);
		if (now !== before) {
			store.dispatch({type: 'pane', pane, change: {lost: now}});
		}
	}
}

function whyLost(opened: Agent, listed: Agent | undefined): Text | undefined {
	if (listed === undefined) {
		return goneText;
	}

	if (opened.process !== undefined && listed.process !== undefined) {
		return opened.process === listed.process ? undefined : replaced;
	}

	return opened.registeredAt !== null && listed.registeredAt !== null && opened.registeredAt !== listed.registeredAt ? anew : undefined;
}
