import {ArthasError, isArthasError} from '../error.js';
import {onAbort} from '../on-abort.js';
import {defaultMessageLimit} from '../protocol/json.js';
import {until, writable, type Readable} from '../readable.js';
import {timeoutSignal} from '../timeout-signal.js';
import type {Agent} from './agent.js';
import {backends} from './backends/index.js';
import {connectError} from './connect-error.js';
import {needsPerson, whyDown, type ConnectionState} from './connection-state.js';
import type {ConsoleWire} from './console-wire.js';
import type {Endpoint} from './endpoint.js';
import {noFiles, type OutputFolder} from './files/output-folder.js';
import {backoffMs} from './pause.js';
import {openSession, type Session} from './session.js';
import {waitAwake} from './wait-awake.js';
import type {Backend, Link, LinkFacts} from './wire.js';

export type ConnectionOptions = {
	/** Refuses every command that does more than look, and every console, before anything is sent. */
	readOnly?: boolean | undefined;
	/** Largest message in bytes; 16 MiB unless given. */
	maxMessage?: number | undefined;
	/** Time between two looks at the server, ms; the kind's own unless given. */
	probeMs?: number | undefined;
	onSent?: ((sent: {agent: string; what: string}) => void) | undefined;
	signal?: AbortSignal | undefined;
};

/** A server that may come and go: states, back-off, the list of agents, sessions that outlive its absence. */
export type Connection = {
	readonly endpoint: Endpoint;
	readonly state: Readable<ConnectionState>;
	readonly agents: Readable<readonly Agent[]>;
	/** Resolves when it is up; rejects with the error that ended the first attempt, or that holds it up now. */
	ready(signal?: AbortSignal): Promise<void>;
	/** Tries again now: after a pause, or after a person has changed something. */
	retry(): void;
	openSession(agent: Agent): Session;
	openConsole(agent: Agent, size: {cols: number; rows: number}, signal: AbortSignal): Promise<ConsoleWire>;
	/** What the commands of an agent have written. Rejects with ERR_FILE where it can't be had this way. */
	files(agent: Agent, signal: AbortSignal): Promise<OutputFolder>;
	/** Undefined until the server was heard for the first time. */
	facts(): LinkFacts | undefined;
	/** Ends what runs, waits for its word, and releases everything. */
	close(): Promise<void>;
	[Symbol.asyncDispose](): Promise<void>;
};

/** How long a command waits for a connection that is being made. */
const connectingMs = 10_000;
const greetMs = 15_000;
const missLimit = 3;
const missPauseMs = 1000;
/** After so long without a break the back-off begins at its shortest again. */
const settledMs = 30_000;

export function openConnection(endpoint: Endpoint, options: ConnectionOptions = {}, backend: Backend = backends[endpoint.kind]): Connection {
	return new LiveConnection(endpoint, options, backend);
}

class LiveConnection implements Connection {
	readonly endpoint: Endpoint;
	readonly state = writable<ConnectionState>({name: 'connecting', attempt: 0, since: Date.now()});
	readonly agents = writable<readonly Agent[]>([]);
	readonly #options: ConnectionOptions;
	readonly #link: Link;
	readonly #sessions = new Set<Session>();
	readonly #consoles = new Set<ConsoleWire>();
	readonly #closed = new AbortController();
	readonly #supervised: Promise<void>;
	readonly #forgetSignal: () => void;
	/** Aborted to end a pause. */
	#nudge = new AbortController();
	#wasUp = false;
	#closing: Promise<void> | undefined;

