import {ArthasError} from '../../error.js';
import type {Result} from '../../protocol/result.js';
import {unknownClock} from '../arthas/agent-time.js';
import {createApi} from '../arthas/api.js';
import {execOnce} from '../arthas/exec-once.js';
import {greet} from '../arthas/greet.js';
import {isStopCommand} from '../arthas/is-stop-command.js';
import {askProcessors, type Jvm} from '../arthas/jvm.js';
import {createPollBudget} from '../arthas/poll-budget.js';
import {openStreamSession} from '../arthas/stream-session.js';
import {toAgent} from '../arthas/to-agent.js';
import type {Endpoint} from '../endpoint.js';
import {openOutputFolder} from '../files/output-folder.js';
import {createHttpClient} from '../http.js';
import {openConsoleSocket} from '../open-console.js';
import type {
	Backend, Link, LinkOptions, WireSession,
} from '../wire.js';

const facts = {resultLimit: 1000, probeMs: 10_000};
const probeMs = 5000;
const consoleReadyMs = 10_000;
const consoleFrame = 10 << 20;
/** How long a closing link waits for sessions that are just being closed at the agent. */
const farewellMs = 1000;

/** The HTTP API that an Arthas of 3.3.7 and later has in every JVM, and its terminal at `/ws`. */
export const arthasBackend: Backend = {
	open: (endpoint, options) => openLink(endpoint, options),
};

function openLink(endpoint: Endpoint, {maxMessage, onAgents, onSent}: LinkOptions): Link {
	const http = createHttpClient(endpoint, {maxMessage});
	const api = createApi(http, endpoint);
	const background = new Set<Promise<void>>();
	const closed = new AbortController();
	const jvm: Jvm = {
		api,
		open: new Set(),
		budget: createPollBudget(async () => askProcessors(api, closed.signal)),
		version: null,
		pid: null,
		mainClass: null,
		clock: unknownClock,
		onWelcome(welcome) {
			const isOther = jvm.pid !== null && jvm.pid !== welcome['pid'];
			jvm.version = textOf(welcome, 'version');
			jvm.pid = textOf(welcome, 'pid');
			jvm.mainClass = textOf(welcome, 'mainClass');
			if (isOther) {
				onAgents([toAgent(jvm, endpoint)]);
			}
		},
		onSent(what) {
			onSent({agent: toAgent(jvm, endpoint).ref, what});
		},
		inBackground(work) {
			background.add(work);
			void forget(work);
		},
	};
	const forget = async (work: Promise<void>) => {
		await work;
		background.delete(work);
	};

	return {
		get facts() {
			const {version, clock} = jvm;
			return {...facts, server: version === null ? 'Arthas' : `Arthas ${version}`, clockOffsetMs: Number.isFinite(clock.errorMs) ? clock.offsetMs : null};
		},
		async greet(signal) {
			await greet(jvm, signal);
			return [toAgent(jvm, endpoint)];
		},
		async probe(signal) {
			// A session that nobody has: saying so proves life and login, and costs the agent nothing.
			const {response: {message = ''}} = await api.hedged({action: 'session_info', sessionId: 'probe'}, {timeoutMs: probeMs, signal});
			if (!message.includes('session not found')) {
				throw new ArthasError('ERR_PROTOCOL_PEER', `${endpoint.base.host} answers a probe with “${message.slice(0, 80)}”`, {hint: 'something else may listen there now'});
			}

			return [toAgent(jvm, endpoint)];
		},
		async openSession(_agent, use, signal) {
			if (use === 'one-shot') {
				return oneTimeSession(jvm, maxMessage);
			}

			return openStreamSession(jvm, maxMessage, signal);
		},
		openConsole: async (_agent, size, signal) => openConsoleSocket({
			url: consoleUrl(endpoint), endpoint, size, signal, readyMs: consoleReadyMs, maxFrame: consoleFrame,
		}),
		files: ({name}) => openOutputFolder({http, endpoint, agent: name}),
		async endSession(_agentId, sessionId, signal) {
			const {response: {state}} = await api.hedged({action: 'close_session', sessionId}, {timeoutMs: probeMs, signal});
			return state === 'SUCCEEDED';
		},
		async close() {
			const farewells = [...jvm.open].map(async consumer => consumer.close());
			await Promise.race([Promise.all([...farewells, ...background]), new Promise(resolve => {
				setTimeout(resolve, farewellMs).unref();
			})]);
			closed.abort();
			await http.close();
		},
	};
}

/** For commands that end by themselves: `exec` makes a session for each, which can't stay stuck and needs no poll. */
function oneTimeSession(jvm: Jvm, maxMessage: number): WireSession {
	return {
		id: '',
		async * run(spec, options) {
			if (!isStopCommand(spec.commandLine)) {
				yield * execOnce(jvm, spec, options);
				return;
			}

			// `exec stop` never had an answer in 5 of 5 (4.1.5); sent asynchronously it has one before the server ends.
			const session = await openStreamSession(jvm, maxMessage, options.signal);
			yield * session.run(spec, options);
		},
		async close() {
			// There is nothing to close.
		},
	};
}

function consoleUrl({base, consoleUrl: given}: Endpoint): URL {
	const url = new URL(given ?? base);
	url.protocol = url.protocol === 'https:' || url.protocol === 'wss:' ? 'wss:' : 'ws:';
	if (!given) {
		url.pathname = `${url.pathname === '/' ? '' : url.pathname}/ws`;
	}

	return url;
}

function textOf(result: Result, name: string): string | null {
	const value = result[name];
	return typeof value === 'string' ? value : null;
}
