import type {Agent} from '../../core/client/agent.js';
import type {ActionContext} from '../context.js';

/** The agent of the host on which a JVM runs; undefined where none says that it is that one. */
export function hostOf({fleet}: Pick<ActionContext, 'fleet'>, jvm: Agent): Agent | undefined {
	return fleet.agents.getSnapshot().find(agent => agent.kind === 'host' && agent.status === 'up' && isSameHost(agent, jvm));
}

/** The JVMs that run on a host. */
export function jvmsOf({fleet}: Pick<ActionContext, 'fleet'>, host: Agent): Agent[] {
	return fleet.agents.getSnapshot().filter(agent => agent.kind === 'jvm' && isSameHost(agent, host));
}

/** By the name, which every agent tells but that of a monitoring; addresses differ by the network over which one looks. */
function isSameHost(one: Agent, other: Agent): boolean {
	if (other.kind === 'monitor' && other.host === null) {
		return one.ip !== null && one.ip === other.ip;
	}

	return one.host !== null && one.host !== '' && one.host === other.host;
}
