import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {
	Client, credentials, Metadata, status as grpcStatus, type ClientDuplexStream, type ServiceError, type StatusObject,
} from '@grpc/grpc-js';
import {arthasService} from '../../../source/core/protocol/arthas-service.js';
import {
	ActionResponse, type AgentInfo, AgentStatus, type ActionRequest, type DeepPartial, type GeneralResult, type HeartbeatRequest, type HeartbeatResponse, type RegisterResult,
} from '../../../source/core/protocol/generated/ArthasService.js';

export type StreamName = 'acquireRequest' | 'submitResponse' | 'heartbeat';

export type LinkEvents = {
	request(request: ActionRequest): void;
	acknowledged(result: GeneralResult): void;
	beaten(response: HeartbeatResponse): void;
	ended(stream: StreamName, status: Pick<StatusObject, 'code' | 'details'>): void;
};

export type LinkOptions = {
	/** `host:port` */
	address: string;
	info: AgentInfo;
	/** Sent as `authorization: Bearer …`. */
	token?: string | undefined;
	/** PEM of the certificate that the server must have; plaintext without. */
	ca?: string | undefined;
	events: LinkEvents;
};

/** One connection of an agent: what the stock agent opens, step by step, so that a test can leave steps out. */
export class AgentLink {
	/** Sent with `register` and `acquireRequest`. */
	readonly info: AgentInfo;
	readonly #options: LinkOptions;
	readonly #client: Client;
	readonly #metadata = new Metadata();
	readonly #calls = new Map<StreamName, {cancel(): void}>();
	#submit: ClientDuplexStream<ActionResponse, GeneralResult> | undefined;
	#beats: ClientDuplexStream<HeartbeatRequest, HeartbeatResponse> | undefined;

	constructor(options: LinkOptions) {
		this.#options = options;
		this.info = options.info;
		const {address, ca, token} = options;
		this.#client = new Client(address, ca === undefined ? credentials.createInsecure() : credentials.createSsl(Buffer.from(ca)), {
			'grpc.use_local_subchannel_pool': 1, 'grpc.enable_retries': 0, 'grpc.enable_http_proxy': 0, 'grpc.max_receive_message_length': 64 << 20, 'grpc.ssl_target_name_override': 'localhost',
		});
		// The stock agent sends this one, empty, on every call.
		this.#metadata.set('grpc-trace-bin', Buffer.alloc(0));
		if (token !== undefined) {
			this.#metadata.set('authorization', `Bearer ${token}`);
		}
	}

	async register(): Promise<RegisterResult> {
		const {path, requestSerialize, responseDeserialize} = arthasService.register;
		return new Promise((resolve, reject) => {
			this.#client.makeUnaryRequest(path, requestSerialize, responseDeserialize, this.info, this.#metadata, (error: ServiceError | null, result?: RegisterResult) => {
				if (result) {
					resolve(result);
				} else {
					reject(error ?? new Error('no answer to register'));
				}
			});
		});
	}

	openSubmit(): void {
		const {path, requestSerialize, responseDeserialize} = arthasService.submitResponse;
		this.#submit = this.#client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, this.#metadata);
		this.#watch('submitResponse', this.#submit);
		this.#submit.on('data', this.#options.events.acknowledged);
	}

	/** Resolves when the server has taken the stream, or has ended it. */
	async openAcquire(): Promise<void> {
		const {path, requestSerialize, responseDeserialize} = arthasService.acquireRequest;
		const requests = this.#client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, this.info, this.#metadata);
		this.#watch('acquireRequest', requests);
		requests.on('data', this.#options.events.request);
		await new Promise<void>(resolve => {
			requests.once('metadata', () => {
				resolve();
			});
			requests.once('status', () => {
				resolve();
			});
		});
	}

	openHeartbeat(): void {
		const {path, requestSerialize, responseDeserialize} = arthasService.heartbeat;
		this.#beats = this.#client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, this.#metadata);
		this.#watch('heartbeat', this.#beats);
		this.#beats.on('data', this.#options.events.beaten);
	}

	/** As agents of protocol 1.0.0 do it: one call for each beat. */
	async beatUnary(): Promise<HeartbeatResponse> {
		const {path, requestSerialize, responseDeserialize} = arthasService.heartbeat;
		return new Promise((resolve, reject) => {
			this.#client.makeUnaryRequest(path, requestSerialize, responseDeserialize, this.#beatOf(AgentStatus.IN_SERVICE), (error: ServiceError | null, result?: HeartbeatResponse) => {
				if (result) {
					resolve(result);
				} else {
					reject(error ?? new Error('no answer to heartbeat'));
				}
			});
		});
	}

	beat(agentStatus: AgentStatus): void {
		this.#beats?.write(this.#beatOf(agentStatus));
	}

	/** False asks for a pause until `drained`. */
	send(response: DeepPartial<ActionResponse>): boolean {
		return this.#submit?.write(ActionResponse.fromPartial({agentId: this.info.agentId, ...response})) ?? false;
	}

	async drained(): Promise<void> {
		await once(this.#submit!, 'drain');
	}

	/** Stops or goes on reading the acknowledgements. */
	readAcknowledgements(isReading: boolean): void {
		if (isReading) {
			this.#submit?.resume();
		} else {
			this.#submit?.pause();
		}
	}

	/** Says that nothing more will come on a stream. */
	halfClose(stream: 'submitResponse' | 'heartbeat'): void {
		(stream === 'heartbeat' ? this.#beats : this.#submit)?.end();
	}

	cancel(stream: StreamName): void {
		this.#calls.get(stream)?.cancel();
	}

	close(): void {
		for (const call of this.#calls.values()) {
			call.cancel();
		}

		this.#client.close();
	}

	#beatOf(agentStatus: AgentStatus): HeartbeatRequest {
		const {agentId, agentVersion} = this.info;
		return {agentId, agentStatus, agentVersion};
	}

	#watch(name: StreamName, call: {cancel(): void; on(event: 'error' | 'status', listener: (status: StatusObject) => void): unknown}): void {
		this.#calls.set(name, call);
		// The status says all that the error does.
		call.on('error', () => undefined);
		call.on('status', status => {
			if (status.code !== grpcStatus.CANCELLED || status.details !== 'Cancelled on client') {
				this.#options.events.ended(name, status);
			}
		});
	}
}
