import {Buffer} from 'node:buffer';
import type {IncomingMessage, RequestListener} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocketServer, type WebSocket} from 'ws';
import {AgentStatus, type AgentInfo} from '../protocol/generated/ArthasService.js';
import {readTunnelQuery} from '../protocol/tunnel/frame.js';
import {steadyNow} from './clock.js';
import {RequestFailure} from './failure.js';
import {
	endWith, listen, type Door, type ListenOptions,
} from './listen.js';
import type {Notices} from './notices.js';
import type {AgentAccess} from './options.js';
import type {Registry} from './registry.js';
import type {Store} from './store.js';
import {checkAgent, readRegistration} from './tunnel/registration.js';
import {TunnelAgent} from './tunnel/tunnel-agent.js';
import type {Tunnels} from './tunnel/tunnels.js';

export type TunnelDoorContext = {store: Store; registry: Registry; access: AgentAccess; notice: Notices; tunnels: Tunnels};

type Incoming = {request: IncomingMessage; socket: Duplex; head: Uint8Array; peer: string};

/** Agents, and the consoles of operators beside them. */
const mostConnections = 20_000;
/** A file comes as one frame: 10 MiB, at worst four times as long as text. */
const largestAnswer = 45 << 20;
const largestFrame = 10 << 20;
const beatMs = 5000;
const silentMs = 30_000;
const signMs = 1000;

/**
The door that stock agents dial (Arthas 3 and 4): they register, and dial back for each console. Everything else that comes
is an operator's and goes on to `where.upgrade` and `pages`. Rejects with ERR_CONNECT_PORT.
*/
export async function openTunnelDoor(where: ListenOptions, context: TunnelDoorContext, pages: RequestListener): Promise<Door> {
	const controls = new WebSocketServer({noServer: true, maxPayload: largestAnswer, perMessageDeflate: false});
	const legs = new WebSocketServer({noServer: true, maxPayload: largestFrame, perMessageDeflate: false});
	const methods: Record<string, (incoming: Incoming) => Promise<void>> = {
		agentRegister: async incoming => register(controls, context, incoming),
		openTunnel: async incoming => takeLeg(legs, context, incoming),
	};
	const door = await listen({
		...where, connections: mostConnections, async upgrade(request, socket, head) {
			const answer = methods[readTunnelQuery(request.url ?? '').get('method') ?? ''];
			if (!answer) {
				await where.upgrade(request, socket, head);
				return;
			}

			const {remoteAddress = '', remotePort = 0} = request.socket;
			socket.on('error', () => undefined);
			try {
				await answer({
					request, socket, head, peer: `${remoteAddress}:${remotePort}`,
				});
			} catch (error) {
				endWith(socket, error, '/ws');
			}
		},
	}, pages);
	const timer = setInterval(() => {
		beat(context.tunnels);
	}, beatMs).unref();
	return {
		address: door.address,
		async shutdown() {
			clearInterval(timer);
			for (const client of [...controls.clients, ...legs.clients]) {
				client.terminate();
			}

			await door.shutdown();
		},
	};
}

/** Agents take any refusal, and try again every 5 s. */
async function register(server: WebSocketServer, context: TunnelDoorContext, {request, socket, head, peer}: Incoming): Promise<void> {
	const {access, notice, registry, store} = context;
	const info = readRegistration(request);
	const {agentId} = info;
	try {
		checkAgent(request, peer, access);
	} catch (error) {
		notice(`denied ${agentId}`, `agent ${agentId} at ${peer} is refused: neither its address nor a token lets it in (--allow-agent, ARTHAS_TUI_AGENT_TOKEN)`);
		throw error;
	}

	const isFirst = await store.agents.get(agentId) === undefined;
	const {isAccepted, message} = await registry.register(info, {
		peer, ping: async () => undefined, cut() {
			socket.destroy();
		},
	});
	if (!isAccepted) {
		throw new RequestFailure({status: 409, message, agentId});
	}

	server.handleUpgrade(request, socket, Buffer.from(head), client => {
		void serve(client, info, {context, peer, isFirst});
	});
}

async function serve(client: WebSocket, {agentId, agentVersion, ip}: AgentInfo, {context, peer, isFirst}: {context: TunnelDoorContext; peer: string; isFirst: boolean}): Promise<void> {
	const {registry, tunnels} = context;
	let signAt = 0;
	client.on('error', () => undefined);
	const agent = new TunnelAgent(client, {
		id: agentId, version: agentVersion, host: ip, port: Number(peer.slice(peer.lastIndexOf(':') + 1)), peer,
		onSign() {
			const now = steadyNow();
			if (now - signAt >= signMs) {
				signAt = now;
				void registry.heartbeat({agentId, agentStatus: AgentStatus.IN_SERVICE, agentVersion}, peer);
			}
		},
	});
	client.once('close', () => {
		tunnels.remove(agent);
		registry.detached(agentId, agent);
	});
	tunnels.add(agent, {isFirst});
	// Once for each connection: an agent that is answered twice hangs up (4.1.5).
	agent.tell('agentRegister', {});
	await registry.attached(agentId, agent);
}

/** The id that only the agent was told is all that it has to show. An agent whose dial-back is refused doesn't try again. */
async function takeLeg(server: WebSocketServer, {tunnels}: TunnelDoorContext, {request, socket, head}: Incoming): Promise<void> {
	const id = readTunnelQuery(request.url ?? '').get('clientConnectionId') ?? '';
	if (!tunnels.isAwaited(id)) {
		throw new RequestFailure({status: 503, message: 'nobody waits for this tunnel any more'});
	}

	const {remoteAddress = '', remotePort = 0} = request.socket;
	server.handleUpgrade(request, socket, Buffer.from(head), client => {
		client.on('error', () => undefined);
		tunnels.take({
			id, socket: client, host: remoteAddress.replace(/^::ffff:/u, ''), port: remotePort,
		});
	});
}

/** Asks every agent for a sign of life, and lets those go that have given none for long. */
function beat({agents}: Tunnels): void {
	const now = steadyNow();
	for (const agent of agents) {
		if (now - agent.heardAt > silentMs) {
			agent.cut();
		} else {
			agent.beat();
		}
	}
}
