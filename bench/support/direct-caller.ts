import {
	Server, ServerCredentials, type sendUnaryData, type ServerDuplexStream, type ServerUnaryCall, type ServerWritableStream,
} from '@grpc/grpc-js';
import {arthasService} from '../../source/core/protocol/arthas-service.js';
import {
	ActionRequest, RequestAction, ResultFormat, type ActionResponse, type AgentInfo, type GeneralResult, type HeartbeatRequest, type HeartbeatResponse, type RegisterResult,
} from '../../source/core/protocol/generated/ArthasService.js';

export type DirectCaller = Disposable & {address: string; call(commandLine: string): Promise<ActionResponse>};

/** The shortest way to an agent: the caller holds the agent's own streams in its own process. One call at a time. */
export async function startDirectCaller(): Promise<DirectCaller> {
	let agent: ServerWritableStream<AgentInfo, ActionRequest> | undefined;
	let last = 0;
	let take: (response: ActionResponse) => void = () => undefined;
	const server = new Server();
	server.addService(arthasService, {
		register(_call: ServerUnaryCall<AgentInfo, RegisterResult>, callback: sendUnaryData<RegisterResult>) {
			callback(null, {status: 0, message: ''});
		},
		acquireRequest(call: ServerWritableStream<AgentInfo, ActionRequest>) {
			agent = call;
			// Any answer shows the agent that it was taken; the first one carries the headers.
			call.write(ActionRequest.fromPartial({requestId: 'hello'}));
		},
		heartbeat(call: ServerDuplexStream<HeartbeatRequest, HeartbeatResponse>) {
			call.on('data', () => {
				call.write({status: 0, message: ''});
			});
		},
		submitResponse(call: ServerDuplexStream<ActionResponse, GeneralResult>) {
			call.on('data', (response: ActionResponse) => {
				call.write({status: 0, message: ''});
				take(response);
			});
		},
	});
	const port = await new Promise<number>((resolve, reject) => {
		server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
			if (error) {
				reject(error);
			} else {
				resolve(bound);
			}
		});
	});
	return {
		address: `127.0.0.1:${port}`,
		call: async commandLine => new Promise(resolve => {
			const requestId = String(++last);
			take = response => {
				if (response.requestId === requestId) {
					resolve(response);
				}
			};

			agent?.write(ActionRequest.fromPartial({
				agentId: 'bench', requestId, action: RequestAction.EXECUTE, executeParams: {commandLine, resultFormat: ResultFormat.JSON},
			}));
		}),
		[Symbol.dispose]() {
			server.forceShutdown();
		},
	};
}