	constructor(endpoint: Endpoint, options: ConnectionOptions, backend: Backend) {
		this.endpoint = endpoint;
		this.#options = options;
		this.#link = backend.open(endpoint, {
			maxMessage: options.maxMessage ?? defaultMessageLimit,
			onAgents: this.agents.set,
			onSent: options.onSent ?? (() => undefined),
		});
		this.#supervised = this.#supervise();
		this.#forgetSignal = onAbort(options.signal, () => {
			void this.close();
		});
	}

	async ready(signal?: AbortSignal): Promise<void> {
		const now = await until(this.state, ({name}) => name !== 'connecting', signal);
		if (now.name !== 'up' && now.name !== 'silent') {
			throw this.#whyDown(now);
		}
	}

	retry(): void {
		this.#nudge.abort();
	}

	openSession(agent: Agent): Session {
		return openSession(agent, {
			link: async (isLook, signal) => this.#linkFor(isLook, signal),
			facts: () => this.facts(),
			readOnly: this.#options.readOnly ?? false,
			siblings: this.#sessions,
		});
	}

	async openConsole(agent: Agent, size: {cols: number; rows: number}, signal: AbortSignal): Promise<ConsoleWire> {
		if (this.#options.readOnly) {
			throw new ArthasError('ERR_AUTH_POLICY', 'a console can do anything, and only looking is allowed');
		}

		const link = await this.#linkFor(true, signal);
		const console = await link.openConsole(agent, size, AbortSignal.any([signal, this.#closed.signal]));
		this.#consoles.add(console);
		void this.#forgetConsole(console);
		return console;
	}

	async files(agent: Agent, signal: AbortSignal): Promise<OutputFolder> {
		const link = await this.#linkFor(true, signal);
		return link.files?.(agent) ?? noFiles(agent);
	}

	facts(): LinkFacts | undefined {
		return this.#wasUp ? this.#link.facts : undefined;
	}

	async close(): Promise<void> {
		this.#closing ??= this.#end();
		await this.#closing;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	async #forgetConsole(console: ConsoleWire): Promise<void> {
		await console.closed;
		this.#consoles.delete(console);
	}

	async #end(): Promise<void> {
		const open = [...this.#sessions, ...this.#consoles];
		await Promise.all(open.map(async one => one[Symbol.asyncDispose]()));
		this.#forgetSignal();
		this.#closed.abort(new ArthasError('ERR_CLOSED', `the connection to ${this.endpoint.name} was closed`));
		this.retry();
		this.state.set({name: 'closed'});
		await this.#link.close();
		await this.#supervised;
	}

	/** The link for a command; rejects when nothing can be sent now, and for what does more than look when it isn't sure that anybody listens. */
	async #linkFor(isLook: boolean, signal: AbortSignal): Promise<Link> {
		const deadline = timeoutSignal(connectingMs);
		let now: ConnectionState;
		try {
			now = await until(this.state, ({name}) => name !== 'connecting', AbortSignal.any([signal, deadline]));
		} catch (error) {
			throw deadline.aborted ? new ArthasError('ERR_CONNECT_TIMEOUT', `there is no connection to ${this.endpoint.name} yet`, {retryable: true}) : error;
		}

		if (now.name === 'up' || (now.name === 'silent' && isLook)) {
			return this.#link;
		}

		throw this.#whyDown(now);
	}

	#whyDown(now: ConnectionState): ArthasError {
		return whyDown(now, this.endpoint.name, this.#closed.signal);
	}

	/** One attempt after the other until it is closed. */
	async #supervise(): Promise<void> {
		for (let attempt = 0; !this.#closed.signal.aborted;) {
			this.state.set({name: 'connecting', attempt, since: Date.now()});
			const startedAt = performance.now();
			const error = await this.#live();
			if (this.#closed.signal.aborted) {
				return;
			}

			attempt = performance.now() - startedAt > settledMs ? 1 : attempt + 1;
			if (needsPerson(error)) {
				this.state.set({name: 'stopped', error});
				await this.#wait(Number.POSITIVE_INFINITY);
			} else {
				const ms = backoffMs(attempt - 1);
				this.state.set({
					name: 'waiting', attempt, retryAt: Date.now() + ms, error,
				});
				await this.#wait(ms);
			}
		}
	}

	/** One stretch from the first answer to the loss; gives what ended it. */
	async #live(): Promise<ArthasError> {
		try {
			this.#heard(await this.#link.greet(AbortSignal.any([this.#closed.signal, timeoutSignal(greetMs)])));
			for (let misses = 0; ;) {
				await this.#wait(misses > 0 ? missPauseMs : this.#options.probeMs ?? this.#link.facts.probeMs);
				this.#closed.signal.throwIfAborted();
				misses = await this.#probe(misses);
			}
		} catch (error) {
			return toError(error, this.endpoint);
		}
	}

	/** Counts the probes without an answer; rejects when the link is lost. */
	async #probe(misses: number): Promise<number> {
		try {
			this.#heard(await this.#link.probe(this.#closed.signal));
			return 0;
		} catch (error) {
			const isSilence = isArthasError(error) && error.code === 'ERR_TIMEOUT';
			if (!isSilence || misses + 1 >= missLimit || this.#closed.signal.aborted) {
				throw error;
			}

			this.state.set({name: 'silent', since: Date.now(), misses: misses + 1});
			return misses + 1;
		}
	}

	#heard(agents: readonly Agent[]): void {
		this.#wasUp = true;
		this.agents.set(agents);
		if (this.state.getSnapshot().name !== 'up' && !this.#closed.signal.aborted) {
			this.state.set({name: 'up', since: Date.now()});
		}
	}

	async #wait(ms: number): Promise<void> {
		await waitAwake(ms, this.#nudge.signal);
		if (!this.#closed.signal.aborted) {
			this.#nudge = new AbortController();
		}
	}
}

function toError(error: unknown, endpoint: Endpoint): ArthasError {
	return isArthasError(error) ? error : connectError(error, endpoint);
}
