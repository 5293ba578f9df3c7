import {ArthasError} from '../../error.js';
import {parseAgents, type AgentRecord} from '../../protocol/agent-record.js';
import type {Agent} from '../agent.js';
import {answerError} from '../channel/answer-error.js';
import {ChannelRun} from '../channel/channel-run.js';
import {channelCalls, type ChannelServer} from '../channel/channel-server.js';
import {toAgent} from '../channel/to-agent.js';
import type {ConsoleWire} from '../console-wire.js';
import type {Endpoint} from '../endpoint.js';
import {createHttpClient} from '../http.js';
import {openConsoleSocket} from '../open-console.js';
import type {
	Backend, Link, LinkOptions, WireSession,
} from '../wire.js';

/** Unread messages after which the Java server (3.5.6) freezes an agent are 1,000; 900 results stay below whatever dies. */
const resultLimits = {ours: 1000, java: 900};
/** Before a command the Java server's list may be so old, and a heartbeat in it: it replays what it can't deliver. */
const freshMs = 2000;
const beatMs = 12_000;

/** The channel server: the Java original, or the one in this program, told apart by a header of ours. */
export const channelBackend: Backend = {
	open: (endpoint, options) => openLink(endpoint, options),
};

function openLink(endpoint: Endpoint, {maxMessage, onSent}: LinkOptions): Link {
	const http = createHttpClient(endpoint, {maxMessage});
	const facts: Link['facts'] & {isOurs: boolean} = {
		server: 'unknown', isOurs: false, clockOffsetMs: null, resultLimit: resultLimits.java, probeMs: 2000,
	};
	const server = channelCalls({
		http, endpoint, maxMessage, isOurs: () => facts.isOurs,
	});
	const closing = new Set<Promise<void>>();
	let listed: {at: number; agents: Agent[]} = {at: 0, agents: []};

	const list = async (signal: AbortSignal, timeoutMs: number): Promise<Agent[]> => {
		const sentAt = Date.now();
		const answer = await http.request({path: '/agents', timeoutMs, signal});
		if (answer.status !== 200) {
			throw answerError(answer, endpoint);
		}

		facts.isOurs = answer.headers['arthas-tui'] === '1';
		facts.server = facts.isOurs ? 'arthas-tui' : 'java';
		facts.resultLimit = facts.isOurs ? resultLimits.ours : resultLimits.java;
		facts.clockOffsetMs = clockOffset(answer.headers, sentAt);
		const records = readAgents(answer.text, answer.headers, endpoint);
		listed = {at: Date.now(), agents: records.map(record => toAgent(record, endpoint.name, facts.clockOffsetMs ?? 0))};
		return listed.agents;
	};

	/** The Java server accepts commands for an absent agent and delivers them later, repeatedly: none may leave then. */
	const absence = async (agent: Agent, signal: AbortSignal): Promise<string | undefined> => {
		if (facts.isOurs) {
			return undefined;
		}

		const agents = Date.now() - listed.at > freshMs ? await list(signal, 5000) : listed.agents;
		const now = agents.find(({id}) => id === agent.id);
		const silentMs = Date.now() - (now?.lastSeen ?? 0);
		if (!now) {
			return `${agent.name} is not on the server's list`;
		}

		return now.status === 'up' && silentMs <= beatMs
			? undefined
			: `${agent.name} is ${now.statusText}, last heartbeat ${Math.round(silentMs / 1000)} s ago; this server would deliver the command later, repeatedly`;
	};

	const session = (agent: Agent, given: string): WireSession => {
		let sessionId = given;
		return {
			get id() {
				return sessionId;
			},
			openedAt: Date.now(),
			async * run(spec, options) {
				const reason = await absence(agent, options.signal);
				if (reason) {
					yield {kind: 'end', end: {name: 'refused', by: 'agent-gone', message: reason}};
					return;
				}

				onSent({agent: agent.ref, what: spec.commandLine});
				const run = new ChannelRun(spec, {
					...options, server, agent, sessionId,
					onSessionId(learnt) {
						sessionId = learnt;
					},
				});
				yield * run.events();
			},
			async close() {
				const done = sessionId === '' ? Promise.resolve() : closeQuietly(server, agent.id, sessionId);
				closing.add(done);
				await done;
				closing.delete(done);
			},
		};
	};

	return {
		facts,
		greet: async signal => list(signal, 10_000),
		probe: async signal => list(signal, 5000),
		async openSession(agent, use, signal) {
			if (agent.id === '') {
				throw new ArthasError('ERR_AGENT_UNKNOWN', 'this agent has an empty id and can\'t be addressed', {hint: 'give it one with agentId=… in its agent arguments'});
			}

			if (use === 'one-shot') {
				return session(agent, '');
			}

			const reason = await absence(agent, signal);
			if (reason) {
				throw new ArthasError('ERR_AGENT_GONE', reason);
			}

			const opened = await server.initSession(agent.id, signal);
			if (!opened.sessionId) {
				throw new ArthasError('ERR_AGENT_GONE', `${agent.name} opened no session: ${opened.message || 'no reason given'}`, {retryable: true});
			}

			return session(agent, opened.sessionId);
		},
		async openConsole(agent, size, signal): Promise<ConsoleWire> {
			const reason = await absence(agent, signal);
			if (reason) {
				throw new ArthasError('ERR_AGENT_GONE', reason);
			}

			return openConsoleSocket({
				url: consoleUrl(endpoint, agent.id, facts.isOurs), endpoint, size, signal, readyMs: 16_000, stalledMs: facts.isOurs ? undefined : 5000,
				maxFrame: facts.isOurs ? 1 << 20 : 60_000, ready: agent.kind === 'host' ? 'any-output' : 'prompt', endsInSilence: !facts.isOurs,
			});
		},
		async close() {
			await Promise.race([Promise.all(closing), new Promise(resolve => {
				setTimeout(resolve, 1000).unref();
			})]);
			await http.close();
		},
	};
}

