import type {Agent} from '../../core/client/agent.js';
import type {ActionContext} from '../context.js';
import {hostOf} from '../info/host-of.js';
import {targetsOf} from '../targets.js';
import {openFilePane} from './open-monitor-pane.js';

/** The agents whose hosts have logs that can be read, each with the host agent that reads them; undefined where there is none. */
export function logHostOf(context: ActionContext): {agent: Agent; host: Agent | undefined} | undefined {
	const [agent] = targetsOf(context);
	return agent && {agent, host: agent.kind === 'host' ? agent : hostOf(context, agent)};
}

/** Opens the log of the host that is chosen, or of the host of what is chosen: a monitoring agent and a JVM read none. */
export function openLogOf(context: ActionContext, path: string): void {
	const found = logHostOf(context);
	const {notify, say, focus} = context;
	if (!path.startsWith('/')) {
		notify('warn', say({en: 'a path begins with /', zh: '路径以 / 开头'}));
	} else if (found?.host) {
		if (found.agent.kind === 'monitor') {
			notify('info', say({en: '{name} reads no logs (404 in every version); {host} is asked', zh: '{name} 不提供日志读取（各版本均为 404）；改问 {host}'}, {name: found.agent.name, host: found.host.name}));
		}

		openFilePane(context, found.host, path, focus().state.kind === 'agents' ? 'tab' : 'down');
	} else {
		notify('warn', say({en: 'no host agent is known on the host of {name}; run arthas-tui host there', zh: '{name} 所在主机上没有主机代理；请在那里运行 arthas-tui host'}, {name: found?.agent.name ?? ''}));
	}
}
