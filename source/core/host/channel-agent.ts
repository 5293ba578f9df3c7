import os from 'node:os';
import {setTimeout as delay} from 'node:timers/promises';
import {ArthasError} from '../error.js';
import {
	AgentStatus, type ActionRequest, type ActionResponse, type AgentInfo,
} from '../protocol/generated/ArthasService.js';
import {until, writable, type Readable} from '../readable.js';
import {ActionHandler} from './action-handler.js';
import {agentInfo, localAddress, type AgentDescription} from './agent-info.js';
import {ChannelLink, type ServerAccess} from './channel-link.js';
import {createDispatch} from './dispatch.js';
import type {HostMethod, HostPolicy} from './method.js';
import {Outbox} from './outbox.js';
import {parseServerAddress} from './server-address.js';

/** What answers requests of the server. */
export type RequestHandler = {
	/** Never rejects. */
	handle(request: ActionRequest): Promise<void>;
	/** Ends for good what it runs. */
	close(reason: Error): void;
};

/** Sends an answer; resolves when more can be said, see `Outbox.send`. */
export type SendResponse = (response: ActionResponse) => Promise<void>;

export type ChannelAgentOptions = {
	/** The agents' port of a channel server, `host:port`. */
	server: string;
	/** Plaintext without a token unless given: the original protocol has nothing else. */
	access?: ServerAccess | undefined;
	agentId: string;
	/** Told as the agent's version and as the answer to `version`. */
	version: string;
	appName?: string;
	/** Without it commands that can change this host are refused: whoever reaches the server has this program's rights. */
	allowShell?: boolean;
	hostname?: string;
	/** 5 s by default, the cadence that channel servers expect. */
	heartbeatMs?: number | undefined;
	/** 5 s by default, as the Java agent; the actual pause is up to a fifth shorter or longer, so that a fleet does not return at once. */
	reconnectMs?: number | undefined;
	features?: readonly string[];
	/** What it answers; what every host does unless given. */
	methods?: readonly HostMethod[];
	/** What may be read beyond what is harmless. */
	policy?: HostPolicy | undefined;
	/** Of the agent's machine, where that isn't this one. */
	ip?: string | undefined;
	classPath?: string | undefined;
	/** Answers in the place of this host's methods, for an agent that speaks for something else. */
	createHandler?: ((send: SendResponse) => RequestHandler) | undefined;
};

export type AgentState = 'connecting' | 'in-service' | 'out-of-service' | 'closed';

export type ChannelAgent = AsyncDisposable & {
	/** Resolves when the server has accepted the first heartbeat; rejects with `ERR_CLOSED` if that never comes. */
	readonly ready: Promise<void>;
	readonly status: Readable<AgentState>;
	/** Why there is no connection; undefined while there is one. */
	readonly error: Readable<ArthasError | undefined>;
	/** Heartbeats say from now on whether what it speaks for is in service. */
	serve(isInService: boolean): void;
	/** Says that it is down for good, so that the server need not wait for it, and ends. */
	leave(): Promise<void>;
};

/** How long the last word of an agent is waited for. */
const farewellMs = 1000;

/**
Makes this host an agent of a channel server, as a JVM with the stock agent would be one, until it is disposed of.
The server may come and go: sessions and jobs live on here, and their results follow when it is back.
Throws `ERR_CONNECT_ADDRESS` when `server` can't be an address.
*/
export function startChannelAgent(options: ChannelAgentOptions): ChannelAgent {
	return new HostAgent(options);
}

class HostAgent implements ChannelAgent {
	readonly status = writable<AgentState>('connecting');
	readonly error = writable<ArthasError | undefined>(undefined);
	readonly ready: Promise<void>;
	readonly #description: AgentDescription;
	readonly #access: ServerAccess | undefined;
	readonly #heartbeatMs: number;
	readonly #reconnectMs: number;
	readonly #outbox = new Outbox();
	readonly #handler: RequestHandler;
	readonly #closing = new AbortController();
	readonly #running: Promise<void>;
	#link: ChannelLink | undefined;
	#wasTaken = false;
	#agentStatus = AgentStatus.IN_SERVICE;