function readAgents(text: string, headers: Record<string, unknown>, endpoint: Endpoint): AgentRecord[] {
	try {
		return parseAgents(text);
	} catch (error) {
		throw new ArthasError('ERR_PROTOCOL_PEER', `${endpoint.base.host} is no channel server: its /agents is ${String(headers['content-type']).includes('html') ? 'a web page' : 'no list of agents'}`, {
			hint: `for one JVM write arthas+${endpoint.base.protocol}//${endpoint.base.host}; a login page may stand before the server`, cause: error,
		});
	}
}

/** The server's clock minus ours: to the ms from our server, to the second from any other. */
function clockOffset(headers: Record<string, string | string[] | undefined>, sentAt: number): number | null {
	const middle = (sentAt + Date.now()) / 2;
	const own = Number(headers['arthas-tui-time']);
	const date = Date.parse(String(headers['date']));
	if (Number.isFinite(own)) {
		return own - middle;
	}

	// A Date header is cut to the second, so its own moment lies half a second later.
	return Number.isFinite(date) ? (Math.abs(date + 500 - middle) < 2000 ? 0 : date + 500 - middle) : null;
}

/** Our server takes consoles on its HTTP port too; the Java server has a port for them, and reads ids undecoded. */
function consoleUrl(endpoint: Endpoint, agentId: string, isOurs: boolean): URL {
	const url = new URL(endpoint.consoleUrl ?? endpoint.base);
	url.protocol = url.protocol === 'https:' || url.protocol === 'wss:' ? 'wss:' : 'ws:';
	if (!endpoint.consoleUrl) {
		url.pathname = `${url.pathname === '/' ? '' : url.pathname}/ws`;
		if (!isOurs) {
			url.port = '8801';
		}
	}

	url.search = `?method=connectArthas&id=${encodeURIComponent(agentId)}`;
	return url;
}

async function closeQuietly(server: ChannelServer, agentId: string, sessionId: string): Promise<void> {
	try {
		await server.closeSession(agentId, sessionId, 5000, AbortSignal.timeout(5000));
	} catch {
		// The agent forgets it after 30 minutes by itself.
	}
}
