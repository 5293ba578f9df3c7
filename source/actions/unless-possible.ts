import type {Agent} from '../core/client/agent.js';
import type {Text} from '../words/index.js';
import type {ActionContext} from './context.js';

const reasons = {
	console: {
		host: {en: '{name} is a host, which has no console; run sync.bash on it', zh: '{name} 是主机，没有控制台；请在其上执行 sync.bash'},
		readOnly: {en: 'read-only: a console can do anything, and only looking is allowed', zh: '只读模式：控制台可执行任何操作，而此处只允许查看'},
	},
	watch: {
		host: {en: '{name} is a host, which has no methods to watch', zh: '{name} 是主机，没有可观察的方法'},
		readOnly: {en: 'read-only: watch instruments methods, and only looking is allowed', zh: '只读模式：watch 会增强方法，而此处只允许查看'},
	},
} satisfies Record<string, {host: Text; readOnly: Text}>;

/** Why agents can't have this: one of them is a host, and only JVMs do it, or nothing but looking is allowed; undefined where they can. */
export function unlessPossible({say, readOnly}: ActionContext, agents: readonly Agent[], what: keyof typeof reasons): string | undefined {
	const host = agents.find(({kind}) => kind === 'host');
	return host ? say(reasons[what].host, {name: host.name}) : (readOnly ? say(reasons[what].readOnly) : undefined);
}
