import {ArthasError, isArthasError, nothingRan} from '../../error.js';
import {parseAgents, type AgentRecord} from '../../protocol/agent-record.js';
import {writable} from '../../readable.js';
import {timeoutSignal} from '../../timeout-signal.js';
import type {Agent} from '../agent.js';
import {absence} from '../channel/absence.js';
import {answerError} from '../channel/answer-error.js';
import {ChannelRun} from '../channel/channel-run.js';
import {channelCalls, type ChannelServer} from '../channel/channel-server.js';
import {clockOffset} from '../channel/clock-offset.js';
import {consoleUrl} from '../channel/console-url.js';
import {createPushedList, type PushedList} from '../channel/pushed-list.js';
import {toAgent} from '../channel/to-agent.js';
import type {ConsoleWire} from '../console-wire.js';
import type {Endpoint} from '../endpoint.js';
import {openOutputFolder, type OutputFolder} from '../files/output-folder.js';
import {createHttpClient, type HttpClient} from '../http.js';
import {openConsoleSocket} from '../open-console.js';
import {pause} from '../pause.js';
import {createTextSessions, type TextSessions} from '../text/text-sessions.js';
import type {
	Backend, CommandSpec, Link, LinkFacts, LinkOptions, RunOptions, WireEvent, WireSession,
} from '../wire.js';

/** Unread messages after which the Java server (3.5.6) freezes an agent are 1,000; 900 results stay below whatever dies. */
const limits = {ours: {resultLimit: 1000, askAbove: undefined}, java: {resultLimit: 900, askAbove: 900}};
/** A clock may be set: so often its offset is measured anew, where the list is pushed. */
const offsetMs = 60_000;
/** Before a command the Java server's list may be so old. */
const freshMs = 2000;
/** How long a closing link waits for sessions that are just being closed at the agent. */
const farewellMs = 1000;

/** The channel server: the Java original, or the one in this program, told apart by a header of ours. */
export const channelBackend: Backend = {
	open: (endpoint, options) => new ChannelLink(endpoint, options),
};

class ChannelLink implements Link {
	facts: LinkFacts = {
		...limits.java, server: 'unknown', clockOffsetMs: null, probeMs: 2000,
	};

	readonly #endpoint: Endpoint;
	readonly #onSent: LinkOptions['onSent'];
	readonly #http: HttpClient;
	readonly #server: ChannelServer;
	readonly #pushed: PushedList;
	readonly #agents = writable<readonly Agent[]>([]);
	readonly #closing = new Set<Promise<void>>();
	readonly #texts: TextSessions;
	/** By the monotonic clock. */
	#listedAt = Number.NEGATIVE_INFINITY;
	#isOurs = false;

