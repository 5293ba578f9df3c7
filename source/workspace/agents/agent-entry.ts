import type {Agent} from '../../core/client/agent.js';
import {naturalKey} from '../list/natural-key.js';
import {distinctNames} from './distinct-names.js';

/** A connection as the list of agents needs it; `lostAt` (epoch ms) is null while it is up. */
export type ServerHealth = {name: string; lostAt: number | null};

/** What is known of an agent beyond what its server lists. */
export type AgentFacts = {java?: string | undefined; os?: string | undefined; sessions?: number | undefined};

/** An agent as a row. */
export type AgentEntry = {
	key: string;
	agent: Agent;
	/** What it is called here: its name, with its id where several agents have that name. */
	name: string;
	/** Since when nothing is known of it, as its server is lost; null otherwise. */
	lostAt: number | null;
	facts: AgentFacts;
};

/** Agents as rows in their usual order: server by server as given, then by name. */
export function agentEntries(agents: readonly Agent[], servers: readonly ServerHealth[], facts: ReadonlyMap<string, AgentFacts> = new Map()): AgentEntry[] {
	const ranks = new Map(servers.map(({name}, rank) => [name, rank]));
	const lost = new Map(servers.map(({name, lostAt}) => [name, lostAt]));
	const nameOf = distinctNames(agents);
	return agents
		.map(agent => {
			const name = nameOf(agent);
			const entry: AgentEntry = {
				key: agent.ref, agent, name, lostAt: lost.get(agent.server) ?? null, facts: facts.get(agent.ref) ?? {},
			};
			return {entry, rank: ranks.get(agent.server) ?? servers.length, sortKey: naturalKey(name)};
		})
		.sort((a, b) => a.rank - b.rank || (a.sortKey < b.sortKey ? -1 : Number(a.sortKey > b.sortKey)))
		.map(({entry}) => entry);
}
