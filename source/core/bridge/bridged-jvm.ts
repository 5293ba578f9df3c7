import {hostname} from 'node:os';
import {isIP} from 'node:net';
import {arthasBackend} from '../client/backends/arthas-api.js';
import type {Agent} from '../client/agent.js';
import {openConnection, type Connection} from '../client/connection.js';
import type {Endpoint} from '../client/endpoint.js';
import type {Link} from '../client/wire.js';
import {ArthasError} from '../error.js';
import {ActionHandler} from '../host/action-handler.js';
import {startChannelAgent, type ChannelAgent} from '../host/channel-agent.js';
import type {ServerAccess} from '../host/channel-link.js';
import {processFeature} from '../protocol/agent-process.js';
import {labelFeatures} from '../protocol/agent-labels.js';
import {writable, type Readable} from '../readable.js';
import {applicationName} from './application-name.js';
import {bridgeConsoles} from './bridge-consoles.js';
import {bridgeDispatch, type BridgedTarget} from './run-command.js';

export type BridgedJvmOptions = {
	/** The Arthas HTTP API. */
	endpoint: Endpoint;
	/** The agents' port of a channel server, `host:port`. */
	server: string;
	access?: ServerAccess | undefined;
	labels?: Readonly<Record<string, string>> | undefined;
	/** Where it has one that isn't made of its name and place. */
	agentId?: string | undefined;
	/** What tells it from every later process, where that is known. */
	process?: string | undefined;
	/** How often the JVM is looked at, ms. */
	probeMs: number;
	/** After so long without an answer it is taken for ended, ms. */
	goneMs: number;
	heartbeatMs?: number | undefined;
	reconnectMs?: number | undefined;
};

export type BridgedState = {name: 'waiting'; why: string | undefined} | {name: 'in-service' | 'out-of-service'; agentId: string; app: string};

/** One JVM at the channel server, for as long as it is there. */
export type BridgedJvm = {
	readonly endpoint: Endpoint;
	/** The one that was given, if any. */
	readonly agentId: string | undefined;
	readonly state: Readable<BridgedState>;
	/** Tries again now, where it waits before it does. */
	retry(): void;
	/** `hasEnded`: it is known that the process is no more, so that the server need not wait for it. */
	close(hasEnded: boolean): Promise<void>;
};

type Registration = {name: string; app: string; channel: ChannelAgent};

export function bridgeJvm(options: BridgedJvmOptions): BridgedJvm {
	return new LiveJvm(options);
}

class LiveJvm implements BridgedJvm {
	readonly endpoint: Endpoint;
	readonly agentId: string | undefined;
	readonly state = writable<BridgedState>({name: 'waiting', why: undefined});
	readonly #options: BridgedJvmOptions;
	readonly #connection: Connection;
	readonly #leaving = new AbortController();
	#link: Link | undefined;
	#registration: Registration | undefined;
	#goneTimer: NodeJS.Timeout | undefined;
	/** Changes follow each other: one that finds another under way comes after it. */
	#settled = Promise.resolve();

