import {Buffer} from 'node:buffer';
import {isIP} from 'node:net';
import {checkServerIdentity} from 'node:tls';
import {
	Client, credentials, Metadata, status as grpcStatus, type ChannelCredentials, type ClientDuplexStream, type ServiceError,
} from '@grpc/grpc-js';
import {ArthasError} from '../error.js';
import {arthasService, type ArthasMethod} from '../protocol/arthas-service.js';
import {
	type ActionRequest, type ActionResponse, type AgentInfo, type AgentStatus, type GeneralResult, type HeartbeatRequest, type HeartbeatResponse, type RegisterResult,
} from '../protocol/generated/ArthasService.js';
import {linkError} from './link-error.js';
import {parseServerAddress} from './server-address.js';

/** What a server asks of its agents beyond what the stock agent can give. */
export type ServerAccess = {
	/** Sent as a bearer token with every call. */
	token?: string | undefined;
	/** TLS instead of plaintext: the authorities to trust in PEM, the system's when absent, and the name in the certificate where it isn't the address. */
	tls?: {ca?: string | undefined; serverName?: string | undefined} | undefined;
};

export type ChannelLinkOptions = {
	/** `host:port` */
	server: string;
	info: AgentInfo;
	heartbeatMs: number;
	/** What each heartbeat says of the agent. */
	status: () => AgentStatus;
	access?: ServerAccess | undefined;
	onRequest: (request: ActionRequest) => void;
	/** The server took our registration and the streams stand: responses can go out. */
	onOpen: () => void;
	/** The server accepted a heartbeat. */
	onHeartbeat: () => void;
	/** `write` may go on. */
	onDrain: () => void;
	/** Called once, the last of all. */
	onEnd: (reason: ArthasError) => void;
};

/** What the Java agent waits for the answer to `register`. */
const registerMs = 10_000;

/** Heartbeats that may stay unanswered. A frozen server and a cut cable look the same, and neither sends an error. */
const maxSilentBeats = 3;

/**
One connection to a channel server, from the registration to its end: `register`, then the streams `submitResponse`,
`acquireRequest` and `heartbeat`, opened in the order of the Java agent (3.5.6). It dies once and never retries. Unlike
that agent it also ends when the server completes the heartbeat stream, no longer knows the agent (status 1001) or is
silent: there such an agent goes on without heartbeats for ever.
*/
export class ChannelLink {
	readonly #options: ChannelLinkOptions;
	readonly #client: Client;
	readonly #metadata = new Metadata();
	readonly #calls: Array<{cancel(): void}> = [];
	#submit: ClientDuplexStream<ActionResponse, GeneralResult> | undefined;
	#beats: ClientDuplexStream<HeartbeatRequest, HeartbeatResponse> | undefined;
	#timer: NodeJS.Timeout | undefined;
	#silentBeats = 0;
	/** Who waits for the answers to heartbeats, which come in their order. */
	readonly #awaited: Array<() => void> = [];
	#isOver = false;

