import {isIP} from 'node:net';
import {ArthasError} from '../../error.js';
import {Caller} from '../../protocol/basic-agent.js';
import type {JsonObject} from '../../protocol/result.js';
import {timeoutSignal} from '../../timeout-signal.js';
import type {Agent} from '../agent.js';
import type {ConsoleWire} from '../console-wire.js';
import type {Endpoint} from '../endpoint.js';
import {openHostWire, type HostWire} from '../host/host-wire.js';
import {runOnHost} from '../host/run-on-host.js';
import type {
	Backend, Link, LinkFacts, LinkOptions, WireSession,
} from '../wire.js';

const probeMs = 10_000;
const answerMs = 10_000;

/** A host agent that listens: one agent, one socket, asked and answered by id. */
export const hostBackend: Backend = {
	open: (endpoint, options) => new HostLink(endpoint, options),
};

class HostLink implements Link {
	readonly #endpoint: Endpoint;
	readonly #options: LinkOptions;
	readonly #caller = new Caller();
	#wire: HostWire | undefined;

	constructor(endpoint: Endpoint, options: LinkOptions) {
		this.#endpoint = endpoint;
		this.#options = options;
	}

	get facts(): LinkFacts {
		const version = textOf(this.#wire?.members['version']);
		return {
			server: version === null ? 'host agent' : `host agent ${version}`, clockOffsetMs: null, resultLimit: 1000, probeMs,
		};
	}

	async greet(signal: AbortSignal): Promise<Agent[]> {
		this.#wire?.close();
		const wire = await openHostWire({
			endpoint: this.#endpoint,
			signal,
			onMessage: message => this.#caller.take(message),
			onClose: () => {
				// The last one may close after the next one has opened.
				if (this.#wire && !this.#wire.isOpen) {
					this.#caller.detach();
				}
			},
		});
		this.#wire = wire;
		this.#caller.attach(wire.send, this.#features());
		return [this.#agent(wire)];
	}

	async probe(signal: AbortSignal): Promise<Agent[]> {
		const wire = this.#wire;
		if (!wire?.isOpen) {
			// What dials anew says why it can't.
			return this.greet(signal);
		}

		// An agent of another make may do one thing at a time, so that its silence is work.
		const isThere = this.#caller.open > 0 || await this.#answers(AbortSignal.any([signal, timeoutSignal(answerMs)]));
		return isThere ? [this.#agent(wire)] : this.greet(signal);
	}

	async openSession({id, ref}: Agent): Promise<WireSession> {
		if (id !== this.#wire?.hostname) {
			throw new ArthasError('ERR_AGENT_UNKNOWN', `${this.#endpoint.name} is another host`);
		}

		return {
			id: '',
			run: (spec, options) => {
				this.#options.onSent({agent: ref, what: spec.commandLine});
				return runOnHost({
					caller: this.#caller, spec, options, canCancel: this.#features().includes('cancel'),
				});
			},
			async close() {
				// There is nothing to close.
			},
		};
	}

	async openConsole({name}: Agent): Promise<ConsoleWire> {
		throw new ArthasError('ERR_COMMAND', `${name} is a host agent, which has no console`, {hint: 'run sync.bash on it'});
	}

	async close(): Promise<void> {
		const wire = this.#wire;
		this.#wire = undefined;
		wire?.close();
	}

	/** False when the connection broke meanwhile; any answer counts, a failure too. */
	async #answers(signal: AbortSignal): Promise<boolean> {
		return new Promise((resolve, reject) => {
			const id = this.#caller.call({method: 'getinfo.kernel', params: {}}, ({kind}) => {
				this.#caller.forget(id ?? '');
				resolve(kind === 'answer');
			});
			if (id === undefined) {
				resolve(false);
			}

			signal.addEventListener('abort', () => {
				reject(new ArthasError('ERR_TIMEOUT', `${this.#endpoint.base.host} answers nothing`, {retryable: true}));
			}, {once: true});
		});
	}

	#features(): string[] {
		const {features} = this.#wire?.members ?? {};
		return Array.isArray(features) ? features.filter(feature => typeof feature === 'string') : [];
	}

	#agent({hostname, members}: HostWire): Agent {
		const {name: server, base} = this.#endpoint;
		const address = base.hostname.replaceAll(/^\[|\]$/gu, '');
		const name = textOf(members['name']);
		return {
			ref: `${server}/${hostname}`,
			id: hostname,
			name: name ?? hostname,
			kind: 'host',
			via: 'host',
			results: 'structured',
			app: null,
			status: 'up',
			statusText: '',
			host: name,
			ip: isIP(address) === 0 ? null : address,
			version: textOf(members['version']),
			lastSeen: Date.now(),
			labels: {},
			server,
			registeredAt: null,
		};
	}
}

function textOf(value: JsonObject[string] | undefined): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}
