import {ArthasError} from '../error.js';
import {writable, type Readable} from '../readable.js';
import type {Agent} from './agent.js';
import type {Connection} from './connection.js';
import {selectTargets} from './targets.js';

/** Several connections whose agents are one list. */
export type Fleet = {
	readonly connections: readonly Connection[];
	readonly agents: Readable<readonly Agent[]>;
	/** Waits until every connection is up or has failed once; the errors of those that failed. */
	settled(signal?: AbortSignal): Promise<Array<{connection: Connection; error: unknown}>>;
	select(expression: string): Agent[];
	/** The connection that an agent came by; throws ERR_AGENT_UNKNOWN for an agent of another fleet. */
	connectionOf(agent: Agent): Connection;
	close(): Promise<void>;
	[Symbol.asyncDispose](): Promise<void>;
};

export function createFleet(connections: readonly Connection[]): Fleet {
	const agents = writable<readonly Agent[]>([]);
	const join = () => {
		agents.set(connections.flatMap(connection => connection.agents.getSnapshot()));
	};

	const unsubscribes = connections.map(connection => connection.agents.subscribe(join));
	join();
	const fleet: Fleet = {
		connections,
		agents,
		async settled(signal) {
			const outcomes = await Promise.allSettled(connections.map(async connection => connection.ready(signal)));
			join();
			return outcomes.flatMap((outcome, index) => outcome.status === 'rejected' ? [{connection: connections[index]!, error: outcome.reason as unknown}] : []);
		},
		select: expression => selectTargets(agents.getSnapshot(), expression),
		connectionOf(agent) {
			const found = connections.find(({endpoint}) => endpoint.name === agent.server);
			if (!found) {
				throw new ArthasError('ERR_AGENT_UNKNOWN', `no connection here is called ${agent.server}`);
			}

			return found;
		},
		async close() {
			for (const unsubscribe of unsubscribes) {
				unsubscribe();
			}

			await Promise.all(connections.map(async connection => connection.close()));
		},
		async [Symbol.asyncDispose]() {
			await fleet.close();
		},
	};
	return fleet;
}
