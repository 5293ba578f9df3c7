import {encodeSse, sseComment} from '../../protocol/sse.js';
import type {AgentChange, StoredAgent} from '../store.js';
import {inOrder} from './in-order.js';
import {printListed} from './listed-agent.js';
import {ownHeaders} from './reply.js';
import type {RouteContext} from './route.js';

/** Changes of one agent are told at most four times a second. */
const coalesceMs = 250;
const commentMs = 15_000;
/** A reader that is so far behind is told the newest state of things when it has caught up. */
const unsentBytes = 1 << 20;

/** `GET /agents?watch=1`: the whole list as `add` events, `ready`, then what changes. */
export async function watchAgents({store, response, streams}: RouteContext): Promise<void> {
	const pending = new Map<string, AgentChange>();
	const shown = new Set<string>();
	const tell = (event: 'add' | 'change' | 'remove', agent: StoredAgent) => {
		response.write(encodeSse({event, data: printListed(agent, true)}));
	};

	const flush = () => {
		if (response.writableLength > unsentBytes) {
			return;
		}

		for (const [agentId, {kind, agent}] of pending) {
			const isShown = shown.has(agentId);
			if (kind === 'put') {
				shown.add(agentId);
				tell(isShown ? 'change' : 'add', agent);
			} else if (isShown) {
				shown.delete(agentId);
				tell('remove', agent);
			}
		}

		pending.clear();
	};

	response.writeHead(200, {...ownHeaders(), 'content-type': 'text/event-stream', 'x-accel-buffering': 'no'});
	const unsubscribe = store.agents.subscribe(change => {
		pending.set(change.agent.agentId, change);
	});
	const flusher = setInterval(flush, coalesceMs);
	const commenter = setInterval(() => {
		response.write(sseComment());
	}, commentMs);
	const end = async () => {
		response.end();
	};

	streams.add(end);
	response.once('close', () => {
		streams.delete(end);
		unsubscribe();
		clearInterval(flusher);
		clearInterval(commenter);
	});
	for (const agent of inOrder(await store.agents.list())) {
		pending.delete(agent.agentId);
		shown.add(agent.agentId);
		tell('add', agent);
	}

	response.write(encodeSse({event: 'ready', data: '{}'}));
}
