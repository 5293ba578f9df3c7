import {Buffer} from 'node:buffer';
import {timingSafeEqual} from 'node:crypto';
import * as grpc from '@grpc/grpc-js';
import {ArthasError} from '../error.js';
import {arthasService} from '../protocol/arthas-service.js';
import type {
	ActionRequest, ActionResponse, AgentInfo, GeneralResult, HeartbeatRequest, HeartbeatResponse, RegisterResult,
} from '../protocol/generated/ArthasService.js';
import type {Registry} from './registry.js';
import type {Store} from './store.js';
import type {Address, AgentAccess, TlsFiles} from './options.js';

export type GrpcDoor = {address: Address; shutdown(): Promise<void>};

type Context = {store: Store; registry: Registry; access: AgentAccess; onAttach(agentId: string): void; onDetach(agentId: string): void};

/** A heartbeat without a request stream for so long means that the agent lost it unnoticed. */
const headlessMs = 10_000;

/**
The door that agents dial. Stock agents come in plaintext without any metadata, connect and close a
bare TCP connection first, send an empty `grpc-trace-bin` header and expect their three streams to
stay open for ever; an error of any of them makes them register again within 5 s.
*/
export async function openGrpcDoor(options: {host: string; port: number; tls?: TlsFiles | undefined} & Context): Promise<GrpcDoor> {
	const server = new grpc.Server({
		// The Java server's 4 MiB kill the stream of an agent that has a large result.
		'grpc.max_receive_message_length': 64 << 20,
		'grpc.max_send_message_length': 4 << 20,
		// A heap dump stops a JVM for a minute and more, and it answers no PING then.
		'grpc.keepalive_time_ms': 20_000,
		'grpc.keepalive_timeout_ms': 100_000,
	});
	server.addService(arthasService, handlers(options));
	const credentials = options.tls
		? grpc.ServerCredentials.createSsl(null, [{private_key: Buffer.from(options.tls.key), cert_chain: Buffer.from(options.tls.cert)}])
		: grpc.ServerCredentials.createInsecure();
	const host = options.host.includes(':') ? `[${options.host}]` : options.host;
	const port = await new Promise<number>((resolve, reject) => {
		server.bindAsync(`${host}:${options.port}`, credentials, (error, bound) => {
			if (error) {
				reject(new ArthasError('ERR_CONNECT_PORT', `cannot listen for agents on ${host}:${options.port}`, {
					hint: 'another program has that port: choose one with --grpc-port, or 0 for any free one',
					cause: error,
				}));
			} else {
				resolve(bound);
			}
		});
	});
	return {
		address: {host: options.host, port},
		async shutdown() {
			server.forceShutdown();
		},
	};
}

