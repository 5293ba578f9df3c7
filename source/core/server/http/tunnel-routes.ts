import {RequestFailure} from '../failure.js';
import type {TunnelAgent} from '../tunnel/tunnel-agent.js';
import {proxyRoute} from './proxy-route.js';
import {reply, replyJson} from './reply.js';
import {allowMethods, type RouteContext} from './route.js';

const noAddress = {host: '', port: 0};

type Route = (context: RouteContext) => void | Promise<void>;

/** The pages of the tunnel server 4.3.4 that others ask for by themselves; all of its switches stand at on. */
const routes: Readonly<Record<string, Route>> = {
	'api/tunnelApps'({response, tunnels}) {
		replyJson(response, JSON.stringify([...new Set(tunnels.agents.flatMap(({id}) => appOf(id)))].toSorted()));
	},
	'api/tunnelAgentInfo'(context) {
		const app = required(context, 'app');
		const {host, port} = context.tunnels.address ?? noAddress;
		replyAgents(context, context.tunnels.agents.filter(({id}) => appOf(id).includes(app)), {clientConnectHost: host, clientConnectTunnelPort: port});
	},
	'api/tunnelAgents'(context) {
		replyJson(context.response, JSON.stringify({success: context.tunnels.agent(required(context, 'agentId')) !== undefined}));
	},
	'api/cluster/findHost'(context) {
		const id = required(context, 'agentId');
		if (!context.tunnels.agent(id)) {
			throw new RequestFailure({status: 500, message: `no agent ${id} here`, agentId: id});
		}

		reply(context.response, 200, 'text/plain;charset=UTF-8', context.tunnels.address?.host ?? '');
	},
	// For the `statUrl` of agents, which tell each command by it and never look at the answer. The original shows what to do with it and no more; nothing is kept here.
	'api/stat'(context) {
		for (const name of ['ip', 'version', 'command']) {
			required(context, name);
		}

		replyJson(context.response, JSON.stringify({success: true}));
	},
	'actuator/arthas': replyActuator,
	'actuator/health'({response}) {
		replyJson(response, JSON.stringify({status: 'UP'}));
	},
};

export function isTunnelRoute(parts: readonly string[]): boolean {
	return parts[0] === 'proxy' || Object.hasOwn(routes, parts.join('/'));
}

export async function tunnelRoute(context: RouteContext): Promise<void> {
	allowMethods(context, 'GET', 'HEAD');
	await (context.parts[0] === 'proxy' ? proxyRoute(context) : routes[context.parts.join('/')]!(context));
}

function replyActuator({request, response, tunnels}: RouteContext): void {
	const {host, port} = tunnels.address ?? noAddress;
	replyJson(response, JSON.stringify({
		version: 'arthas-tui',
		properties: {
			server: {
				host, port, ssl: 'encrypted' in request.socket, path: '/ws', clientConnectHost: host,
			}, embeddedRedis: null, enableDetailPages: true, enableIframeSupport: false,
		},
		agents: Object.fromEntries(tunnels.agents.map(agent => [agent.id, infoOf(agent)])),
		clientConnections: Object.fromEntries(tunnels.legs.map(({id, host, port}) => [id, {host, port}])),
	}));
}

function replyAgents({response}: RouteContext, agents: readonly TunnelAgent[], more: object): void {
	replyJson(response, JSON.stringify(Object.fromEntries(agents.map(agent => [agent.id, {...infoOf(agent), ...more}]))));
}

function infoOf({host, port, version}: TunnelAgent) {
	return {host, port, arthasVersion: version === '' ? null : version};
}

/** What stands before the first low line; an id without one belongs to no application. */
function appOf(id: string): string[] {
	return id.includes('_') ? [id.slice(0, id.indexOf('_'))] : [];
}

function required({query}: RouteContext, name: string): string {
	const value = query.get(name);
	if (value === null) {
		throw new RequestFailure({status: 400, message: `the parameter ${name} is missing`});
	}

	return value;
}