	constructor(options: BridgedJvmOptions) {
		this.#options = options;
		this.endpoint = options.endpoint;
		this.agentId = options.agentId;
		this.#connection = openConnection(options.endpoint, {probeMs: options.probeMs}, {
			open: (endpoint, linkOptions) => {
				this.#link = arthasBackend.open(endpoint, linkOptions);
				return this.#link;
			},
		});
		const change = () => {
			this.#settled = this.#follow(this.#settled);
		};

		this.#connection.state.subscribe(change);
		this.#connection.agents.subscribe(change);
	}

	retry(): void {
		if (this.#connection.state.getSnapshot().name === 'waiting') {
			this.#connection.retry();
		}
	}

	async close(hasEnded: boolean): Promise<void> {
		this.#leaving.abort(new ArthasError('ERR_CLOSED', 'the bridge was closed'));
		clearTimeout(this.#goneTimer);
		await this.#settled;
		await this.#leave(hasEnded);
		await this.#connection.close();
	}

	async #follow(before: Promise<void>): Promise<void> {
		await before;
		if (this.#leaving.signal.aborted) {
			return;
		}

		const state = this.#connection.state.getSnapshot();
		const [agent] = this.#connection.agents.getSnapshot();
		const isUp = state.name === 'up' && agent !== undefined;
		this.#watchAbsence(isUp);
		if (isUp && this.#registration?.name !== agent.name) {
			// Another process has taken the place of the one that was registered.
			await this.#leave(true);
			await this.#register(agent);
		}

		this.#tell(isUp);
	}

	#tell(isUp: boolean): void {
		if (this.#registration) {
			const {app, channel} = this.#registration;
			channel.serve(isUp);
			this.state.set({name: isUp ? 'in-service' : 'out-of-service', agentId: this.#agentId(app), app});
		} else {
			this.state.set({name: 'waiting', why: this.#trouble()});
		}
	}

	#watchAbsence(isUp: boolean): void {
		if (isUp) {
			clearTimeout(this.#goneTimer);
			this.#goneTimer = undefined;
			return;
		}

		this.#goneTimer ??= setTimeout(() => {
			this.#settled = this.#forget(this.#settled);
		}, this.#options.goneMs).unref();
	}

	async #forget(before: Promise<void>): Promise<void> {
		await before;
		if (this.#goneTimer !== undefined) {
			await this.#leave(true);
			this.#tell(false);
		}
	}

	async #register(agent: Agent): Promise<void> {
		const link = this.#link!;
		const app = await applicationName(agent, link, this.#leaving.signal);
		const agentId = this.#agentId(app);
		const target: BridgedTarget = {
			agent, link, leaving: this.#leaving.signal, trouble: () => this.#trouble(),
		};
		const version = agent.version ?? '';
		const channel = startChannelAgent({
			...this.#options, ...this.#place(), agentId, version, appName: app,
			features: ['WebConsole', 'ExecuteCommand', ...labelFeatures(this.#labels(agent)), ...this.#process(agent).map(process => processFeature(process))],
			createHandler: send => new ActionHandler({
				agentId, version, send, dispatch: bridgeDispatch(target), consoles: bridgeConsoles(target, agentId, send),
				greeting: () => [
					{type: 'message', jobId: 0, message: 'Welcome to arthas!'},
					{
						type: 'welcome', jobId: 0, pid: this.#labels(agent)['pid'] ?? '', version,
					},
				],
			}),
		});
		this.#registration = {name: agent.name, app, channel};
	}

	#labels(agent: Agent): Record<string, string> {
		const pid = /-(?<pid>\d+)$/u.exec(agent.name)?.groups?.['pid'];
		return {
			bridge: hostname(), port: this.endpoint.base.port, ...(pid !== undefined && {pid}), ...this.#options.labels,
		};
	}

	/** Another one may have taken its place at the address, before that is noticed. */
	#process(agent: Agent): string[] {
		const {process} = this.#options;
		const pid = /-(?<pid>\d+)$/u.exec(agent.name)?.groups?.['pid'];
		return pid !== undefined && process?.startsWith(`${pid}@`) ? [process] : [];
	}

	/** Where the JVM is: on this host, unless its address says otherwise. */
	#place(): {hostname: string; ip?: string} {
		const host = this.endpoint.base.hostname.replaceAll(/^\[|\]$/gu, '');
		const isHere = host === 'localhost' || host === '::1' || host.startsWith('127.');
		return isHere ? {hostname: hostname()} : {hostname: host, ...(isIP(host) > 0 && {ip: host})};
	}

	/** The same after a restart of the JVM and of the bridge. */
	#agentId(app: string): string {
		return this.#options.agentId ?? `${app}-${this.#place().hostname}-${this.endpoint.base.port || this.endpoint.base.protocol.slice(0, -1)}`.replaceAll(/[^\w.-]+/gu, '_');
	}

	#trouble(): string | undefined {
		const state = this.#connection.state.getSnapshot();
		if (state.name === 'up' || state.name === 'silent') {
			return undefined;
		}

		return 'error' in state ? state.error.message : `${this.endpoint.name} doesn't answer at the moment; nothing was sent`;
	}

	async #leave(hasEnded: boolean): Promise<void> {
		const channel = this.#registration?.channel;
		this.#registration = undefined;
		await (hasEnded ? channel?.leave() : channel?.[Symbol.asyncDispose]());
	}
}