	constructor(options: ChannelAgentOptions) {
		const {server, agentId, version, allowShell = false, heartbeatMs = 5000, reconnectMs = 5000} = options;
		parseServerAddress(server);
		const {appName = 'host', hostname = os.hostname(), features = ['ExecuteCommand', 'HostInfo'], ip, classPath} = options;
		this.#description = {
			agentId, version, server, appName, hostname, features, ip, classPath,
		};
		this.#access = options.access;
		this.#heartbeatMs = heartbeatMs;
		this.#reconnectMs = reconnectMs;
		const send: SendResponse = async response => this.#outbox.send(response);
		this.#handler = options.createHandler?.(send) ?? new ActionHandler({
			agentId, version, send, dispatch: createDispatch({
				agentId, version, server, allowShell, policy: options.policy, ...(options.methods && {methods: options.methods}),
			}),
		});
		this.ready = this.#firstService();
		// Whoever does not wait for it has not lost anything by its failure.
		void Promise.allSettled([this.ready]);
		this.#running = this.#run();
	}

	serve(isInService: boolean): void {
		const status = isInService ? AgentStatus.IN_SERVICE : AgentStatus.OUT_OF_SERVICE;
		if (this.#agentStatus !== status) {
			this.#agentStatus = status;
			void this.#link?.beat();
		}
	}

	async leave(): Promise<void> {
		this.#agentStatus = AgentStatus.DOWN;
		await Promise.race([this.#link?.beat(), delay(farewellMs, undefined, {ref: false})]);
		await this[Symbol.asyncDispose]();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		if (!this.#closing.signal.aborted) {
			const reason = new ArthasError('ERR_CLOSED', 'The host agent was closed');
			this.#closing.abort(reason);
			this.status.set('closed');
			this.#handler.close(reason);
			this.#link?.end(reason);
		}

		await this.#running;
	}

	async #firstService(): Promise<void> {
		const state = await until(this.status, state => state === 'in-service' || state === 'closed');
		if (state === 'closed') {
			throw this.#closing.signal.reason as ArthasError;
		}
	}

	async #run(): Promise<void> {
		const {signal} = this.#closing;
		for (;;) {
			const address = await localAddress(this.#description.server, signal);
			if (signal.aborted) {
				return;
			}

			// OUT_OF_SERVICE tells a process that lost its connection from a second one with the same id.
			await this.#live(agentInfo(this.#description, address, this.#wasTaken ? AgentStatus.OUT_OF_SERVICE : AgentStatus.UP));
			await this.#pause();
		}
	}

	/** One connection, from its opening to its end. */
	async #live(info: AgentInfo): Promise<void> {
		return new Promise(resolve => {
			const link = new ChannelLink({
				server: info.channelServer,
				info,
				heartbeatMs: this.#heartbeatMs,
				status: () => this.#agentStatus,
				access: this.#access,
				onRequest: request => {
					void this.#handler.handle(request);
				},
				onOpen: () => {
					this.#wasTaken = true;
					this.#outbox.attach(link);
				},
				onHeartbeat: () => {
					this.error.set(undefined);
					this.status.set('in-service');
				},
				onDrain: () => {
					this.#outbox.drained();
				},
				onEnd: reason => {
					this.#outbox.detach();
					this.#lost(reason);
					resolve();
				},
			});
			this.#link = link;
		});
	}

	#lost(reason: ArthasError): void {
		if (!this.#closing.signal.aborted) {
			this.error.set(reason);
			if (this.status.getSnapshot() === 'in-service') {
				this.status.set('out-of-service');
			}
		}
	}

	async #pause(): Promise<void> {
		try {
			await delay(this.#reconnectMs * (0.8 + (Math.random() * 0.4)), undefined, {signal: this.#closing.signal});
		} catch {
			// Closed meanwhile; the loop looks for itself.
		}
	}
}
