import {Registry} from './registry.js';
import {defaultAgentLimits} from './age-agents.js';
import {createAccess} from './access.js';
import {checkPolicy} from './check-policy.js';
import {Exchange} from './exchange.js';
import {RequestFailure} from './failure.js';
import {openGrpcDoor} from './grpc-door.js';
import {openHttpDoor} from './http-door.js';
import {replyFailure} from './http/reply.js';
import {listen, type Door} from './listen.js';
import {memoryStore} from './memory/memory-store.js';
import {createNotices} from './notices.js';
import type {Address, ServerOptions} from './options.js';
import {settled} from './settled.js';
import type {Store} from './store.js';
import {createWebSocketDoor} from './websocket-door.js';

export type ChannelServer = AsyncDisposable & {
	readonly http: Address;
	readonly ws: Address;
	readonly grpc: Address;
	readonly store: Store;
	/** Takes nothing new, waits up to `graceMs` for what runs, tells everybody, closes every door. */
	close(graceMs?: number): Promise<void>;
};

/**
Starts a channel server; resolves when all three doors listen. Rejects with ERR_CONNECT_PORT, ERR_CONNECT_TLS,
or ERR_AUTH_POLICY for what would leave it open to others by mistake.
*/
export async function startServer(options: ServerOptions = {}): Promise<ChannelServer> {
	const {host = '127.0.0.1', httpPort = 8800, wsPort = 8801, grpcPort = 7700, tls, readOnly = false, insecure = false} = options;
	checkPolicy(host, options);
	const store = options.store ?? memoryStore();
	const notice = createNotices(options.onNotice);
	const registry = new Registry(store, {limits: {...defaultAgentLimits, ...options.limits}, notice});
	const exchange = new Exchange(store);
	const access = createAccess(options.login, {isOpen: insecure});
	const streams = new Set<() => Promise<void>>();
	const consoles = createWebSocketDoor({
		store, exchange, access, readOnly,
	});
	const doors: Door[] = [];
	const open = async (door: Promise<Door>): Promise<Address> => {
		doors.push(await door);
		return doors.at(-1)!.address;
	};

	const closeAll = async () => {
		exchange.close();
		registry.close();
		await Promise.all([...streams].map(async end => end()));
		store.close();
		await Promise.all([consoles.shutdown(), ...doors.map(async door => door.shutdown())]);
	};

	const {upgrade} = consoles;
	try {
		return {
			grpc: await open(openGrpcDoor({host, port: grpcPort, tls}, {
				store, registry, access: options.agents ?? {}, notice, onAttach: exchange.onAttach, onDetach: exchange.onDetach,
			})),
			http: await open(openHttpDoor({
				host, port: httpPort, flag: '--http-port', tls, upgrade,
			}, {
				store, exchange, access, readOnly, streams,
			})),
			ws: await open(listen({
				host, port: wsPort, flag: '--ws-port', tls, upgrade,
			}, (request, response) => {
				replyFailure(response, new RequestFailure({status: 404, message: 'this port is for consoles: /ws?method=connectArthas&id=AGENT'}), request.url ?? '/');
			})),
			store,
			async close(graceMs = 0) {
				exchange.drain();
				if (graceMs > 0) {
					await Promise.all([consoles.shutdown(), settled(store, graceMs)]);
				}

				await closeAll();
			},
			async [Symbol.asyncDispose]() {
				await closeAll();
			},
		};
	} catch (error) {
		await closeAll();
		throw error;
	}
}
