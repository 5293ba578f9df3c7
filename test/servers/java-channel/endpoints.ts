import type {IncomingMessage, ServerResponse} from 'node:http';
import {
	ActionRequest, ActionResponse, RequestAction, ResponseStatus,
} from '../../../source/core/protocol/generated/ArthasService.js';
import {fail, send} from './answer.js';
import type {ChannelCore, First} from './core.js';
import {
	parseRequest, printResponse, UnprintableAny, UnreadableRequest,
} from './message.js';
import {SseAnswer} from './sse.js';

export type Call = {
	readonly core: ChannelCore;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	readonly body: string;
	readonly query: URLSearchParams;
	readonly agentId: string;
	readonly requestId: string;
	readonly sessionId: string;
};

export type Endpoint = {
	/** Any other verb is a 405; without it every verb will do. */
	readonly method?: 'GET' | 'POST';
	/** Unknown agents are a 404. */
	readonly known?: true;
	readonly answer: (call: Call) => Promise<void> | void;
};

/** By the last part of the path; a slash stands where a request or session id follows. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
	'': {known: true, answer: describe},
	init_session: {known: true, answer: async call => control(call, RequestAction.INIT_SESSION)},
	'close_session/': {known: true, answer: async call => control(call, RequestAction.CLOSE_SESSION)},
	'interrupt_job/': {known: true, answer: async call => control(call, RequestAction.INTERRUPT_JOB)},
	exec: {method: 'POST', answer: exec},
	async_exec: {method: 'POST', answer: asyncExec},
	'results/': {answer: results},
	sse_async_exec: {method: 'POST', answer: sseAsyncExec},
	'sse_results/': {method: 'GET', answer: sseResults},
};

function describe({core, request, response, agentId}: Call): void {
	send(request, response, {status: 200, body: JSON.stringify(core.agents.get(agentId)?.describe())});
}

async function control(call: Call, action: RequestAction): Promise<void> {
	const {core, agentId, sessionId} = call;
	const request = ActionRequest.fromPartial({
		agentId, requestId: core.newRequestId(), action, sessionId,
	});
	answerFirst(call, await core.ask(request, core.times.controlTimeoutMs));
}

async function exec(call: Call): Promise<void> {
	const request = readRequest(call, 'exec command failure: com.google.protobuf.InvalidProtocolBufferException: ');
	if (request) {
		const wait = request.executeParams?.execTimeout ?? 0;
		answerFirst(call, await call.core.ask(request, wait > 0 ? wait : call.core.times.execTimeoutMs));
	}
}

/** The server's own acknowledgement: it says the same of agents that don't exist. */
async function asyncExec(call: Call): Promise<void> {
	const request = readRequest(call, 'async exec command failure: com.google.protobuf.InvalidProtocolBufferException: ');
	if (!request) {
		return;
	}

	const {agentId, requestId, sessionId} = request;
	if (call.core.deliver(request)) {
		sendMessage(call, ActionResponse.fromPartial({
			agentId, requestId, sessionId, status: ResponseStatus.CONTINUOUS,
		}));
	}
}

/** One message a call; what is no message is a FAILED with a text. */
async function results(call: Call): Promise<void> {
	const {core, agentId, requestId, query} = call;
	const message = await core.exchange.poll(agentId, requestId, Number(query.get('timeout') ?? core.times.pollTimeoutMs));
	const failed = (text: string) => ActionResponse.fromPartial({
		agentId, requestId, status: ResponseStatus.FAILED, message: text,
	});
	if (message === 'missing') {
		sendMessage(call, failed(`topic is not exists: ActionResponseTopic{agentId='${agentId}', requestId='${requestId}'}`));
	} else {
		sendMessage(call, message === 'timeout' ? failed('Timeout') : message);
	}
}

function sseAsyncExec(call: Call): void {
	const {core, request, response, query} = call;
	const answer = new SseAnswer(core, request, response);
	const action = readRequest(call, 'async exec command failure: ', message => {
		answer.write(ActionResponse.fromPartial({status: ResponseStatus.FAILED, message}));
	});
	if (action) {
		const life = Number(query.get('timeout') ?? core.times.sseTimeoutMs);
		answer.endAfter(life);
		// With a life of 0 nothing is ever written, not even headers.
		core.exchange.subscribe(action.agentId, action.requestId, answer, life === 0 || core.budgets.stranded.take());
		core.deliver(action);
	}
}

function sseResults(call: Call): void {
	const {core, request, response, query, agentId, requestId} = call;
	const answer = new SseAnswer(core, request, response);
	const life = Number(query.get('timeout') ?? core.times.sseTimeoutMs);
	answer.endAfter(life);
	core.exchange.subscribe(agentId, requestId, answer, life === 0);
}

/** Whatever action the body names is passed on; agent and request ids in it are overwritten. */
function readRequest(call: Call, prefix: string, failed?: (message: string) => void): ActionRequest | undefined {
	const {core, request, agentId} = call;
	const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
	// Forms are encoded anew before the application sees them.
	const body = form ? JSON.stringify(encodeURIComponent(call.body)) : call.body;
	try {
		return {...parseRequest(body), agentId, requestId: core.newRequestId()};
	} catch (error) {
		if (!(error instanceof UnreadableRequest)) {
			throw error;
		}

		const message = `${prefix}${error.message}`;
		if (failed) {
			failed(message);
		} else {
			sendMessage(call, ActionResponse.fromPartial({agentId, status: ResponseStatus.FAILED, message}));
		}

		return undefined;
	}
}

function answerFirst(call: Call, first: First): void {
	if (first === 'ceiling') {
		fail(call.request, call.response, 503);
	} else if (first !== 'timeout') {
		sendMessage(call, first);
	} else if (call.core.timeoutShape() === '500') {
		fail(call.request, call.response, 500);
	} else {
		sendMessage(call, ActionResponse.fromPartial({status: ResponseStatus.FAILED, message: 'timeout'}));
	}
}

/** JSON, or the bytes of the message for clients that ask for them; only after the command has run is another wish refused. */
function sendMessage({request, response}: Call, message: ActionResponse): void {
	const accept = request.headers.accept ?? '*/*';
	if (accept.includes('application/x-protobuf')) {
		send(request, response, {
			status: 200,
			contentType: 'application/x-protobuf;charset=UTF-8',
			body: ActionResponse.encode(message).finish(),
			headers: [['X-Protobuf-Schema', 'ArthasService.proto'], ['X-Protobuf-Message', 'com.alibaba.arthas.channel.proto.ActionResponse']],
		});
	} else if (/\*\/\*|application\/(?:json|\*)/.test(accept)) {
		sendJson(request, response, message);
	} else {
		send(request, response, {status: 406});
	}
}

function sendJson(request: IncomingMessage, response: ServerResponse, message: ActionResponse): void {
	try {
		send(request, response, {status: 200, body: printResponse(message)});
	} catch (error) {
		if (!(error instanceof UnprintableAny)) {
			throw error;
		}

		fail(request, response, 500);
	}
}
