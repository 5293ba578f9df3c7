// The least that can stand where the server stands: gRPC in, HTTP out, no logic, no memory, no limits.
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {
	Metadata, Server, ServerCredentials, type sendUnaryData, type ServerDuplexStream, type ServerUnaryCall, type ServerWritableStream,
} from '@grpc/grpc-js';
import {arthasService} from '../../source/core/protocol/arthas-service.js';
import {
	ActionRequest, RequestAction, ResponseStatus, type ActionResponse, type AgentInfo, type GeneralResult, type HeartbeatRequest, type HeartbeatResponse, type RegisterResult,
} from '../../source/core/protocol/generated/ArthasService.js';
import {answer, type Vitals} from '../support/answer.js';

let agent: ServerWritableStream<AgentInfo, ActionRequest> | undefined;
const readers = new Set<ServerResponse>();

const grpc = new Server();
grpc.addService(arthasService, {
	register(_call: ServerUnaryCall<AgentInfo, RegisterResult>, callback: sendUnaryData<RegisterResult>) {
		callback(null, {status: 0, message: ''});
	},
	acquireRequest(call: ServerWritableStream<AgentInfo, ActionRequest>) {
		agent = call;
		call.sendMetadata(new Metadata());
		call.on('error', () => undefined);
	},
	heartbeat(call: ServerDuplexStream<HeartbeatRequest, HeartbeatResponse>) {
		call.on('data', () => {
			call.write({status: 0, message: ''});
		});
		call.on('error', () => undefined);
	},
	submitResponse(call: ServerDuplexStream<ActionResponse, GeneralResult>) {
		call.on('error', () => undefined);
		call.on('data', (response: ActionResponse) => {
			call.write({status: 0, message: ''});
			const event = `data:${JSON.stringify(response)}\n\n`;
			for (const reader of readers) {
				reader.write(event);
				if (response.status !== ResponseStatus.CONTINUOUS) {
					reader.end();
					readers.delete(reader);
				}
			}
		});
	},
});
const grpcPort = await new Promise<number>((resolve, reject) => {
	grpc.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
		if (error) {
			reject(error);
		} else {
			resolve(port);
		}
	});
});

/** POST starts a command and reads it, GET reads along. */
const http = createServer((request, response) => {
	response.writeHead(200, {'content-type': 'text/event-stream'});
	response.flushHeaders();
	readers.add(response);
	request.setEncoding('utf8').on('data', (commandLine: string) => {
		agent?.write(ActionRequest.fromPartial({requestId: 'relay', action: RequestAction.ASYNC_EXECUTE, executeParams: {commandLine}}));
	});
});
await new Promise<void>(resolve => {
	http.listen(0, '127.0.0.1', resolve);
});

const handlers = {
	started: () => ({http: `127.0.0.1:${(http.address() as AddressInfo).port}`, grpc: `127.0.0.1:${grpcPort}`}),
};

export type RelayChild = typeof handlers & Vitals;

answer(handlers);
