import type {Agent} from './agent.js';
import type {Endpoint} from './endpoint.js';
import type {
	Backend, Link, LinkOptions, WireSession,
} from './wire.js';

/** A session at an agent in which a stream of ours runs, and which nobody else would end. */
export type OwnSession = {
	/** Kind and address of the server, without any login. */
	server: string;
	agentId: string;
	sessionId: string;
	commandLine: string;
};

/** Where own sessions are written down before their command is sent, so that they are ended even when this program is killed. */
export type SessionLedger = {
	add(session: OwnSession): void;
	remove(session: OwnSession): void;
	/** What a run that was killed has left at this server. */
	leftAt(server: string): OwnSession[];
	/** It was closed; `wasOpen` is false when the agent knew nothing of it any more. */
	settled(session: OwnSession, wasOpen: boolean): void;
};

/** The same kind of server, whose streams are in the ledger while they run and whose leftovers are ended when it is met. */
export function rememberSessions(backend: Backend, ledger: SessionLedger): Backend {
	return {
		open(endpoint, options) {
			const link = backend.open(endpoint, options);
			return link.endSession ? remember(link, {endpoint, ledger, options}) : link;
		},
	};
}

function remember(link: Link, {endpoint, ledger, options}: {endpoint: Endpoint; ledger: SessionLedger; options: LinkOptions}): Link {
	const server = `${endpoint.kind}+${endpoint.base.href}`;
	const endLeftovers = async (agents: Agent[], signal: AbortSignal) => {
		const known = ledger.leftAt(server).flatMap(left => agents.filter(({id}) => endpoint.kind !== 'channel' || id === left.agentId).map(agent => ({left, agent})));
		await Promise.all(known.map(async ({left, agent}) => {
			try {
				options.onSent({agent: agent.ref, what: 'close_session'});
				ledger.settled(left, await link.endSession!(left.agentId, left.sessionId, signal));
			} catch {
				// It stays in the ledger for the next time.
			}
		}));
	};

	return {
		get facts() {
			return link.facts;
		},
		async greet(signal) {
			const agents = await link.greet(signal);
			await endLeftovers(agents, signal);
			return agents;
		},
		probe: async signal => link.probe(signal),
		async openSession(agent, use, signal) {
			const session = await link.openSession(agent, use, signal);
			return use === 'stream' ? noted(session, {ledger, server, agentId: agent.id}) : session;
		},
		openConsole: async (agent, size, signal) => link.openConsole(agent, size, signal),
		files: agent => link.files?.(agent),
		endSession: async (agentId, sessionId, signal) => link.endSession!(agentId, sessionId, signal),
		close: async () => link.close(),
	};
}

function noted(session: WireSession, {ledger, ...where}: {ledger: SessionLedger; server: string; agentId: string}): WireSession {
	let own: OwnSession | undefined;
	return {
		get id() {
			return session.id;
		},
		run(spec, options) {
			if (session.id !== '') {
				own ??= {...where, sessionId: session.id, commandLine: spec.commandLine};
				ledger.add(own);
			}

			return session.run(spec, options);
		},
		async close() {
			await session.close();
			if (own) {
				ledger.remove(own);
			}
		},
	};
}
