import {findDirectWay} from '../core/client/direct-way.js';
import type {Agent} from '../core/client/agent.js';
import type {Action} from './action.js';
import type {ActionContext} from './context.js';
import {agentAt} from './targets.js';

/** From a text console to the HTTP API of the same JVM, where that can be reached from here. */
export const goDirect: Action = {
	id: 'agents.direct', keys: ['D'], when: 'agents', footer: 8, argument: '<port>',
	label: {en: 'go direct', zh: '直连'},
	about: {en: 'connect to the HTTP port of its Arthas, where it can be reached: results are structured then', zh: '若可访问其 Arthas 的 HTTP 端口则直连，结果为结构化数据'},
	disabled(context) {
		if (agentAt(context)?.results !== 'text') {
			return context.say({en: 'its results are structured as it is', zh: '其结果已是结构化数据'});
		}

		return context.fleet.origin.getSnapshot().add ? undefined : context.say({en: 'no server can be added here', zh: '此处无法添加服务器'});
	},
	run(context, argument = '') {
		const agent = agentAt(context);
		const port = argument.trim() === '' ? undefined : Number(argument);
		if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
			context.notify('warn', context.say({en: '{port} is no port', zh: '{port} 不是端口号'}, {port: argument.trim()}));
		} else if (agent) {
			void connect(context, agent, port);
		}
	},
};

async function connect({fleet, notify, say}: ActionContext, agent: Agent, port: number | undefined): Promise<void> {
	const address = `${agent.ip ?? '?'}:${port ?? 8563}`;
	notify('info', say({en: 'looking for {agent} at {address}', zh: '正在 {address} 查找 {agent}'}, {agent: agent.name, address}));
	const way = await findDirectWay(agent, {port, signal: new AbortController().signal});
	if (!way) {
		notify('warn', say({
			en: '{agent} can\'t be reached at {address}; :agents.direct PORT tries another port',
			zh: '无法在 {address} 访问 {agent}；:agents.direct PORT 可尝试其他端口',
		}, {agent: agent.name, address}));
	} else if (way.needsLogin) {
		notify('warn', say({
			en: '{address} asks for a login: start with --connect arthas+http://{address} --username NAME',
			zh: '{address} 需要登录：请用 --connect arthas+http://{address} --username NAME 启动',
		}, {address}));
	} else if (fleet.connections.getSnapshot().some(({endpoint}) => endpoint.name === way.endpoint.name)) {
		notify('info', say({en: '{agent} is connected straight already: {address}', zh: '{agent} 已直连：{address}'}, {agent: agent.name, address}));
	} else {
		fleet.origin.getSnapshot().add?.(way.endpoint);
		notify('info', say({en: '{agent} is in the list straight, too: {address}', zh: '{agent} 已通过直连加入列表：{address}'}, {agent: agent.name, address}));
	}
}
