import {ArthasError, isArthasError, nothingRan} from '../../error.js';
import {parseAgents, type AgentRecord} from '../../protocol/agent-record.js';
import {writable} from '../../readable.js';
import type {Agent} from '../agent.js';
import {absence} from '../channel/absence.js';
import {answerError} from '../channel/answer-error.js';
import {ChannelRun} from '../channel/channel-run.js';
import {channelCalls} from '../channel/channel-server.js';
import {toAgent} from '../channel/to-agent.js';
import type {Endpoint} from '../endpoint.js';
import {createHttpClient} from '../http.js';
import {openConsoleSocket} from '../open-console.js';
import type {
	Backend, CommandSpec, Link, LinkOptions, WireSession,
} from '../wire.js';

/** Unread messages after which the Java server (3.5.6) freezes an agent are 1,000; 900 results stay below whatever dies. */
const limits = {ours: {resultLimit: 1000}, java: {resultLimit: 900, askAbove: 900}};
/** Before a command the Java server's list may be so old. */
const freshMs = 2000;
/** How long a closing link waits for sessions that are just being closed at the agent. */
const farewellMs = 1000;

/** The channel server: the Java original, or the one in this program, told apart by a header of ours. */
export const channelBackend: Backend = {
	open: (endpoint, options) => openLink(endpoint, options),
};

function openLink(endpoint: Endpoint, {maxMessage, onSent}: LinkOptions): Link {
	const http = createHttpClient(endpoint, {maxMessage});
	const agents = writable<readonly Agent[]>([]);
	const closing = new Set<Promise<void>>();
	let listedAt = Number.NEGATIVE_INFINITY;
	let isOurs = false;
	let facts: Link['facts'] = {
		...limits.java, server: 'unknown', clockOffsetMs: null, probeMs: 2000,
	};
	const server = channelCalls({
		http, endpoint, maxMessage, agents, isOurs: () => isOurs,
	});

	const list = async (signal: AbortSignal, timeoutMs: number): Promise<Agent[]> => {
		const sentAt = Date.now();
		const answer = await http.request({path: '/agents', timeoutMs, signal});
		if (answer.status !== 200) {
			throw answerError(answer, endpoint);
		}

		const records = readAgents(answer.text, answer.headers, endpoint);
		isOurs = answer.headers['arthas-tui'] === '1';
		facts = {
			...facts, ...(isOurs ? {askAbove: undefined, ...limits.ours} : limits.java), server: isOurs ? 'arthas-tui' : 'java', clockOffsetMs: clockOffset(answer.headers, sentAt),
		};
		const listed = records.map(record => toAgent(record, endpoint.name, facts.clockOffsetMs ?? 0));
		listedAt = performance.now();
		agents.set(listed);
		return listed;
	};

	/** Asking for the list sends no command, whatever comes of it. */
	const freshList = async (signal: AbortSignal) => {
		try {
			return performance.now() - listedAt > freshMs ? await list(signal, 5000) : agents.getSnapshot();
		} catch (error) {
			throw isArthasError(error) ? nothingRan(error) : error;
		}
	};

	const isAbsent = async (agent: Agent, signal: AbortSignal, spec?: CommandSpec) => isOurs
		? undefined
		: absence(agent, {list: async () => freshList(signal), signal, ...(spec && {spec})});

	const mustBeThere = async (agent: Agent, signal: AbortSignal) => {
		const reason = await isAbsent(agent, signal);
		if (reason) {
			throw new ArthasError('ERR_AGENT_GONE', reason);
		}
	};

	const closeSession = async (agent: Agent, sessionId: string) => {
		const done = server.closeSession(agent.id, sessionId, AbortSignal.timeout(5000));
		closing.add(done);
		await done;
		closing.delete(done);
	};

	const session = (agent: Agent, given: string): WireSession => {
		let id = given;
		return {
			get id() {
				return id;
			},
			openedAt: Date.now(),
			async * run(spec, options) {
				const reason = await isAbsent(agent, AbortSignal.any([options.signal, options.stop]), spec);
				if (reason) {
					yield {kind: 'end', end: {name: 'refused', by: 'agent-gone', message: reason}};
					return;
				}

				onSent({agent: agent.ref, what: spec.commandLine});
				const run = new ChannelRun(spec, {
					...options, server, agent, sessionId: id,
				});
				try {
					yield * run.events();
				} finally {
					id = run.sessionId;
				}
			},
			async close() {
				if (id !== '') {
					await closeSession(agent, id);
				}
			},
		};
	};

	return {
		get facts() {
			return facts;
		},
		greet: async signal => list(signal, 10_000),
		probe: async signal => list(signal, 5000),
		async openSession(agent, use, signal) {
			if (agent.id === '') {
				throw new ArthasError('ERR_AGENT_UNKNOWN', 'this agent has an empty id and can\'t be addressed', {hint: 'give it one with agentId=… in its agent arguments'});
			}

			if (use === 'one-shot') {
				return session(agent, '');
			}

			await mustBeThere(agent, signal);
			const opened = await server.initSession(agent.id, signal);
			if (!opened.sessionId) {
				throw new ArthasError('ERR_AGENT_GONE', `${agent.name} opened no session: ${opened.message || 'no reason given'}`, {retryable: true});
			}

			return session(agent, opened.sessionId);
		},
		async openConsole(agent, size, signal) {
			await mustBeThere(agent, signal);
			return openConsoleSocket({
				url: consoleUrl(endpoint, agent.id, isOurs), endpoint, size, signal, readyMs: 16_000, stalledMs: isOurs ? undefined : 5000,
				maxFrame: isOurs ? 1 << 20 : 60_000, ready: agent.kind === 'host' ? 'any-output' : 'prompt', endsInSilence: !isOurs,
			});
		},
		async close() {
			await Promise.race([Promise.all(closing), new Promise(resolve => {
				setTimeout(resolve, farewellMs).unref();
			})]);
			await http.close();
		},
	};
}

function readAgents(text: string, headers: Record<string, unknown>, {base}: Endpoint): AgentRecord[] {
	try {
		return parseAgents(text);
	} catch (error) {
		const what = String(headers['content-type']).includes('html') ? 'a web page' : 'no list of agents';
		throw new ArthasError('ERR_PROTOCOL_PEER', `${base.host} is no channel server: its /agents is ${what}`, {
			hint: `for one JVM write arthas+${base.protocol}//${base.host}; a login page may stand before the server`, cause: error,
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
