import {Metadata, status, type ServerWritableStream} from '@grpc/grpc-js';
import type {ActionRequest, AgentInfo} from '../../protocol/generated/ArthasService.js';
import type {DoorContext} from '../grpc-door.js';
import type {Delivery} from '../store.js';
import {failCall} from './fail-call.js';
import {peerConnection} from './peer-connection.js';

/** Requests that an agent may leave unread in its connection. */
const unreadLimit = 64;
/** Agent 3.5.6 forgets an error that comes before it thinks itself connected, and then never looks at the stream again. */
const settleMs = 1000;

type RequestStream = ServerWritableStream<AgentInfo, ActionRequest>;

/** `acquireRequest`: the stream that carries requests to one agent, open for as long as the agent is there. */
export async function serveRequests({registry, store}: DoorContext, call: RequestStream): Promise<void> {
	const {agentId} = call.request;
	const connection = peerConnection(call);
	if (!registry.isOwner(agentId, connection.peer)) {
		setTimeout(() => {
			failCall(call, status.FAILED_PRECONDITION, `register ${agentId} first, on this connection`);
		}, settleMs).unref();
		return;
	}

	const detach = store.requests.attach(agentId, request => deliver(call, request));
	call.once('cancelled', () => {
		detach();
		registry.detached(agentId, connection);
	});
	// The Java server sends the headers with the first request; sent now they show that the stream is up.
	call.sendMetadata(new Metadata());
	await registry.attached(agentId, connection);
}

/** At most once, and only where somebody still reads. */
function deliver(call: RequestStream, request: ActionRequest): Delivery {
	if (call.cancelled || call.writableEnded || call.destroyed) {
		return 'no-stream';
	}

	if (call.writableLength >= unreadLimit) {
		return 'full';
	}

	call.write(request);
	return 'sent';
}
