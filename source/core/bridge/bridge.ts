import {type Endpoint, parseEndpoint} from '../client/endpoint.js';
import {writable, type Readable} from '../readable.js';
import {
	bridgeJvm, type BridgedJvm, type BridgedJvmOptions, type BridgedState,
} from './bridged-jvm.js';
import {choosePort} from './choose-port.js';
import {findArthas, type FoundArthas} from './find-arthas.js';

export type BridgeOptions = Pick<BridgedJvmOptions, 'server' | 'access' | 'heartbeatMs' | 'reconnectMs'> & {
	/** JVMs that are bridged whatever is found. */
	endpoints: readonly Endpoint[];
	/** Looks for JVMs of this host, too. */
	isAuto: boolean;
	/** Login for those that are found. */
	login?: Pick<Endpoint, 'username' | 'password'> | undefined;
	/** How often this host and each JVM is looked at, ms. */
	lookMs?: number;
	/** After so long without an answer a JVM is taken for ended, ms. */
	goneMs?: number;
	/** How JVMs are found. */
	find?: () => Promise<FoundArthas[]>;
};

/** `agentId`: the one that it was found with, if any. */
export type BridgedEntry = {where: string; agentId: string | undefined; state: BridgedState};

export type Bridge = AsyncDisposable & {
	readonly jvms: Readable<readonly BridgedEntry[]>;
	/** Why this host can't be looked at; undefined when it can. */
	readonly trouble: Readable<string | undefined>;
	/** Looks at this host now, as it does from time to time; resolves when it has. */
	look(): Promise<void>;
};

/**
Makes JVMs with a stock Arthas agents of a channel server, which they can't dial themselves: each is registered by
itself and comes and goes as its process does.
*/
export function startBridge(options: BridgeOptions): Bridge {
	return new LiveBridge(options);
}

class LiveBridge implements Bridge {
	readonly jvms = writable<readonly BridgedEntry[]>([]);
	readonly trouble = writable<string | undefined>(undefined);
	readonly #options: BridgeOptions;
	/** By process or by address. */
	readonly #bridged = new Map<string, BridgedJvm>();
	readonly #closing = new AbortController();
	readonly #timer: NodeJS.Timeout;
	#looking = Promise.resolve();
	/** One more look waits for the one that is under way: what that had already seen may have changed since. */
	#isNext = false;

	constructor(options: BridgeOptions) {
		this.#options = options;
		for (const endpoint of options.endpoints) {
			this.#add(endpoint.name, endpoint);
		}

		const look = () => {
			for (const jvm of this.#bridged.values()) {
				jvm.retry();
			}

			void this.look();
		};

		look();
		this.#timer = setInterval(look, options.lookMs ?? 5000);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#closing.abort();
		clearInterval(this.#timer);
		await this.#looking;
		await Promise.all([...this.#bridged.values()].map(async jvm => jvm.close(false)));
	}

	async look(): Promise<void> {
		if (this.#options.isAuto && !this.#isNext) {
			this.#isNext = true;
			this.#looking = this.#look(this.#looking);
		}

		await this.#looking;
	}

	async #look(before: Promise<void>): Promise<void> {
		await before;
		this.#isNext = false;
		if (this.#closing.signal.aborted) {
			return;
		}

		try {
			const found = await (this.#options.find ?? (async () => findArthas({signal: this.#closing.signal})))();
			await this.#compare(new Map(found.map(jvm => [`${jvm.pid}@${jvm.startedAtMs}`, jvm])));
			this.trouble.set(undefined);
		} catch (error) {
			this.trouble.set((error as Error).message);
		}
	}

	async #compare(found: ReadonlyMap<string, FoundArthas>): Promise<void> {
		for (const [key, jvm] of this.#bridged) {
			if (/^\d+@/u.test(key) && !found.has(key)) {
				this.#bridged.delete(key);
				await jvm.close(true);
				this.#tell();
			}
		}

		// Side by side: one that hangs keeps nobody waiting but itself.
		await Promise.all([...found].filter(([key]) => !this.#bridged.has(key)).map(async ([key, jvm]) => this.#join(key, jvm)));
	}

	async #join(key: string, {pid, user, ports, login = this.#options.login, agentId}: FoundArthas): Promise<void> {
		// One that a person named is bridged already.
		const named = new Set(this.#options.endpoints.map(({base}) => Number(base.port)));
		const endpoints = ports.map(port => parseEndpoint(`arthas+http://127.0.0.1:${port}`, login));
		if (ports.some(port => named.has(port))) {
			return;
		}

		const endpoint = await choosePort(endpoints, this.#closing.signal);
		if (endpoint && !this.#closing.signal.aborted) {
			this.#add(key, endpoint, {labels: {pid: String(pid), user}, agentId, process: key});
		}
	}

	#add(key: string, endpoint: Endpoint, named: Pick<BridgedJvmOptions, 'labels' | 'agentId' | 'process'> = {}): void {
		const {server, access, heartbeatMs, reconnectMs, lookMs = 5000, goneMs = 60_000} = this.#options;
		const jvm = bridgeJvm({
			endpoint, server, access, heartbeatMs, reconnectMs, ...named, goneMs, probeMs: lookMs,
		});
		this.#bridged.set(key, jvm);
		jvm.state.subscribe(() => {
			this.#tell();
		});
		this.#tell();
	}

	#tell(): void {
		this.jvms.set([...this.#bridged.values()].map(({endpoint, agentId, state}) => ({where: endpoint.name, agentId, state: state.getSnapshot()})));
	}
}
