import {once} from 'node:events';
import {Client, credentials, type ClientDuplexStream} from '@grpc/grpc-js';
import {arthasService, type ArthasMethod} from '../../source/core/protocol/arthas-service.js';
import {
	type ActionResponse, AgentInfo, AgentStatus, RequestAction, ResponseStatus, type ActionRequest, type GeneralResult, type HeartbeatRequest, type HeartbeatResponse, type RegisterResult,
} from '../../source/core/protocol/generated/ArthasService.js';

export type BenchAgent = {
	/** Lets a `stream COUNT` run that waits after its head. */
	go(): void;
	/** Ends the stream that runs where it is; resolves with how many results it had when its last word has left. */
	halt(): Promise<number>;
	close(): void;
};

/**
A bare agent of its own TCP connection that answers at once, with the messages of a stock one: `version`, and
`stream COUNT`, which sends as many numbered results of 560 bytes as fast as the other end takes them.
Resolves when the server has taken its request stream.
*/
export async function startBenchAgent(address: string, agentId: string, {heartbeatMs = 5000} = {}): Promise<BenchAgent> {
	const client = new Client(address, credentials.createInsecure(), {'grpc.use_local_subchannel_pool': 1, 'grpc.enable_retries': 0, 'grpc.enable_http_proxy': 0});
	const info = AgentInfo.fromPartial({
		agentId,
		agentStatus: AgentStatus.UP,
		agentVersion: '3.5.6',
		hostname: 'bench',
		ip: '127.0.0.1',
		osVersion: 'Linux',
		channelServer: address,
		classPath: 'bench.jar',
		channelVersion: '1.1.0',
		channelFeatures: ['WebConsole', 'ExecuteCommand'],
	});
	await register(client, info);

	const duplex = <Request, Response>({path, requestSerialize, responseDeserialize}: ArthasMethod<Request, Response>) => {
		const call = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
		call.on('error', () => undefined);
		call.resume();
		return call;
	};

	const submit: ClientDuplexStream<ActionResponse, GeneralResult> = duplex(arthasService.submitResponse);
	const {path, requestSerialize, responseDeserialize} = arthasService.acquireRequest;
	const requests = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, info);
	requests.on('error', () => undefined);
	let release: () => void = () => undefined;
	let isHalted = false;
	let streaming = Promise.resolve(0);
	requests.on('data', (request: ActionRequest) => {
		const count = /^stream (?<count>\d+)$/u.exec(request.executeParams?.commandLine ?? '')?.groups?.['count'];
		for (const response of count === undefined ? answers(request) : head(request)) {
			submit.write(response);
		}

		if (count !== undefined) {
			release = () => {
				streaming = stream(submit, {request, count: Number(count), isHalted: () => isHalted});
			};
		}
	});

	const beats: ClientDuplexStream<HeartbeatRequest, HeartbeatResponse> = duplex(arthasService.heartbeat);
	const beat = () => {
		beats.write({agentId, agentStatus: AgentStatus.IN_SERVICE, agentVersion: '3.5.6'});
	};

	beat();
	const timer = setInterval(beat, heartbeatMs);
	await once(requests, 'metadata');
	return {
		go() {
			release();
		},
		async halt() {
			isHalted = true;
			return streaming;
		},
		close() {
			clearInterval(timer);
			client.close();
		},
	};
}

async function register(client: Client, info: AgentInfo): Promise<void> {
	const {path, requestSerialize, responseDeserialize} = arthasService.register;
	await new Promise<void>((resolve, reject) => {
		client.makeUnaryRequest(path, requestSerialize, responseDeserialize, info, (error: Error | null, result?: RegisterResult) => {
			if (error ?? result?.status !== 0) {
				reject(error ?? new Error(result?.message));
			} else {
				resolve();
			}
		});
	});
}

/** What the agent of 3.5.6 sends, without its poll interval of 100 ms. */
function answers(request: ActionRequest): ActionResponse[] {
	switch (request.action) {
		case RequestAction.EXECUTE: {
			return [reply(request, ResponseStatus.SUCCEEDED, [version, status])];
		}

		case RequestAction.ASYNC_EXECUTE: {
			return [...head(request), reply(request, ResponseStatus.CONTINUOUS, [version]), reply(request, ResponseStatus.SUCCEEDED, [status]), allowInput(request)];
		}

		case RequestAction.INIT_SESSION: {
			return [
				reply(request, ResponseStatus.CONTINUOUS, [{jobId: 0, message: 'Welcome to arthas!', type: 'message'}]),
				reply(request, ResponseStatus.CONTINUOUS, [{jobId: 0, type: 'welcome', version: '3.5.6'}]),
				allowInput(request),
				reply(request, ResponseStatus.SUCCEEDED),
			];
		}

		default: {
			return [reply(request, ResponseStatus.SUCCEEDED)];
		}
	}
}

const version = {jobId: 1, type: 'version', version: '3.5.6'};
const status = {jobId: 1, statusCode: 0, type: 'status'};

function head(request: ActionRequest): ActionResponse[] {
	return [
		reply(request, ResponseStatus.CONTINUOUS, [{
			command: request.executeParams?.commandLine, jobId: 1, state: 'SCHEDULED', type: 'command',
		}]),
		reply(request, ResponseStatus.CONTINUOUS, [{inputStatus: 'ALLOW_INTERRUPT', jobId: 0, type: 'input_status'}]),
		reply(request, ResponseStatus.CONTINUOUS),
	];
}

function allowInput(request: ActionRequest): ActionResponse {
	return reply(request, ResponseStatus.CONTINUOUS, [{inputStatus: 'ALLOW_INPUT', jobId: 0, type: 'input_status'}]);
}

function reply({agentId, requestId, sessionId}: ActionRequest, status: ResponseStatus, results?: object[]): ActionResponse {
	return respond({agentId, requestId, sessionId: sessionId || '2e5f1c5c-6ad1-4dd5-a6a7-6b7a0d1f3c11'}, status, results === undefined ? undefined : JSON.stringify(results));
}

function respond(ids: Pick<ActionResponse, 'agentId' | 'requestId' | 'sessionId'>, status: ResponseStatus, resultsJson: string | undefined): ActionResponse {
	return {
		...ids, status, message: '', executeResult: resultsJson === undefined ? undefined : {results: [], resultsJson}, consoleResult: undefined,
	};
}

const before = '[{"accessPoint":"AtExit","className":"demo.Numbered","cost":0.012345,"jobId":1,"methodName":"numbered","sizeLimit":10485760,"ts":"2026-01-01 00:00:00.000","type":"watch","value":"';
const resultBytes = 560;
const fill = 'x'.repeat(resultBytes - before.length - '#0000000#"}]'.length);

type Load = {request: ActionRequest; count: number; isHalted: () => boolean};

/** Numbered results; each number stands between two `#`, which occur nowhere else. Resolves with how many it sent. */
async function stream(submit: ClientDuplexStream<ActionResponse, GeneralResult>, {request, count, isHalted}: Load): Promise<number> {
	const {agentId, requestId} = request;
	const ids = {agentId, requestId, sessionId: '2e5f1c5c-6ad1-4dd5-a6a7-6b7a0d1f3c11'};
	let number = 0;
	for (; number < count && !isHalted(); number++) {
		if (!submit.write(respond(ids, ResponseStatus.CONTINUOUS, `${before}#${String(number).padStart(7, '0')}#${fill}"}]`))) {
			await once(submit, 'drain');
		}
	}

	submit.write(reply(request, ResponseStatus.SUCCEEDED, [status]));
	submit.write(allowInput(request));
	return number;
}
