import {ArthasError, isArthasError} from '../error.js';
import {defaultMessageLimit} from '../protocol/json.js';
import {until, writable, type Readable} from '../readable.js';
import type {Agent} from './agent.js';
import {backends} from './backends/index.js';
import {needsPerson, type ConnectionState} from './connection-state.js';
import type {ConsoleWire} from './console-wire.js';
import type {Endpoint} from './endpoint.js';
import {backoffMs, pause} from './pause.js';
import {openSession, type Session} from './session.js';
import type {Link} from './wire.js';

export type ConnectionOptions = {
	/** Refuses every command that does more than look, before anything is sent. */
	readOnly?: boolean | undefined;
	/** Largest message in bytes; 16 MiB unless given. */
	maxMessage?: number | undefined;
	/** Time between two looks at the server, ms; the kind's own unless given. */
	probeMs?: number | undefined;
	onSent?: ((sent: {agent: string; what: string}) => void) | undefined;
	signal?: AbortSignal | undefined;
};

/** A server that survives its links: states, back-off, the list of agents, sessions that are opened again. */
export type Connection = {
	readonly endpoint: Endpoint;
	readonly state: Readable<ConnectionState>;
	readonly agents: Readable<readonly Agent[]>;
	/** Resolves when it is up for the first time; rejects with the first error that ends an attempt. */
	ready(signal?: AbortSignal): Promise<void>;
	/** Tries again now: after a pause, or after a person has changed something. */
	retry(): void;
	openSession(agent: Agent): Session;
	openConsole(agent: Agent, size: {cols: number; rows: number}, signal: AbortSignal): Promise<ConsoleWire>;
	facts(): Link['facts'] | undefined;
	close(): Promise<void>;
	[Symbol.asyncDispose](): Promise<void>;
};

const greetMs = 15_000;
const missLimit = 3;
/** Wall clock running ahead of the monotonic one by so much means that the machine slept. */
const sleptMs = 5000;

export function openConnection(endpoint: Endpoint, options: ConnectionOptions = {}): Connection {
	const state = writable<ConnectionState>({name: 'connecting', attempt: 0, since: Date.now()});
	const agents = writable<readonly Agent[]>([]);
	const closed = new AbortController();
	const sessions = new Set<Session>();
	let nudge = new AbortController();
	let link: Link | undefined;

	const onAbort = () => {
		void connection.close();
	};

	options.signal?.addEventListener('abort', onAbort, {once: true});

	/** Waits for `ms`, less when somebody asks for it or the machine wakes from sleep. */
	const wait = async (ms: number) => {
		const [wall, monotonic] = [Date.now(), performance.now()];
		for (let left = ms; left > 0; left = ms - (performance.now() - monotonic)) {
			if (!await pause(Math.min(left, 5000), AbortSignal.any([closed.signal, nudge.signal])) || Date.now() - wall - (performance.now() - monotonic) > sleptMs) {
				break;
			}
		}

		nudge = new AbortController();
	};

	/** One stretch from the first answer to the loss; throws what ended it. */
	const live = async (opened: Link): Promise<never> => {
		agents.set(await opened.greet(AbortSignal.any([closed.signal, AbortSignal.timeout(greetMs)])));
		link = opened;
		state.set({name: 'up', since: Date.now()});
		for (let misses = 0; ;) {
			await wait(misses > 0 ? 1000 : options.probeMs ?? opened.facts.probeMs);
			try {
				agents.set(await opened.probe(closed.signal));
				if (misses > 0) {
					state.set({name: 'up', since: Date.now()});
				}

				misses = 0;
			} catch (error) {
				const isSilence = isArthasError(error) && error.code === 'ERR_TIMEOUT';
				misses++;
				if (!isSilence || misses >= missLimit || closed.signal.aborted) {
					throw error;
				}

				state.set({name: 'silent', since: Date.now(), misses});
			}
		}
	};

	const supervise = async () => {
		for (let attempt = 0; !closed.signal.aborted;) {
			state.set({name: 'connecting', attempt, since: Date.now()});
			const startedAt = performance.now();
			const opened = backends[endpoint.kind].open(endpoint, {
				maxMessage: options.maxMessage ?? defaultMessageLimit,
				onAgents: agents.set,
				onSent: options.onSent ?? (() => undefined),
			});
			try {
				await live(opened);
			} catch (error) {
				await leave(opened);
				if (closed.signal.aborted) {
					return;
				}

				const failure = toError(error, endpoint);
				attempt = performance.now() - startedAt > 30_000 ? 0 : attempt + 1;
				if (needsPerson(failure)) {
					state.set({name: 'stopped', error: failure});
					await wait(Number.MAX_SAFE_INTEGER);
				} else {
					const ms = backoffMs(attempt - 1);
					state.set({
						name: 'waiting', attempt, retryAt: Date.now() + ms, error: failure,
					});
					await wait(ms);
				}
			}
		}
	};

	const leave = async (opened: Link) => {
		if (link === opened) {
			link = undefined;
		}

		await opened.close();
	};

	const currentLink = (): Link => {
		const now = state.getSnapshot();
		if (link && now.name !== 'closed') {
			return link;
		}

		if (now.name === 'stopped' || now.name === 'waiting') {
			throw new ArthasError(now.error.code, now.error.message, {hint: now.error.hint, retryable: true, cause: now.error});
		}

		throw now.name === 'closed'
			? new ArthasError('ERR_CLOSED', `the connection to ${endpoint.name} was closed`)
			: new ArthasError('ERR_CONNECT_DOWN', `there is no connection to ${endpoint.name} yet`, {retryable: true});
	};

	const connection: Connection = {
		endpoint,
		state,
		agents,
		async ready(signal) {
			const now = await until(state, ({name}) => name !== 'connecting', signal);
			if (now.name === 'waiting' || now.name === 'stopped') {
				throw now.error;
			}

			currentLink();
		},
		retry() {
			nudge.abort();
		},
		openSession(agent) {
			const session = openSession(agent, {link: currentLink, readOnly: options.readOnly ?? false, onClose: () => sessions.delete(session)});
			sessions.add(session);
			return session;
		},
		openConsole: async (agent, size, signal) => currentLink().openConsole(agent, size, signal),
		facts: () => link?.facts,
		async close() {
			if (state.getSnapshot().name === 'closed') {
				return;
			}

			await Promise.all([...sessions].map(async session => session.close()));
			options.signal?.removeEventListener('abort', onAbort);
			closed.abort();
			state.set({name: 'closed'});
			const last = link;
			link = undefined;
			await last?.close();
		},
		async [Symbol.asyncDispose]() {
			await connection.close();
		},
	};
	void supervise();
	return connection;
}

function toError(error: unknown, endpoint: Endpoint): ArthasError {
	if (isArthasError(error)) {
		return error;
	}

	return (error as Error).name === 'TimeoutError'
		? new ArthasError('ERR_TIMEOUT', `${endpoint.base.host} accepts connections but answers nothing`, {hint: 'it may be frozen, in a long pause, or not a server of this kind', retryable: true})
		: new ArthasError('ERR_CONNECT_DOWN', `the connection to ${endpoint.base.host} failed: ${(error as Error).message}`, {cause: error, retryable: true});
}
