import {createAccess} from './access.js';
import {defaultAgentLimits} from './age-agents.js';
import {checkPolicy} from './check-policy.js';
import {Exchange} from './exchange.js';
import {RequestFailure} from './failure.js';
import {openGrpcDoor} from './grpc-door.js';
import {openHostDoor} from './host-door.js';
import {httpListener, openHttpDoor} from './http-door.js';
import {replyFailure} from './http/reply.js';
import {listen, type Door} from './listen.js';
import {memoryStore} from './memory/memory-store.js';
import {createNotices} from './notices.js';
import type {Address, ServerOptions} from './options.js';
import {Registry} from './registry.js';
import {settled} from './settled.js';
import type {Store} from './store.js';
import {openTunnelDoor} from './tunnel-door.js';
import {Tunnels} from './tunnel/tunnels.js';
import {WebSocketDoor} from './websocket-door.js';

export type ChannelServer = AsyncDisposable & {
	readonly http: Address;
	readonly ws: Address;
	readonly grpc: Address;
	/** The door for BasicAgents, where there is one. */
	readonly hosts: Address | undefined;
	/** The door for stock agents, where there is one. */
	readonly tunnel: Address | undefined;
	readonly store: Store;
	/** Takes nothing new, waits up to `graceMs` for what runs, tells everybody, closes every door. */
	close(graceMs?: number): Promise<void>;
};

/**
Starts a channel server; resolves when all three doors listen. Rejects with ERR_CONNECT_PORT, ERR_CONNECT_TLS,
or ERR_AUTH_POLICY for what would leave it open to others by mistake.
*/
export async function startServer(options: ServerOptions = {}): Promise<ChannelServer> {
	const host = options.host ?? '127.0.0.1';
	checkPolicy(host, options);
	const parts = createParts(options);
	const {store, exchange, consoles} = parts;
	const doors: Door[] = [];
	try {
		return {
			...await openDoors(host, options, parts, doors),
			store,
			async close(graceMs = 0) {
				exchange.drain();
				if (graceMs > 0) {
					await Promise.all([consoles.shutdown(), settled(store, graceMs)]);
				}

				await closeAll(parts, doors);
			},
			async [Symbol.asyncDispose]() {
				await closeAll(parts, doors);
			},
		};
	} catch (error) {
		await closeAll(parts, doors);
		throw error;
	}
}

type Parts = ReturnType<typeof createParts>;

/** What stands behind the doors. */
function createParts({store = memoryStore(), limits, login, insecure = false, readOnly = false, tunnel, onNotice}: ServerOptions) {
	const notice = createNotices(onNotice);
	const exchange = new Exchange(store);
	const access = createAccess(login, {isOpen: insecure});
	const tunnels = new Tunnels(tunnel?.settleMs ?? 2000);
	return {
		store,
		notice,
		exchange,
		access,
		readOnly,
		tunnels,
		registry: new Registry(store, {limits: {...defaultAgentLimits, ...limits}, notice, watcher: exchange.absence}),
		consoles: new WebSocketDoor({
			store, exchange, access, readOnly, tunnels,
		}),
		/** What ends the answers that would never end. */
		streams: new Set<() => Promise<void>>(),
	};
}

async function openDoors(host: string, options: ServerOptions, parts: Parts, doors: Door[]): Promise<Pick<ChannelServer, 'grpc' | 'hosts' | 'http' | 'tunnel' | 'ws'>> {
	const {
		grpcPort = 7700, httpPort = 8800, wsPort = 8801, tls, agents = {}, hosts, tunnel,
	} = options;
	const {consoles} = parts;
	const open = async (door: Promise<Door>): Promise<Address> => {
		doors.push(await door);
		return doors.at(-1)!.address;
	};

	const shared = {host, tls, upgrade: consoles.upgrade};
	parts.tunnels.address = tunnel && await open(openTunnelDoor({...shared, port: tunnel.port ?? 7777, flag: '--tunnel-port'}, {...parts, access: agents}, httpListener(parts)));
	return {
		tunnel: parts.tunnels.address,
		grpc: await open(openGrpcDoor({host, port: grpcPort, tls}, {
			...parts, access: agents,
		})),
		hosts: hosts && await open(openHostDoor({...hosts, host, port: hosts.port ?? 7701}, {...parts, access: agents, onPush: hosts.onPush})),
		http: await open(openHttpDoor({...shared, port: httpPort, flag: '--http-port'}, parts)),
		ws: await open(listen({...shared, port: wsPort, flag: '--ws-port'}, (request, response) => {
			replyFailure(response, new RequestFailure({status: 404, message: 'this port is for consoles: /ws?method=connectArthas&id=AGENT'}), request.url ?? '/');
		})),
	};
}

/** Those who wait are told first, then the doors close. */
async function closeAll({exchange, registry, streams, store, consoles}: Parts, doors: Door[]): Promise<void> {
	exchange.close();
	registry.close();
	await Promise.all([...streams].map(async end => end()));
	store.close();
	await Promise.all([consoles.shutdown(), ...doors.map(async door => door.shutdown())]);
}
