import {isIP} from 'node:net';
import {ArthasError, protocolError} from '../../error.js';
import {readLodaAnswer, toLodaRequest, type LodaRequest} from '../../protocol/loda.js';
import type {Json} from '../../protocol/result.js';
import type {Agent} from '../agent.js';
import type {ConsoleWire} from '../console-wire.js';
import type {Endpoint} from '../endpoint.js';
import {createHttpClient, type HttpClient} from '../http.js';
import {lodaSession} from '../loda/loda-session.js';
import {noConsole} from '../loda/no-console.js';
import {RegistryLink} from '../loda/registry-link.js';
import {loginError} from '../login-error.js';
import type {
	Backend, Link, LinkFacts, LinkOptions, WireSession,
} from '../wire.js';

const greetMs = 5000;
const probeMs = 10_000;
const answerMs = 3000;

/** The monitoring agent of one host, over HTTP and in words, or all that a registry lists. */
export const lodaBackend: Backend = {
	open: (endpoint, options) => endpoint.registry ? new RegistryLink(endpoint, options) : new LodaLink(endpoint, options),
};

class LodaLink implements Link {
	readonly #endpoint: Endpoint;
	readonly #options: LinkOptions;
	readonly #http: HttpClient;
	#version = '';
	#namespaces: string[] = [];

	constructor(endpoint: Endpoint, options: LinkOptions) {
		this.#endpoint = endpoint;
		this.#options = options;
		this.#http = createHttpClient(endpoint, {maxMessage: options.maxMessage});
	}

	get facts(): LinkFacts {
		return {
			server: `loda agent ${this.#version}`, clockOffsetMs: null, resultLimit: 1000, probeMs,
			notes: ['it asks for no login: whoever reaches this port can run and switch plugins of the host'],
		};
	}

	async greet(signal: AbortSignal): Promise<Agent[]> {
		return this.#look(greetMs, signal);
	}

	async probe(signal: AbortSignal): Promise<Agent[]> {
		return this.#look(answerMs, signal);
	}

	async openSession({id, ref}: Agent): Promise<WireSession> {
		if (id !== this.#endpoint.base.host) {
			throw new ArthasError('ERR_AGENT_UNKNOWN', `${this.#endpoint.name} is another host`);
		}

		return lodaSession(this.#http, ref, this.#options);
	}

	async openConsole(agent: Agent): Promise<ConsoleWire> {
		throw noConsole(agent);
	}

	async close(): Promise<void> {
		await this.#http.close();
	}

	/** Namespaces come from a registry, which the agent may not have reached at the first look. */
	async #look(timeoutMs: number, signal: AbortSignal): Promise<Agent[]> {
		const version = await this.#ask('version', timeoutMs, signal);
		if (this.#namespaces.length === 0) {
			const namespaces = await this.#ask('namespaces', timeoutMs, signal);
			this.#namespaces = Array.isArray(namespaces) ? namespaces.filter(name => typeof name === 'string').sort() : [];
		}

		this.#version = typeof version === 'string' ? version : '';
		return [this.#agent()];
	}

	async #ask(command: 'version' | 'namespaces', timeoutMs: number, signal: AbortSignal): Promise<Json | undefined> {
		const request = toLodaRequest(command) as LodaRequest;
		const answer = await this.#http.request({path: request.path, timeoutMs, signal});
		if (answer.status === 401) {
			throw loginError(this.#endpoint, this.#endpoint.base.host);
		}

		const read = readLodaAnswer(request, answer);
		if (read.kind !== 'result') {
			throw protocolError(`${this.#endpoint.base.host} is no loda agent: ${'message' in read ? read.message : ''}`, {
				code: 'ERR_PROTOCOL_PEER', hint: 'check host and port; 1232 is the usual one', retryable: answer.status >= 500,
			});
		}

		return read.result[command];
	}

	#agent(): Agent {
		const {name, base} = this.#endpoint;
		const address = base.hostname.replaceAll(/^\[|\]$/gu, '');
		return {
			ref: `${name}/${base.host}`,
			id: base.host,
			name,
			kind: 'monitor',
			via: 'loda',
			results: 'structured',
			app: null,
			status: 'up',
			statusText: '',
			host: isIP(address) === 0 ? address : null,
			ip: isIP(address) === 0 ? null : address,
			version: this.#version === '' ? null : this.#version,
			lastSeen: Date.now(),
			labels: this.#namespaces.length > 0 ? {ns: this.#namespaces.join(',')} : {},
			server: name,
			registeredAt: null,
		};
	}
}