function handlers(context: Context): grpc.UntypedServiceImplementation {
	const {registry, store, access} = context;
	/** Which connection serves an agent, so that nobody answers in another's name. */
	const peers = new Map<string, string>();

	const guard = (call: {getPeer(): string; metadata: grpc.Metadata}): grpc.ServiceError | undefined => mayEnter(access, call)
		? undefined
		: failure(grpc.status.PERMISSION_DENIED, 'this server does not take agents from here: see --allow-agent and --agent-token');

	return {
		register(call: grpc.ServerUnaryCall<AgentInfo, RegisterResult>, callback: grpc.sendUnaryData<RegisterResult>) {
			const denied = guard(call);
			if (denied) {
				callback(denied);
				return;
			}

			void answerRegister(registry, call, callback);
		},
		acquireRequest(call: grpc.ServerWritableStream<AgentInfo, ActionRequest>) {
			const denied = guard(call);
			if (denied) {
				call.destroy(denied);
				return;
			}

			void serveRequests(call, context, peers);
		},
		submitResponse(call: grpc.ServerDuplexStream<ActionResponse, GeneralResult>) {
			const denied = guard(call);
			if (denied) {
				call.destroy(denied);
				return;
			}

			const peer = call.getPeer();
			call.on('data', (response: ActionResponse) => {
				if (peers.get(response.agentId) === peer) {
					store.responses.append(response);
					call.write({status: 0, message: ''});
				} else {
					call.write({status: 1000, message: 'push response message failure: not the connection of this agent'});
				}
			});
			call.on('end', () => {
				call.end();
			});
			call.on('error', () => undefined);
		},
		heartbeat(call: grpc.ServerDuplexStream<HeartbeatRequest, HeartbeatResponse>) {
			const denied = guard(call);
			if (denied) {
				call.destroy(denied);
				return;
			}

			let headlessSince = 0;
			call.on('data', async (beat: HeartbeatRequest) => {
				headlessSince = peers.get(beat.agentId) === call.getPeer() ? 0 : headlessSince || Date.now();
				const isKnown = await registry.heartbeat(beat);
				if (!isKnown || (headlessSince > 0 && Date.now() - headlessSince > headlessMs)) {
					call.destroy(failure(grpc.status.NOT_FOUND, `Agent not found: ${beat.agentId}`));
					return;
				}

				call.write({status: 0, message: `heartbeat ok: ${beat.agentId}`});
			});
			// Agents of protocol 1.0.0 call heartbeat as unary: their half-close is answered with the end.
			call.on('end', () => {
				call.end();
			});
			call.on('error', () => undefined);
		},
	};
}

async function answerRegister(registry: Registry, call: grpc.ServerUnaryCall<AgentInfo, RegisterResult>, callback: grpc.sendUnaryData<RegisterResult>): Promise<void> {
	try {
		const outcome = await registry.register(call.request, call.getPeer());
		callback(null, {status: outcome.accepted ? 0 : 1, message: outcome.message});
	} catch (error) {
		callback(failure(grpc.status.INTERNAL, String(error)));
	}
}

async function serveRequests(call: grpc.ServerWritableStream<AgentInfo, ActionRequest>, context: Context, peers: Map<string, string>): Promise<void> {
	const {agentId} = call.request;
	const peer = call.getPeer();
	const agent = await context.store.agents.get(agentId);
	if (call.cancelled) {
		return;
	}

	if (agent?.peer !== peer) {
		call.destroy(failure(grpc.status.FAILED_PRECONDITION, `register ${agentId} first, on this connection`));
		return;
	}

	peers.set(agentId, peer);
	const detach = context.store.requests.attach(agentId, request => {
		if (call.cancelled || call.destroyed) {
			return false;
		}

		call.write(request);
		return true;
	});
	// The Java server sends the headers with the first request only; sooner is allowed and shows that the stream is up.
	call.sendMetadata(new grpc.Metadata());
	await context.registry.attached(agentId, peer);
	context.onAttach(agentId);
	const leave = () => {
		detach();
		if (peers.get(agentId) === peer) {
			peers.delete(agentId);
			void context.registry.detached(agentId, peer);
			context.onDetach(agentId);
		}
	};

	if (call.cancelled) {
		leave();
	} else {
		call.once('cancelled', leave);
		call.once('close', leave);
		call.on('error', () => undefined);
	}
}

function mayEnter(access: AgentAccess, call: {getPeer(): string; metadata: grpc.Metadata}): boolean {
	if (!access.token && !access.allow) {
		return true;
	}

	const sent = String(call.metadata.get('authorization')[0] ?? '');
	if (access.token && isSame(sent, `Bearer ${access.token}`)) {
		return true;
	}

	return access.allow?.check(call.getPeer().replace(/:\d+$/u, '').replaceAll(/[[\]]/gu, '')) ?? false;
}

function isSame(left: string, right: string): boolean {
	const [a, b] = [Buffer.from(left), Buffer.from(right)];
	return a.length === b.length && timingSafeEqual(a, b);
}

function failure(code: grpc.status, details: string): grpc.ServiceError {
	return Object.assign(new Error(details), {code, details, metadata: new grpc.Metadata()});
}
