import type {Agent} from '../core/client/agent.js';
import type {Text} from '../words/index.js';
import type {ActionContext} from './context.js';

/** Why agents, one of which is a host, can't do what only JVMs do; undefined where there is none. `reason` may name it by `{name}`. */
export function unlessHosts({say}: ActionContext, agents: readonly Agent[], reason: Text): string | undefined {
	const host = agents.find(({kind}) => kind === 'host');
	return host && say(reason, {name: host.name});
}

export const hostReasons = {
	console: {en: '{name} is a host, which has no console; run sync.bash on it', zh: '{name} 是主机，没有控制台；请在其上执行 sync.bash'},
	watch: {en: '{name} is a host, which has no methods to watch', zh: '{name} 是主机，没有可观察的方法'},
} satisfies Record<string, Text>;
