import type {Agent} from '../agent.js';
import type {ConsoleWire} from '../console-wire.js';
import type {LinkOptions, WireSession} from '../wire.js';
import {createConsolePool, type ConsolePool} from './console-pool.js';
import {createTextConsole, textConsoleSize} from './text-console.js';
import {createTextSession} from './text-session.js';

export type TextSessions = {
	/** Of an agent that has nothing but its terminal; its hidden consoles outlive the session. */
	open(agent: Agent): WireSession;
	close(): void;
};

type OpenConsole = (agent: Agent, size: {cols: number; rows: number}, signal: AbortSignal) => Promise<ConsoleWire>;

/** The hidden consoles of one server's agents, by agent. */
export function createTextSessions(openConsole: OpenConsole, onSent: LinkOptions['onSent']): TextSessions {
	const pools = new Map<string, ConsolePool>();
	return {
		open(agent) {
			let pool = pools.get(agent.id);
			if (!pool) {
				pool = createConsolePool({open: async signal => createTextConsole(await openConsole(agent, textConsoleSize, signal))});
				pools.set(agent.id, pool);
			}

			return createTextSession(pool, what => {
				onSent({agent: agent.ref, what});
			});
		},
		close() {
			for (const pool of pools.values()) {
				pool.close();
			}
		},
	};
}
