import {
	Server, ServerCredentials, status, type ServerDuplexStream, type ServerUnaryCall, type ServerWritableStream, type sendUnaryData,
} from '@grpc/grpc-js';
import {arthasService} from '../../source/core/protocol/arthas-service.js';
import type {
	ActionRequest, ActionResponse, AgentInfo, GeneralResult, HeartbeatRequest, HeartbeatResponse, RegisterResult,
} from '../../source/core/protocol/generated/ArthasService.js';

export type CallName = 'register' | 'acquireRequest' | 'submitResponse' | 'heartbeat';
export type ChannelEvent = {call: CallName; event: 'open' | 'message' | 'end'; message?: unknown};

export type RecordingChannelOptions = {
	port?: number;
	/** Answers to `register`; undefined leaves it without one. */
	register?: (info: AgentInfo) => RegisterResult | undefined;
	/** Answers to heartbeats; undefined leaves them without one. */
	heartbeat?: (beat: HeartbeatRequest) => HeartbeatResponse | undefined;
};

export type RecordingChannel = AsyncDisposable & {
	address: string;
	port: number;
	/** Everything that agents did, in the order in which it arrived. */
	events: ChannelEvent[];
	/** Sends a request to the agent that connected last. */
	send(request: Partial<ActionRequest>): void;
	/** What came for one request so far. */
	responses(requestId: string): ActionResponse[];
	/** Waits until the events are such that `find` finds something in them. */
	until<T>(find: (events: ChannelEvent[]) => T | undefined | false): Promise<T>;
	/** Stops or goes on reading what the agent that connected last submits. */
	read(isReading: boolean): void;
	/** Ends a stream of the agent that connected last: with an error, or in peace. */
	finish(call: Exclude<CallName, 'register'>, isError: boolean): void;
};

/** A channel server that decides nothing: it notes what agents do and lets a test speak. */
export async function recordingChannel(options: RecordingChannelOptions = {}): Promise<RecordingChannel> {
	const {register = () => ({status: 0, message: ''}), heartbeat = () => ({status: 0, message: ''})} = options;
	const events: ChannelEvent[] = [];
	const waiting = new Set<() => void>();
	const note = (event: ChannelEvent) => {
		events.push(event);
		for (const check of waiting) {
			check();
		}
	};

	const streams: Partial<{
		acquireRequest: ServerWritableStream<AgentInfo, ActionRequest>;
		submitResponse: ServerDuplexStream<ActionResponse, GeneralResult>;
		heartbeat: ServerDuplexStream<HeartbeatRequest, HeartbeatResponse>;
	}> = {};
	const server = new Server();
	server.addService(arthasService, {
		register(call: ServerUnaryCall<AgentInfo, RegisterResult>, callback: sendUnaryData<RegisterResult>) {
			note({call: 'register', event: 'message', message: call.request});
			const result = register(call.request);
			if (result !== undefined) {
				callback(null, result);
			}
		},
		acquireRequest(call: ServerWritableStream<AgentInfo, ActionRequest>) {
			streams.acquireRequest = call;
			call.on('cancelled', () => {
				note({call: 'acquireRequest', event: 'end'});
			});
			note({call: 'acquireRequest', event: 'message', message: call.request});
		},
		submitResponse(call: ServerDuplexStream<ActionResponse, GeneralResult>) {
			streams.submitResponse = call;
			note({call: 'submitResponse', event: 'open'});
			call.on('data', (message: ActionResponse) => {
				call.write({status: 0, message: ''});
				note({call: 'submitResponse', event: 'message', message});
			});
		},
		heartbeat(call: ServerDuplexStream<HeartbeatRequest, HeartbeatResponse>) {
			streams.heartbeat = call;
			note({call: 'heartbeat', event: 'open'});
			call.on('data', (message: HeartbeatRequest) => {
				note({call: 'heartbeat', event: 'message', message});
				const answer = heartbeat(message);
				if (answer !== undefined) {
					call.write(answer);
				}
			});
		},
	});
	const port = await new Promise<number>((resolve, reject) => {
		server.bindAsync(`127.0.0.1:${options.port ?? 0}`, ServerCredentials.createInsecure(), (error, bound) => {
			if (error) {
				reject(error);
			} else {
				resolve(bound);
			}
		});
	});

	return {
		address: `127.0.0.1:${port}`,
		port,
		events,
		send(request) {
			streams.acquireRequest?.write({
				agentId: 'host-1', requestId: 'r1', action: 0, sessionId: '', executeParams: undefined, consoleParams: undefined, ...request,
			});
		},
		responses: requestId => submitted(events).filter(response => response.requestId === requestId),
		until: async <T>(find: (events: ChannelEvent[]) => T | undefined | false) => new Promise<T>(resolve => {
			const check = () => {
				const found = find(events);
				if (found !== undefined && found !== false) {
					waiting.delete(check);
					resolve(found);
				}
			};

			waiting.add(check);
			check();
		}),
		read(isReading) {
			if (isReading) {
				streams.submitResponse?.resume();
			} else {
				streams.submitResponse?.pause();
			}
		},
		finish(call, isError) {
			if (isError) {
				streams[call]?.emit('error', {code: status.UNKNOWN, details: ''});
			} else {
				streams[call]?.end();
			}
		},
		async [Symbol.asyncDispose]() {
			server.forceShutdown();
		},
	};
}

function submitted(events: ChannelEvent[]): ActionResponse[] {
	return events.filter(({call, event}) => call === 'submitResponse' && event === 'message').map(({message}) => message as ActionResponse);
}
