import {parseActionRequest} from '../../protocol/channel-request.js';
import {isArthasError} from '../../error.js';
import {printAgent, printAgents} from '../../protocol/agent-record.js';
import {printActionResponse} from '../../protocol/channel-response.js';
import {
	ActionRequest, ActionResponse, RequestAction, ResponseStatus, ResultFormat,
} from '../../protocol/generated/ArthasService.js';
import {tierOf} from '../../safety.js';
import {notAllowed, RequestFailure} from '../failure.js';
import {firstAnswer} from '../first-answer.js';
import {inOrder} from './in-order.js';
import {negotiate, replyAction} from './negotiate.js';
import {readBody, reply, replyJson} from './reply.js';
import {idempotencyKey, queryNumber, type RouteContext} from './route.js';
import {streamTopic} from './stream-topic.js';
import {watchAgents} from './watch-agents.js';

export async function listAgents(context: RouteContext): Promise<void> {
	if (context.extended && context.query.get('watch') === '1') {
		watchAgents(context);
		return;
	}

	replyJson(context.response, printAgents(inOrder([...await context.store.agents.list()])));
}

/** `/agent/{id}/…` as the Java server has it; answers at once where that one hangs for 30 s. */
export async function agentRoute(context: RouteContext, agentId: string, action: string | undefined, id: string | undefined): Promise<void> {
	const {exchange, request, response} = context;
	switch (action) {
		case undefined: {
			replyJson(response, printAgent(await exchange.agent(agentId)));
			return;
		}

		case 'exec':
		case 'async_exec':
		case 'sse_async_exec': {
			if (request.method !== 'POST') {
				throw new RequestFailure({status: 405, message: `${action} takes POST`});
			}

			await execute(context, agentId, action);
			return;
		}

		case 'results': {
			await pollResult(context, agentId, id ?? '');
			return;
		}

		case 'sse_results': {
			await streamResults(context, agentId, id ?? '');
			return;
		}

		case 'init_session': {
			const format = negotiate(request);
			const opened = ActionRequest.fromPartial({agentId, action: RequestAction.INIT_SESSION, executeParams: {resultFormat: ResultFormat.JSON}});
			// The session id is in every message; the last one says that the session is ready.
			replyAction(response, format, await exchange.call(opened, {accept: ({status}) => status !== ResponseStatus.CONTINUOUS, waitMs: 30_000}));
			return;
		}

		case 'close_session':
		case 'interrupt_job': {
			const format = negotiate(request);
			const wanted = action === 'close_session' ? RequestAction.CLOSE_SESSION : RequestAction.INTERRUPT_JOB;
			replyAction(response, format, await exchange.call(ActionRequest.fromPartial({agentId, action: wanted, sessionId: id ?? ''}), {waitMs: 30_000}));
			return;
		}

		default: {
			throw new RequestFailure({status: 404, message: ''});
		}
	}
}

async function execute(context: RouteContext, agentId: string, how: 'exec' | 'async_exec' | 'sse_async_exec'): Promise<void> {
	const {exchange, store, request, response, query} = context;
	const format = how === 'sse_async_exec' ? 'json' : negotiate(request);
	const body = await readBody(request);
	if (body === '') {
		throw new RequestFailure({status: 400, message: 'the body is empty; an ActionRequest in JSON is expected'});
	}

	await exchange.agent(agentId);
	const action = readRequest(body, agentId, how);
	if ('status' in action) {
		if (how === 'sse_async_exec') {
			reply(response, 200, 'text/event-stream;charset=utf-8', `data:${printActionResponse(action)}\n\n`);
		} else {
			replyAction(response, format, action);
		}

		return;
	}

	permit(context, action);
	const key = idempotencyKey(context, agentId);
	if (how === 'exec') {
		const answer = await exchange.call(action, {key});
		await adoptConsole(context, answer);
		replyAction(response, format, answer);
		return;
	}

	const linger = queryNumber(query, 'linger', how === 'async_exec' ? 600_000 : 60_000, 86_400_000);
	const {requestId, repeated} = await exchange.submit(action, {kind: kindOf(action), lingerMs: linger, key});
	if (how === 'async_exec') {
		replyAction(response, format, ActionResponse.fromPartial({
			agentId, requestId, sessionId: action.sessionId, status: ResponseStatus.CONTINUOUS,
		}));
		return;
	}

	streamTopic(response, {
		store, boot: context.boot, agentId, requestId, extended: context.extended, timeoutMs: queryNumber(query, 'timeout', 0), ...resumePoint(context, repeated ? undefined : ''),
	});
}

