import type {ServerResponse} from 'node:http';
import {encodeSse, sseComment} from '../../protocol/sse.js';
import type {AgentChange, AgentStore, StoredAgent} from '../store.js';
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
	response.writeHead(200, {...ownHeaders(), 'content-type': 'text/event-stream', 'x-accel-buffering': 'no'});
	const watch = new AgentWatch(store.agents, response);
	const end = async () => {
		response.end();
	};

	streams.add(end);
	response.once('close', () => {
		streams.delete(end);
		watch.stop();
	});
	await watch.begin();
}

class AgentWatch {
	readonly #agents: AgentStore;
	readonly #response: ServerResponse;
	readonly #pending = new Map<string, AgentChange>();
	readonly #shown = new Set<string>();
	readonly #unsubscribe: () => void;
	readonly #flusher: NodeJS.Timeout;
	readonly #commenter: NodeJS.Timeout;

	constructor(agents: AgentStore, response: ServerResponse) {
		this.#agents = agents;
		this.#response = response;
		this.#unsubscribe = agents.subscribe(change => {
			this.#pending.set(change.agent.agentId, change);
		});
		this.#flusher = setInterval(() => {
			this.#flush();
		}, coalesceMs);
		this.#commenter = setInterval(() => {
			response.write(sseComment());
		}, commentMs);
	}

	async begin(): Promise<void> {
		for (const agent of inOrder(await this.#agents.list())) {
			this.#pending.delete(agent.agentId);
			this.#shown.add(agent.agentId);
			this.#tell('add', agent);
		}

		this.#response.write(encodeSse({event: 'ready', data: '{}'}));
	}

	stop(): void {
		this.#unsubscribe();
		clearInterval(this.#flusher);
		clearInterval(this.#commenter);
	}

	#flush(): void {
		if (this.#response.writableLength > unsentBytes) {
			return;
		}

		for (const [agentId, {kind, agent}] of this.#pending) {
			const isShown = this.#shown.has(agentId);
			if (kind === 'put') {
				this.#shown.add(agentId);
				this.#tell(isShown ? 'change' : 'add', agent);
			} else if (isShown) {
				this.#shown.delete(agentId);
				this.#tell('remove', agent);
			}
		}

		this.#pending.clear();
	}

	#tell(event: 'add' | 'change' | 'remove', agent: StoredAgent): void {
		this.#response.write(encodeSse({event, data: printListed(agent, true)}));
	}
}
