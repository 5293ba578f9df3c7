import {isArthasError} from '../../error.js';
import {parseActionRequest} from '../../protocol/channel-request.js';
import {printActionResponse} from '../../protocol/channel-response.js';
import {
	type ActionRequest, ActionResponse, RequestAction, ResponseStatus, ResultFormat,
} from '../../protocol/generated/ArthasService.js';
import {agentGone, notKept, RequestFailure} from '../failure.js';
import {negotiate, replyAction, type Format} from './negotiate.js';
import {openStream, resumePoint, streamLingerMs} from './open-stream.js';
import {permit} from './permit.js';
import {readBody} from './read-body.js';
import {reply} from './reply.js';
import {
	allowMethods, idempotencyKey, longestLinger, queryNumber, repeatable, type RouteContext,
} from './route.js';

const asyncLingerMs = 600_000;

/** Agents answer these to nobody, or under the id of the console. */
const unanswered = new Set([RequestAction.CONSOLE_INPUT, RequestAction.CLOSE_CONSOLE]);

/** `exec` waits for the first answer of the agent, whatever the action. */
export async function exec(context: RouteContext, agentId: string): Promise<void> {
	const {request, exchange} = context;
	await start(context, agentId, 'exec command failure: com.google.protobuf.InvalidProtocolBufferException: ', async (action, format) => {
		replyAction(context, format, await exchange.call(action, {key: idempotencyKey(context, agentId)}));
	}, negotiate(request));
}

/** `async_exec` answers at once; `results` or `sse_results` tell what the agent says. */
export async function asyncExec(context: RouteContext, agentId: string): Promise<void> {
	const {exchange, query} = context;
	await start(context, agentId, 'async exec command failure: com.google.protobuf.InvalidProtocolBufferException: ', async (action, format) => {
		const {requestId} = await exchange.submit(action, {
			lingerMs: queryNumber(query, 'linger', asyncLingerMs, longestLinger), ...repeatable(context, agentId),
		});
		acknowledge(context, format, {...action, requestId});
	}, negotiate(context.request));
}

/** `sse_async_exec`: the same, and all that the agent says follows as events. */
export async function sseAsyncExec(context: RouteContext, agentId: string): Promise<void> {
	const {exchange, store, query} = context;
	await start(context, agentId, 'async exec command failure: ', async action => {
		const {requestId, repeated} = await exchange.submit(action, {
			lingerMs: queryNumber(query, 'linger', streamLingerMs, longestLinger), ...repeatable(context, agentId),
		});
		const topic = await store.responses.get(agentId, requestId);
		if (!topic) {
			throw notKept(agentId, requestId);
		}

		openStream(context, topic, repeated ? resumePoint(context) : undefined);
	}, undefined);
}

type Run = (action: ActionRequest, format: Format) => Promise<void>;

/** What the three have in common: the body, what is wrong with it, and whether it may be done. */
async function start(context: RouteContext, agentId: string, complaint: string, run: Run, format: Format | undefined): Promise<void> {
	allowMethods(context, 'POST');
	const body = await readBody(context.request);
	if (body === '') {
		throw new RequestFailure({status: 400, ran: 'no', message: 'the body is empty; an ActionRequest in JSON is expected'});
	}

	const agent = await context.exchange.agent(agentId);
	const action = readAction(body, agentId);
	if (typeof action === 'string') {
		complain(context, format, {agentId, message: complaint + action});
		return;
	}

	permit(context, action);
	if (!unanswered.has(action.action)) {
		await run(action, format ?? 'json');
	} else if (await context.exchange.tell(action)) {
		acknowledge(context, format ?? 'json', action);
	} else {
		throw agentGone(agentId, agent.goneSince);
	}
}

/** The request, or what is wrong with it; without a format agents would answer in one that JSON can't carry. */
function readAction(body: string, agentId: string): ActionRequest | string {
	try {
		const request = parseActionRequest(body);
		const {executeParams} = request;
		if (executeParams?.resultFormat === ResultFormat.IGNORED4) {
			executeParams.resultFormat = ResultFormat.JSON;
		}

		return {...request, agentId, requestId: ''};
	} catch (error) {
		if (!isArthasError(error)) {
			throw error;
		}

		return error.message;
	}
}

function acknowledge(context: RouteContext, format: Format, {agentId, requestId, sessionId}: Pick<ActionRequest, 'agentId' | 'requestId' | 'sessionId'>): void {
	replyAction(context, format, ActionResponse.fromPartial({
		agentId, requestId, sessionId, status: ResponseStatus.CONTINUOUS,
	}));
}

/** 200 and FAILED, as the Java server answers a body that is no ActionRequest; as an event it names no agent. */
function complain(context: RouteContext, format: Format | undefined, {agentId, message}: {agentId: string; message: string}): void {
	const failed = ActionResponse.fromPartial({agentId: format ? agentId : '', status: ResponseStatus.FAILED, message});
	if (format) {
		replyAction(context, format, failed);
	} else {
		reply(context.response, 200, 'text/event-stream', `data:${printActionResponse(failed)}\n\n`);
	}
}
