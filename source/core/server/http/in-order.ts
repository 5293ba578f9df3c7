import type {StoredAgent} from '../store.js';

const order = ['IN_SERVICE', 'UP', 'OUT_OF_SERVICE', 'DOWN'];

/** By status, then by id; the Java server's order is that of a hash table. */
export function inOrder(agents: StoredAgent[]): StoredAgent[] {
	const rank = (agent: StoredAgent) => (order.indexOf(agent.agentStatus) + order.length + 1) % (order.length + 1);
	return agents.sort((left, right) => rank(left) - rank(right) || (left.agentId < right.agentId ? -1 : 1));
}
