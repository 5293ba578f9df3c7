import {memoryResponses, type ResponseLimits} from './memory-responses.js';
import type {
	AgentChange, AgentStore, Claim, Deliver, RequestStore, Store, StoredAgent,
} from './store.js';

const keptKeys = 10_000;
const keyLifeMs = 600_000;

/** The store of one process. It is gone with the process: agents re-register within seconds. */
export function memoryStore(limits: Partial<ResponseLimits> = {}): Store {
	const responses = memoryResponses(limits);
	return {
		agents: memoryAgents(),
		requests: memoryRequests(),
		responses,
		close() {
			responses.close();
		},
	};
}

function memoryAgents(): AgentStore {
	const agents = new Map<string, StoredAgent>();
	const listeners = new Set<(change: AgentChange) => void>();
	const tell = (change: AgentChange) => {
		for (const listener of listeners) {
			listener(change);
		}
	};

	return {
		get: agentId => agents.get(agentId),
		list: () => [...agents.values()],
		put(agent) {
			agents.set(agent.agentId, agent);
			tell({kind: 'put', agent});
		},
		remove(agentId) {
			const agent = agents.get(agentId);
			if (agent) {
				agents.delete(agentId);
				tell({kind: 'remove', agent});
			}
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
}

function memoryRequests(): RequestStore {
	const streams = new Map<string, Deliver>();
	const claims = new Map<string, Claim & {at: number}>();
	return {
		attach(agentId, deliver) {
			streams.set(agentId, deliver);
			return () => {
				if (streams.get(agentId) === deliver) {
					streams.delete(agentId);
				}
			};
		},
		send: request => streams.get(request.agentId)?.(request) ? 'sent' : 'no-stream',
		claim(key, claim) {
			const now = Date.now();
			const earlier = claims.get(key);
			if (earlier && now - earlier.at < keyLifeMs) {
				return earlier;
			}

			claims.delete(key);
			claims.set(key, {...claim, at: now});
			for (const oldest of claims.keys()) {
				if (claims.size <= keptKeys) {
					break;
				}

				claims.delete(oldest);
			}

			return undefined;
		},
	};
}
