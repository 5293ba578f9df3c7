import type {StoredAgent} from '../store.js';
import {inOrder} from './in-order.js';
import {printListed} from './listed-agent.js';
import {replyJson} from './reply.js';
import {queryNumber, type RouteContext} from './route.js';
import {watchAgents} from './watch-agents.js';

const most = 1000;

/** `/agents`: all of them, or for those who ask for more than the Java server has, some, or as they change. */
export async function listAgents(context: RouteContext): Promise<void> {
	const {extended, query, response, store} = context;
	if (extended && query.get('watch') === '1') {
		await watchAgents(context);
		return;
	}

	const agents = inOrder(await store.agents.list());
	const listed = extended ? select(agents, query) : agents;
	replyJson(response, `[${listed.map(agent => printListed(agent, extended)).join(',')}]`);
}

const statusGroups: Record<string, string> = {IN_SERVICE: 'up', UP: 'up', DOWN: 'down'};

function select(agents: StoredAgent[], query: URLSearchParams): StoredAgent[] {
	const statuses = query.get('status')?.split(',');
	const [app, host, words] = ['app', 'host', 'q'].map(name => query.get(name)?.toLowerCase());
	const after = query.get('after');
	const start = after === null ? 0 : agents.findIndex(({agentId}) => agentId === after) + 1;
	const fits = (agent: StoredAgent) => (!statuses || statuses.includes(statusGroups[agent.agentStatus] ?? 'out'))
		&& (app === undefined || agent.appName.toLowerCase() === app)
		&& (host === undefined || agent.hostname.toLowerCase() === host || agent.ip === host)
		&& (words === undefined || `${agent.agentId} ${agent.appName} ${agent.hostname} ${agent.ip}`.toLowerCase().includes(words));
	return agents.slice(start).filter(agent => fits(agent)).slice(0, query.has('limit') ? queryNumber(query, 'limit', most, most) : undefined);
}