	constructor(options: ChannelLinkOptions) {
		this.#options = options;
		const {token, tls} = options.access ?? {};
		if (token !== undefined) {
			this.#metadata.set('authorization', `Bearer ${token}`);
		}

		const {channelCredentials, serverName} = tls ? secured(options.server, tls) : {channelCredentials: credentials.createInsecure()};
		this.#client = new Client(options.server, channelCredentials, {
			...(serverName !== undefined && {'grpc.ssl_target_name_override': serverName, 'grpc.default_authority': serverName}),
			// Every link is a TCP connection of its own, also where many agents live in one process.
			'grpc.use_local_subchannel_pool': 1,
			'grpc.enable_retries': 0,
			// A proxy for web pages, named in the environment, is no way to the next machine.
			'grpc.enable_http_proxy': 0,
			'grpc.max_receive_message_length': 16 * 1024 * 1024,
		});
		this.#register();
	}

	/** False asks for a pause until `onDrain`; the response is on its way nevertheless. */
	write(response: ActionResponse): boolean {
		return this.#submit?.write(response) ?? false;
	}

	/** A heartbeat before its time, for news; resolves with the server's answer to it, or when there can't be one. */
	async beat(): Promise<void> {
		if (this.#timer !== undefined && !this.#isOver) {
			await new Promise<void>(resolve => {
				this.#beat(resolve);
			});
		}
	}

	end(reason: ArthasError): void {
		if (this.#isOver) {
			return;
		}

		this.#isOver = true;
		clearInterval(this.#timer);
		for (const call of this.#calls) {
			call.cancel();
		}

		this.#client.close();
		for (const resolve of this.#awaited.splice(0)) {
			resolve();
		}

		this.#options.onEnd(reason);
	}

	#register(): void {
		const {path, requestSerialize, responseDeserialize} = arthasService.register;
		const {info, server} = this.#options;
		const done = (error: ServiceError | null, result?: RegisterResult) => {
			if (error !== null) {
				this.end(linkError(server, 'register', error));
			} else if (result?.status === 0) {
				this.#open();
			} else {
				const hint = 'The server decides which agents it takes: ask its operator.';
				this.end(new ArthasError('ERR_CONNECT_REFUSED', `${server} refused this agent: ${result?.message ?? ''}`, {retryable: true, hint}));
			}
		};

		this.#calls.push(this.#client.makeUnaryRequest(path, requestSerialize, responseDeserialize, info, this.#metadata, {deadline: Date.now() + registerMs}, done));
	}

	#open(): void {
		if (this.#isOver) {
			return;
		}

		const {info, onRequest, onOpen, onDrain} = this.#options;
		this.#submit = this.#duplex(arthasService.submitResponse);
		// The acknowledgements say nothing that this end could act on, but unread they would stop the stream.
		this.#submit.resume();
		this.#submit.on('drain', onDrain);
		const {path, requestSerialize, responseDeserialize} = arthasService.acquireRequest;
		const requests = this.#client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, info, this.#metadata);
		this.#watch('acquireRequest', requests);
		requests.on('data', onRequest);
		this.#beats = this.#duplex(arthasService.heartbeat);
		this.#beats.on('data', (response: HeartbeatResponse) => {
			this.#heard(response);
		});
		onOpen();
		this.#beat();
		this.#timer = setInterval(() => {
			this.#beat();
		}, this.#options.heartbeatMs);
	}

	#duplex<Request, Response>({path, originalName, requestSerialize, responseDeserialize}: ArthasMethod<Request, Response>): ClientDuplexStream<Request, Response> {
		const call = this.#client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, this.#metadata);
		this.#watch(originalName, call);
		return call;
	}

	/** All three streams are meant to last: the end of any of them, in peace or not, is the end of the link. */
	#watch(name: string, call: {cancel(): void; on(event: 'error' | 'status', listener: (status: {code: grpcStatus; details: string}) => void): unknown}): void {
		this.#calls.push(call);
		// The status says all that the error does, and comes also when there is none.
		call.on('error', () => undefined);
		call.on('status', status => {
			this.end(linkError(this.#options.server, name, status));
		});
	}

	#beat(onAnswer: () => void = () => undefined): void {
		this.#awaited.push(onAnswer);
		if (this.#silentBeats >= maxSilentBeats) {
			this.end(linkError(this.#options.server, 'heartbeat', {code: grpcStatus.DEADLINE_EXCEEDED, details: 'no answer'}));
			return;
		}

		this.#silentBeats++;
		const {info: {agentId, agentVersion}, status} = this.#options;
		this.#beats?.write({agentId, agentStatus: status(), agentVersion});
	}

	#heard({status, message}: HeartbeatResponse): void {
		this.#silentBeats = 0;
		this.#awaited.shift()?.();
		if (status === 0) {
			this.#options.onHeartbeat();
		} else if (status === 1001) {
			this.end(new ArthasError('ERR_AGENT_UNKNOWN', `${this.#options.server} has forgotten this agent: ${message}`, {retryable: true}));
		}
	}
}

/** A server at a bare address is asked for by no name, as TLS has it, and verified by that address. */
function secured(server: string, {ca, serverName}: NonNullable<ServerAccess['tls']>): {channelCredentials: ChannelCredentials; serverName: string | undefined} {
	const roots = ca === undefined ? null : Buffer.from(ca);
	const {host} = parseServerAddress(server);
	if (serverName !== undefined || isIP(host) === 0) {
		return {channelCredentials: credentials.createSsl(roots), serverName};
	}

	return {channelCredentials: credentials.createSsl(roots, null, null, {checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate)}), serverName: 'address.invalid'};
}
