import {Buffer} from 'node:buffer';
import {
	logVerbosity, Server, ServerCredentials, setLogVerbosity, type sendUnaryData, type ServerDuplexStream, type ServerUnaryCall, type ServerWritableStream,
} from '@grpc/grpc-js';
import {arthasService} from '../protocol/arthas-service.js';
import type {
	ActionRequest, ActionResponse, AgentInfo, GeneralResult, HeartbeatRequest, HeartbeatResponse, RegisterResult,
} from '../protocol/generated/ArthasService.js';
import {answerRegister} from './grpc/answer-register.js';
import {serveHeartbeats} from './grpc/serve-heartbeats.js';
import {serveRequests} from './grpc/serve-requests.js';
import {serveResponses, submitResponse} from './grpc/serve-responses.js';
import type {Notices} from './notices.js';
import type {Address, AgentAccess, TlsFiles} from './options.js';
import {portError} from './port-error.js';
import type {Registry} from './registry.js';
import type {Store} from './store.js';

export type GrpcDoor = {address: Address; shutdown(): Promise<void>};

export type DoorContext = {
	store: Store;
	registry: Registry;
	access: AgentAccess;
	notice: Notices;
};

/**
The door that agents dial. Stock agents come in plaintext without any metadata, connect and close a
bare TCP connection first, send an empty `grpc-trace-bin` header and expect their three streams to
stay open for ever; an error of any of them makes them register again within 5 s.
*/
export async function openGrpcDoor(options: {host: string; port: number; tls: TlsFiles | undefined}, context: DoorContext): Promise<GrpcDoor> {
	// It would write to stderr what the caller of this function is told anyway.
	setLogVerbosity(logVerbosity.NONE);
	const server = new Server({
		// The Java server's 4 MiB kill the stream of an agent that has a large result.
		'grpc.max_receive_message_length': 64 << 20,
		'grpc.max_send_message_length': 4 << 20,
		// A heap dump stops a JVM for a minute and more, and it answers no PING then.
		'grpc.keepalive_time_ms': 20_000,
		'grpc.keepalive_timeout_ms': 100_000,
		// Without it grpc-js (1.14) loses count of its sessions, and a shutdown would leave them open.
		'grpc.enable_channelz': 1,
	});
	server.addService({...arthasService, submitResponse}, handlers(context));
	const {host, port, tls} = options;
	const credentials = tls ? ServerCredentials.createSsl(null, [{private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert)}]) : ServerCredentials.createInsecure();
	const bound = await new Promise<number>((resolve, reject) => {
		server.bindAsync(`${host.includes(':') ? `[${host}]` : host}:${port}`, credentials, (error, boundPort) => {
			if (error) {
				reject(portError({host, port}, '--grpc-port', error));
			} else {
				resolve(boundPort);
			}
		});
	});
	return {
		address: {host, port: bound},
		async shutdown() {
			server.forceShutdown();
		},
	};
}

function handlers(context: DoorContext) {
	return {
		register(call: ServerUnaryCall<AgentInfo, RegisterResult>, callback: sendUnaryData<RegisterResult>) {
			void answerRegister(context, call, callback);
		},
		acquireRequest(call: ServerWritableStream<AgentInfo, ActionRequest>) {
			void serveRequests(context, call);
		},
		submitResponse(call: ServerDuplexStream<ActionResponse, GeneralResult>) {
			serveResponses(context, call);
		},
		heartbeat(call: ServerDuplexStream<HeartbeatRequest, HeartbeatResponse>) {
			serveHeartbeats(context, call);
		},
	};
}
