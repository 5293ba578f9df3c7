import {Buffer} from 'node:buffer';
import {
	ActionRequest, ActionResponse, AgentInfo, GeneralResult, HeartbeatRequest, HeartbeatResponse, RegisterResult, type MessageFns,
} from './generated/ArthasService.js';

/**
One call of the service. It has the shape of grpc-js's `MethodDefinition` and imports nothing of it,
so that the protocol folder stays free of sockets and both the host agent and the server use one table.
*/
export type ArthasMethod<Request, Response> = {
	path: string;
	requestStream: boolean;
	responseStream: boolean;
	requestSerialize: (value: Request) => Buffer;
	requestDeserialize: (bytes: Buffer) => Request;
	responseSerialize: (value: Response) => Buffer;
	responseDeserialize: (bytes: Buffer) => Response;
	originalName: string;
};

/**
The gRPC service that agents dial. Method names start lower-case in the Java original, so the HTTP/2 paths do too.
`heartbeat` is a stream in protocol 1.1.0; agents of protocol 1.0.0 (up to 3.5.3) call the same path as unary,
which on the wire is a stream that the client half-closes after one message.
*/
export const arthasService = {
	register: method('register', AgentInfo, RegisterResult, {}),
	acquireRequest: method('acquireRequest', AgentInfo, ActionRequest, {responseStream: true}),
	submitResponse: method('submitResponse', ActionResponse, GeneralResult, {requestStream: true, responseStream: true}),
	heartbeat: method('heartbeat', HeartbeatRequest, HeartbeatResponse, {requestStream: true, responseStream: true}),
};

type Streams = {requestStream?: boolean; responseStream?: boolean};

function method<Request, Response>(name: string, request: MessageFns<Request>, response: MessageFns<Response>, streams: Streams): ArthasMethod<Request, Response> {
	return {
		path: `/com.alibaba.arthas.channel.proto.ArthasService/${name}`,
		requestStream: streams.requestStream ?? false,
		responseStream: streams.responseStream ?? false,
		requestSerialize: value => toBytes(request, value),
		requestDeserialize: bytes => request.decode(bytes),
		responseSerialize: value => toBytes(response, value),
		responseDeserialize: bytes => response.decode(bytes),
		originalName: name,
	};
}

function toBytes<T>(codec: MessageFns<T>, value: T): Buffer {
	const bytes = codec.encode(value).finish();
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
