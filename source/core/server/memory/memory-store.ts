import {steadyNow} from '../clock.js';
import type {
	AgentChange, AgentStore, Claim, Deliver, RequestStore, Store, StoredAgent,
} from '../store.js';
import {MemoryResponses, type ResponseLimits} from './memory-responses.js';

const keptKeys = 10_000;
const keyLifeMs = 600_000;

/** The store of one process. It is gone with the process: agents re-register within seconds. */
export function memoryStore(limits: Partial<ResponseLimits> = {}): Store {
	const responses = new MemoryResponses(limits);
	return {
		agents: memoryAgents(),
		requests: memoryRequests(({agentId, requestId}) => responses.get(agentId, requestId) !== undefined),
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

	const put = (agent: StoredAgent) => {
		agents.set(agent.agentId, agent);
		tell({kind: 'put', agent});
	};

	return {
		get: agentId => agents.get(agentId),
		list: () => [...agents.values()],
		count: () => agents.size,
		put,
		update(agentId, change) {
			const before = agents.get(agentId);
			const after = before && change(before);
			if (after && after !== before) {
				put(after);
			}

			return after;
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

function memoryRequests(isKept: (claim: Claim) => boolean): RequestStore {
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
		send: request => streams.get(request.agentId)?.(request) ?? 'no-stream',
		claim(key, claim) {
			const now = steadyNow();
			const earlier = claims.get(key);
			if (earlier && (now - earlier.at < keyLifeMs || isKept(earlier))) {
				return earlier;
			}

			claims.delete(key);
			claims.set(key, {...claim, at: now});
			const [oldest] = claims.keys();
			if (claims.size > keptKeys && oldest !== undefined) {
				claims.delete(oldest);
			}

			return undefined;
		},
		unclaim(key) {
			claims.delete(key);
		},
	};
}