	constructor(endpoint: Endpoint, {maxMessage, onAgents, onSent}: LinkOptions) {
		this.#endpoint = endpoint;
		this.#onSent = onSent;
		this.#texts = createTextSessions(this.openConsole.bind(this), onSent);
		this.#http = createHttpClient(endpoint, {maxMessage});
		this.#server = channelCalls({
			http: this.#http, endpoint, maxMessage, agents: this.#agents, isOurs: () => this.#isOurs,
		});
		this.#pushed = createPushedList(this.#server, {
			toAgent: record => toAgent(record, endpoint.name, {clockOffsetMs: this.facts.clockOffsetMs ?? 0, isOurs: true}),
			onNews: agents => {
				this.#agents.set(agents);
				onAgents(agents);
			},
		});
	}

	async greet(signal: AbortSignal): Promise<Agent[]> {
		this.#pushed.renew();
		return this.#list(signal, 10_000);
	}

	async probe(signal: AbortSignal): Promise<Agent[]> {
		const pushed = await this.#pushed.agents(signal);
		if (!pushed || performance.now() - this.#listedAt > offsetMs) {
			return this.#list(signal, 5000);
		}

		this.#agents.set(pushed);
		return pushed;
	}

	async openSession(agent: Agent, use: 'stream' | 'one-shot', signal: AbortSignal): Promise<WireSession> {
		if (agent.id === '') {
			throw new ArthasError('ERR_AGENT_UNKNOWN', 'this agent has an empty id and can\'t be addressed', {hint: 'give it one with agentId=… in its agent arguments'});
		}

		if (agent.results === 'text') {
			return this.#texts.open(agent);
		}

		if (use === 'one-shot') {
			return this.#session(agent, '');
		}

		await this.#mustBeThere(agent, signal);
		const opened = await this.#server.initSession(agent.id, signal);
		if (!opened.sessionId) {
			throw new ArthasError('ERR_AGENT_GONE', `${agent.name} opened no session: ${opened.message || 'no reason given'}`, {retryable: true});
		}

		return this.#session(agent, opened.sessionId);
	}

	async openConsole(agent: Agent, size: {cols: number; rows: number}, signal: AbortSignal): Promise<ConsoleWire> {
		await this.#mustBeThere(agent, signal);
		return openConsoleSocket({
			url: consoleUrl(this.#endpoint, agent.id, this.#isOurs),
			endpoint: this.#endpoint,
			size,
			signal,
			readyMs: agent.results === 'text' ? 27_000 : 16_000,
			stalledMs: this.#isOurs ? undefined : 5000,
			maxFrame: this.#isOurs ? 1 << 20 : 60_000,
			ready: agent.kind === 'host' ? 'any-output' : 'prompt',
			endsInSilence: !this.#isOurs,
		});
	}

	async endSession(agentId: string, sessionId: string, signal: AbortSignal): Promise<boolean> {
		return this.#server.endSession(agentId, sessionId, signal);
	}

	files({id, via}: Agent): OutputFolder | undefined {
		return this.#isOurs && via === 'tunnel'
			? openOutputFolder({
				http: this.#http, endpoint: this.#endpoint, agent: id, prefix: `/proxy/${encodeURIComponent(id)}`,
			})
			: undefined;
	}

	async close(): Promise<void> {
		this.#pushed.stop();
		this.#texts.close();
		const enough = new AbortController();
		await Promise.race([Promise.all(this.#closing), pause(farewellMs, enough.signal)]);
		enough.abort();
		await this.#http.close();
	}

	async #list(signal: AbortSignal, timeoutMs: number): Promise<Agent[]> {
		const sentAt = Date.now();
		const answer = await this.#http.request({path: '/agents', timeoutMs, signal});
		if (answer.status !== 200) {
			throw answerError(answer, this.#endpoint);
		}

		const records = readAgents(answer.text, answer.headers, this.#endpoint);
		const clockOffsetMs = clockOffset(answer.headers, sentAt);
		this.#isOurs = answer.headers['arthas-tui'] === '1';
		this.facts = {
			...this.facts, ...(this.#isOurs ? limits.ours : limits.java), server: this.#isOurs ? 'arthas-tui' : 'java', clockOffsetMs,
		};
		const agents = records.map(record => toAgent(record, this.#endpoint.name, {clockOffsetMs: clockOffsetMs ?? 0, isOurs: this.#isOurs}));
		this.#listedAt = performance.now();
		this.#agents.set(agents);
		return agents;
	}

	/** Asking for the list sends no command, whatever comes of it. */
	async #freshList(signal: AbortSignal): Promise<readonly Agent[]> {
		try {
			return performance.now() - this.#listedAt > freshMs ? await this.#list(signal, 5000) : this.#agents.getSnapshot();
		} catch (error) {
			throw isArthasError(error) ? nothingRan(error) : error;
		}
	}

	async #absence(agent: Agent, signal: AbortSignal, spec?: CommandSpec): Promise<string | undefined> {
		return this.#isOurs
			? undefined
			: absence(agent, {list: async () => this.#freshList(signal), signal, ...(spec && {spec})});
	}

	async #mustBeThere(agent: Agent, signal: AbortSignal): Promise<void> {
		const reason = await this.#absence(agent, signal);
		if (reason) {
			throw new ArthasError('ERR_AGENT_GONE', reason);
		}
	}

	#session(agent: Agent, given: string): WireSession {
		let id = given;
		const run = (spec: CommandSpec, options: RunOptions) => this.#run(agent, spec, {
			...options, sessionId: id, onEnd(sessionId) {
				id = sessionId;
			},
		});
		return {
			get id() {
				return id;
			},
			run,
			close: async () => {
				if (id !== '') {
					await this.#closeSession(agent, id);
				}
			},
		};
	}

	async * #run(agent: Agent, spec: CommandSpec, {sessionId, onEnd, ...options}: RunOptions & {sessionId: string; onEnd: (sessionId: string) => void}): AsyncGenerator<WireEvent, void, undefined> {
		const reason = await this.#absence(agent, AbortSignal.any([options.signal, options.stop]), spec);
		if (reason) {
			yield {kind: 'end', end: {name: 'refused', by: 'agent-gone', message: reason}};
			return;
		}

		this.#onSent({agent: agent.ref, what: spec.commandLine});
		const run = new ChannelRun(spec, {
			...options, server: this.#server, agent, sessionId,
		});
		try {
			yield * run.events();
		} finally {
			onEnd(run.sessionId);
		}
	}

	async #closeSession(agent: Agent, sessionId: string): Promise<void> {
		const done = this.#server.closeSession(agent.id, sessionId, timeoutSignal(5000));
		this.#closing.add(done);
		await done;
		this.#closing.delete(done);
	}
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
