import {isIP} from 'node:net';
import {ArthasError} from '../error.js';
import {createAccess} from './access.js';
import {createExchange} from './exchange.js';
import {openGrpcDoor} from './grpc-door.js';
import {listen, openHttpDoor} from './http-door.js';
import {memoryStore} from './memory-store.js';
import type {Address, ServerOptions} from './options.js';
import {createRegistry, defaultRegistryLimits} from './registry.js';
import type {Store} from './store.js';
import {createWebSocketDoor} from './websocket-door.js';
import {RequestFailure} from './failure.js';
import {replyFailure} from './http/reply.js';

export type ChannelServer = {
	readonly http: Address;
	readonly ws: Address;
	readonly grpc: Address;
	readonly store: Store;
	/** Takes nothing new, ends what runs after `graceMs`, closes every door. */
	close(graceMs?: number): Promise<void>;
	[Symbol.asyncDispose](): Promise<void>;
};

/** Starts a channel server; resolves when all three doors listen. Rejects with ERR_CONNECT_PORT, ERR_AUTH_POLICY or ERR_CONNECT_TLS. */
export async function startServer(options: ServerOptions = {}): Promise<ChannelServer> {
	const host = options.host ?? '127.0.0.1';
	checkPolicy(host, options);
	const store = options.store ?? memoryStore();
	const registry = createRegistry(store, {...defaultRegistryLimits, ...options.registry});
	const exchange = createExchange(store);
	const access = createAccess(options.login);
	const readOnly = options.readOnly ?? false;
	const consoles = createWebSocketDoor({
		store, exchange, access, readOnly,
	});
	const shared = {host, tls: options.tls, upgrade: consoles.upgrade};
	const doors: Array<{address: Address; shutdown(): Promise<void>}> = [];
	const closeAll = async () => {
		exchange.close();
		registry.close();
		store.close();
		await Promise.all(doors.map(async door => door.shutdown()));
	};

	const open = async <T extends {address: Address; shutdown(): Promise<void>}>(door: Promise<T>) => {
		try {
			const opened = await door;
			doors.push(opened);
			return opened;
		} catch (error) {
			await closeAll();
			throw error;
		}
	};

	const grpc = await open(openGrpcDoor({
		host, port: options.grpcPort ?? 7700, tls: options.tls, store, registry, access: options.agents ?? {}, onAttach: exchange.onAttach, onDetach: exchange.onDetach,
	}));
	const http = await open(openHttpDoor({
		...shared, port: options.httpPort ?? 8800, store, exchange, access, readOnly,
	}));
	const ws = await open(listen({...shared, port: options.wsPort ?? 8801}, (request, response) => {
		replyFailure(response, new RequestFailure({status: 404, message: 'this port is for consoles: /ws?method=connectArthas&id=AGENT'}), request.url ?? '/');
	}, '--ws-port'));

	const close = async (graceMs = 0) => {
		exchange.drain();
		consoles.shutdown();
		if (graceMs > 0) {
			await settled(store, graceMs);
		}

		await closeAll();
	};

	return {
		http: http.address, ws: ws.address, grpc: grpc.address, store, close,
		async [Symbol.asyncDispose]() {
			await close();
		},
	};
}

/** Other interfaces are other people: they need a login here, and a way to tell agents from strangers. */
function checkPolicy(host: string, options: ServerOptions): void {
	const isLoopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
	if (isLoopback || options.insecure) {
		return;
	}

	if (!options.login) {
		throw new ArthasError('ERR_AUTH_POLICY', `will not listen on ${host} without a login`, {
			hint: 'set ARTHAS_TUI_SERVE_USERNAME and ARTHAS_TUI_SERVE_PASSWORD, or say --insecure',
		});
	}

	if (!options.agents?.token && !options.agents?.allow) {
		throw new ArthasError('ERR_AUTH_POLICY', `will not take agents on ${host} from everywhere`, {
			hint: 'name their addresses with --allow-agent 10.0.0.0/8, give them a token, or say --insecure',
		});
	}
}

/** Waits until no job runs any more, at most `graceMs`. */
async function settled(store: Store, graceMs: number): Promise<void> {
	const deadline = performance.now() + graceMs;
	const topics = await store.responses.list();
	for (const {agentId, requestId} of topics.filter(topic => topic.endedAt === 0 && topic.kind !== 'console')) {
		let unsubscribe: () => void = () => undefined;
		await new Promise<void>(resolve => {
			const timer = setTimeout(resolve, Math.max(0, deadline - performance.now()));
			unsubscribe = store.responses.subscribe(agentId, requestId, () => {
				void (async () => {
					const topic = await store.responses.get(agentId, requestId);
					if (!topic || topic.endedAt > 0) {
						clearTimeout(timer);
						resolve();
					}
				})();
			});
		});
		unsubscribe();
	}
}
