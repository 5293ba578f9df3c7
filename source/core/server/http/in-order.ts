import type {StoredAgent} from '../store.js';

const ranks: Record<string, number> = {
	IN_SERVICE: 0, UP: 1, OUT_OF_SERVICE: 2, DOWN: 3,
};

/** By status, then by id; the Java server's order is that of a hash table. */
export function inOrder(agents: readonly StoredAgent[]): StoredAgent[] {
	const rank = ({agentStatus}: StoredAgent) => ranks[agentStatus] ?? 4;
	return agents.toSorted((left, right) => rank(left) - rank(right) || (left.agentId < right.agentId ? -1 : 1));
}
