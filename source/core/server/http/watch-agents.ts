import {printAgent} from '../../protocol/agent-record.js';
import {encodeSse, sseComment} from '../../protocol/sse.js';
import type {AgentChange, StoredAgent} from '../store.js';
import {inOrder} from './in-order.js';
import {ownHeaders} from './reply.js';
import type {RouteContext} from './route.js';

/** Changes of one agent are told at most four times a second. */
const coalesceMs = 250;
const commentMs = 15_000;

/** `GET /agents?watch=1`: the whole list as `add` events, then what changes. */
export function watchAgents({store, response}: RouteContext): void {
	const pending = new Map<string, AgentChange>();
	const shown = new Set<string>();
	response.writeHead(200, {...ownHeaders(), 'content-type': 'text/event-stream;charset=utf-8', 'x-accel-buffering': 'no'});
	response.flushHeaders();

	const tell = (event: 'add' | 'change' | 'remove', agent: StoredAgent) => {
		response.write(encodeSse({event, data: printAgent(agent)}));
	};

	const flush = () => {
		for (const [agentId, {kind, agent}] of pending) {
			tell(kind === 'remove' ? 'remove' : (shown.has(agentId) ? 'change' : 'add'), agent);
			if (kind === 'remove') {
				shown.delete(agentId);
			} else {
				shown.add(agentId);
			}
		}

		pending.clear();
	};

	const unsubscribe = store.agents.subscribe(change => {
		pending.set(change.agent.agentId, change);
	});
	const flusher = setInterval(flush, coalesceMs);
	const commenter = setInterval(() => {
		response.write(sseComment());
	}, commentMs);
	response.on('close', () => {
		unsubscribe();
		clearInterval(flusher);
		clearInterval(commenter);
	});
	void (async () => {
		for (const agent of inOrder([...await store.agents.list()])) {
			if (!shown.has(agent.agentId)) {
				shown.add(agent.agentId);
				tell('add', agent);
			}
		}

		response.write(encodeSse({event: 'ready', data: '{}'}));
	})();
}