/** A body that is no ActionRequest is answered with 200 and FAILED, as the Java server does. */
function readRequest(body: string, agentId: string, how: string): ActionRequest | ActionResponse {
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

		const verb = how === 'exec' ? 'exec' : 'async exec';
		return ActionResponse.fromPartial({
			agentId, status: ResponseStatus.FAILED, message: `${verb} command failure: com.google.protobuf.InvalidProtocolBufferException: ${error.message}`,
		});
	}
}

function permit({readOnly}: RouteContext, {action, executeParams}: ActionRequest): void {
	if (!readOnly) {
		return;
	}

	if (action === RequestAction.OPEN_CONSOLE || action === RequestAction.CONSOLE_INPUT) {
		throw notAllowed('a console can do anything; this server only allows looking');
	}

	const {tier, reason} = tierOf(executeParams?.commandLine ?? '');
	if ((action === RequestAction.EXECUTE || action === RequestAction.ASYNC_EXECUTE) && tier !== 'look') {
		throw notAllowed(`${reason}; this server only allows looking`);
	}
}

function kindOf({action}: ActionRequest): 'job' | 'call' {
	return action === RequestAction.ASYNC_EXECUTE || action === RequestAction.EXECUTE ? 'job' : 'call';
}

/** Console output comes under the console's own id, so that id becomes a topic when it is born. */
async function adoptConsole({store}: RouteContext, answer: ActionResponse): Promise<void> {
	const consoleId = answer.consoleResult?.consoleId;
	if (consoleId) {
		await store.responses.open({
			agentId: answer.agentId, requestId: consoleId, kind: 'console', lingerMs: 600_000, sessionId: '', ownsSession: false,
		});
	}
}

/** One message a call, removed for all who poll so; the Java server's texts for `no data`. */
async function pollResult({store, request, response, query}: RouteContext, agentId: string, requestId: string): Promise<void> {
	const format = negotiate(request);
	const say = (message: string) => {
		replyAction(response, format, ActionResponse.fromPartial({
			agentId, requestId, status: ResponseStatus.FAILED, message,
		}));
	};

	const topic = await store.responses.get(agentId, requestId);
	if (!topic) {
		say(`topic is not exists: ActionResponseTopic{agentId='${agentId}', requestId='${requestId}'}`);
		return;
	}

	const answer = await pull(store, {agentId, requestId, limitMs: queryNumber(query, 'timeout', 30_000)});
	if (answer) {
		replyAction(response, format, answer);
	} else {
		say('Timeout');
	}
}

/** Takes the next message of a topic for the pollers that share one cursor. */
export async function pull(store: RouteContext['store'], {agentId, requestId, limitMs}: {agentId: string; requestId: string; limitMs: number}): Promise<ActionResponse | undefined> {
	const topic = await store.responses.get(agentId, requestId);
	return topic && firstAnswer(store, {
		agentId,
		requestId,
		limitMs,
		cursor: topic.pulled,
		accept: () => true,
		onTaken(seq) {
			topic.pulled = seq;
		},
	});
}

async function streamResults(context: RouteContext, agentId: string, requestId: string): Promise<void> {
	const {store, response, query, boot, extended} = context;
	if (!await store.responses.get(agentId, requestId)) {
		throw new RequestFailure({
			status: 404, ran: 'maybe', agentId, requestId, message: `no request ${requestId} of ${agentId} is kept here`, hint: 'ended requests are kept for 10 min, and none over a restart',
		});
	}

	streamTopic(response, {
		store, boot, agentId, requestId, extended, timeoutMs: queryNumber(query, 'timeout', 0), ...resumePoint(context, undefined),
	});
}

/** Where a reader goes on: after its Last-Event-ID, or at the oldest message held. */
function resumePoint({request, boot}: RouteContext, fresh: '' | undefined): {cursor: number; unknownGap: boolean} {
	const [was, seq] = String(request.headers['last-event-id'] ?? fresh ?? '').split('-');
	if (!was || !seq || !/^\d{1,15}$/u.test(seq)) {
		return {cursor: 0, unknownGap: false};
	}

	return was === boot ? {cursor: Number(seq), unknownGap: false} : {cursor: 0, unknownGap: true};
}
