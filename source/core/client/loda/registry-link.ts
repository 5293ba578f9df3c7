import {isIPv6} from 'node:net';
import {protocolError} from '../../error.js';
import {parseJson} from '../../protocol/json.js';
import {
	joinPlugins, readCollect, readRegistry, type LodaPlugin, type RegisteredAgent,
} from '../../protocol/loda.js';
import type {Json, Result} from '../../protocol/result.js';
import type {Agent} from '../agent.js';
import type {ConsoleWire} from '../console-wire.js';
import type {Endpoint} from '../endpoint.js';
import {createHttpClient, type HttpClient} from '../http.js';
import type {
	Link, LinkFacts, LinkOptions, WireSession,
} from '../wire.js';
import {lodaSession} from './loda-session.js';
import {noConsole} from './no-console.js';

/** Agents report every ten minutes. */
const probeMs = 60_000;
const answerMs = 10_000;
const silentMs = 25 * 60_000;
const usualPort = 1232;

/** The monitoring agents that a registry knows. Each is asked directly: the registry has the list and passes nothing on. */
export class RegistryLink implements Link {
	readonly #endpoint: Endpoint;
	readonly #options: LinkOptions;
	readonly #http: HttpClient;
	readonly #agents = new Map<string, HttpClient>();

	constructor(endpoint: Endpoint, options: LinkOptions) {
		this.#endpoint = endpoint;
		this.#options = options;
		this.#http = createHttpClient(endpoint, {maxMessage: options.maxMessage});
	}

	get facts(): LinkFacts {
		return {
			server: 'loda registry', clockOffsetMs: null, resultLimit: 1000, probeMs,
			notes: [`it tells no ports, so that its agents are asked at ${this.#port}; ?registry&port=PORT names another`],
		};
	}

	async greet(signal: AbortSignal): Promise<Agent[]> {
		return this.probe(signal);
	}

	async probe(signal: AbortSignal): Promise<Agent[]> {
		const {status, text} = await this.#http.request({path: '/api/v1/agents', timeoutMs: answerMs, signal});
		const agents = readRegistry(jsonOf(text));
		if (status !== 200 || agents === undefined) {
			throw protocolError(`${this.#endpoint.base.host} is no loda registry (HTTP ${status})`, {
				code: 'ERR_PROTOCOL_PEER', hint: 'check host and port; 8000 is the usual one', retryable: status >= 500,
			});
		}

		return agents.map(agent => this.#agent(agent));
	}

	async openSession({id, ref, labels}: Agent): Promise<WireSession> {
		const http = this.#agents.get(id) ?? createHttpClient({
			...this.#endpoint, base: new URL(`http://${id}`), username: undefined, password: undefined,
		}, {maxMessage: this.#options.maxMessage});
		this.#agents.set(id, http);
		return lodaSession(http, ref, this.#options, async (result, signal) => this.#complete(result, labels['ns']?.split(',') ?? [], signal));
	}

	async openConsole(agent: Agent): Promise<ConsoleWire> {
		throw noConsole(agent);
	}

	async close(): Promise<void> {
		await Promise.all([this.#http, ...this.#agents.values()].map(async http => http.close()));
	}

	/** The registry knows the repositories, which calls need, and the plug-ins that run on demand. Without its word the list is the agent's alone. */
	async #complete(result: Result, namespaces: readonly string[], signal: AbortSignal): Promise<Result> {
		if (result.type !== 'plugins.list') {
			return result;
		}

		const registered = await Promise.all(namespaces.map(async namespace => {
			try {
				const path = `/api/v1/agent/resource?${new URLSearchParams({ns: namespace, type: 'collect'}).toString()}`;
				return readCollect(namespace, jsonOf((await this.#http.request({path, timeoutMs: answerMs, signal})).text));
			} catch {
				signal.throwIfAborted();
				return [];
			}
		}));
		return {...result, plugins: joinPlugins(result['plugins'] as LodaPlugin[], registered.flat())};
	}

	get #port(): number {
		return this.#endpoint.registry?.port ?? usualPort;
	}

	#agent({host, ip, namespaces, version, reportedAt}: RegisteredAgent): Agent {
		const {name: server} = this.#endpoint;
		const isSilent = reportedAt !== null && Date.now() - reportedAt > silentMs;
		const address = ip ?? host;
		const id = `${isIPv6(address) ? `[${address}]` : address}:${this.#port}`;
		return {
			ref: `${server}/${id}`, id, name: host, kind: 'monitor', via: 'loda', results: 'structured', app: null,
			status: isSilent ? 'down' : 'up', statusText: '', host, ip, version, lastSeen: reportedAt,
			labels: namespaces.length > 0 ? {ns: namespaces.join(',')} : {}, server, registeredAt: null,
		};
	}
}

function jsonOf(text: string): Json {
	try {
		return parseJson(text);
	} catch {
		return null;
	}
}
