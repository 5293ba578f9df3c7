import type {Agent} from '../core/client/agent.js';
import type {Connection} from '../core/client/connection.js';
import type {Fleet} from '../core/client/fleet.js';
import {writable} from '../core/readable.js';
import {
	distinctNames, noChanges, noteChanges, type ServerHealth,
} from '../workspace/agents.js';
import type {FleetOrigin, FleetPort} from './context.js';

/** The fleet of the screen: none at first, as the first frame waits for no server, and another one when the servers change. */
export type OpenFleetPort = FleetPort & {
	use(fleet: Fleet, origin: FleetOrigin): void;
	/** Calls `listener` when agents or the state of a connection changed; whether that is news, or only the next heartbeat. */
	subscribe(listener: (isNews: boolean) => void): () => void;
};

export function createFleetPort(): OpenFleetPort {
	const agents = writable<readonly Agent[]>([]);
	const connections = writable<readonly Connection[]>([]);
	const changes = writable(noChanges);
	const health = writable<readonly ServerHealth[]>([]);
	const origin = writable<FleetOrigin>({source: 'starting'});
	const listeners = new Set<(isNews: boolean) => void>();
	let current: Fleet | undefined;
	let forget: Array<() => void> = [];
	let byRef = new Map<string, Agent>();
	const changed = (isNews: boolean) => {
		for (const listener of listeners) {
			listener(isNews);
		}
	};

	const take = () => {
		const list = current?.agents.getSnapshot() ?? [];
		const nameOf = distinctNames(list);
		byRef = new Map(list.map(agent => [agent.ref, named(agent, nameOf(agent))]));
		changes.set(noteChanges(changes.getSnapshot(), agents.getSnapshot(), list, Date.now()));
		const before = agents.getSnapshot();
		agents.set(list);
		changed(before.length !== list.length || list.some((agent, index) => !isSameBesidesBeat(agent, before[index])));
	};

	const lookAtServers = () => {
		health.set(healthOf(connections.getSnapshot(), health.getSnapshot()));
		changed(true);
	};

	return {
		agents,
		connections,
		origin,
		changes,
		health,
		current: () => current,
		agentOf: ref => ref === undefined ? undefined : byRef.get(ref),
		use(fleet, from) {
			for (const stop of forget) {
				stop();
			}

			current = fleet;
			origin.set(from);
			connections.set(fleet.connections);
			forget = [fleet.agents.subscribe(take), ...fleet.connections.map(({state}) => state.subscribe(lookAtServers))];
			lookAtServers();
			take();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
}

const renamed = new WeakMap<Agent, Agent>();

/** The same object for the same agent, as painters tell by that what is new. */
function named(agent: Agent, name: string): Agent {
	if (name === agent.name) {
		return agent;
	}

	const known = renamed.get(agent) ?? {...agent, name};
	renamed.set(agent, known);
	return known;
}

/** When a server was lost is known only to who saw it: while it is being called again its state says something else. */
function healthOf(connections: readonly Connection[], before: readonly ServerHealth[]): ServerHealth[] {
	return connections.map(({endpoint: {name}, state}) => {
		const isUp = ['up', 'silent'].includes(state.getSnapshot().name);
		const lostAt = before.find(server => server.name === name)?.lostAt ?? null;
		return {name, lostAt: isUp ? null : lostAt ?? Date.now()};
	});
}

function isSameBesidesBeat(agent: Agent, before: Agent | undefined): boolean {
	return agent === before || (before !== undefined && JSON.stringify({...agent, lastSeen: 0}) === JSON.stringify({...before, lastSeen: 0}));
}
