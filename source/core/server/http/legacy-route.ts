import {parseJson, stringifyJson} from '../../protocol/json.js';
import {resultsOf, statusName} from '../../protocol/channel-response.js';
import {
	ActionRequest, RequestAction, ResponseStatus, ResultFormat, type ActionResponse,
} from '../../protocol/generated/ArthasService.js';
import type {JsonObject} from '../../protocol/result.js';
import {isArthasError} from '../../error.js';
import {tierOf} from '../../safety.js';
import {RequestFailure} from '../failure.js';
import {pull} from './agent-routes.js';
import {readBody, replyJson} from './reply.js';
import type {RouteContext} from './route.js';

const noAgent = '404 NOT_FOUND "Agent not found"';

type LegacyAnswer = {requestId?: string; agentId?: string; state: string; message?: string; sessionId?: string; body?: JsonObject};

/**
`/legacy_api`: the JVM's own HTTP API, carried to an agent that the path or the body names. Every
failure is 200 with state FAILED; only a body that is no JSON, or another content type, has a status.
*/
export async function legacyRoute(context: RouteContext, pathAgent: string | undefined): Promise<void> {
	const {request, response} = context;
	if (!/^application\/(?:[\w.-]+\+)?json\b/u.test(request.headers['content-type'] ?? '')) {
		throw new RequestFailure({status: 415, message: 'Content-Type: application/json is needed here'});
	}

	const body = readObject(await readBody(request));
	const text = (name: string) => typeof body[name] === 'string' ? body[name] : '';
	const echoed = {agentId: pathAgent ?? text('agentId'), requestId: text('requestId'), sessionId: text('sessionId')};
	try {
		replyJson(response, print(await act(context, body, echoed)));
	} catch (error) {
		const reason = error instanceof RequestFailure && error.fields.code === 'AGENT_UNKNOWN' ? noAgent : (error as Error).message;
		replyJson(response, error instanceof RequestFailure && error.fields.status === 504
			? print({agentId: '', state: 'FAILED', message: 'timeout'})
			: print({...echoed, state: 'FAILED', message: `process request failed: ${reason}`}));
	}
}

async function act(context: RouteContext, body: JsonObject, echoed: {agentId: string; requestId: string; sessionId: string}): Promise<LegacyAnswer> {
	const {exchange, readOnly} = context;
	const {agentId, sessionId} = echoed;
	const command = typeof body['command'] === 'string' ? body['command'] : '';
	const inBody = typeof body['agentId'] === 'string' ? body['agentId'] : agentId;
	if (!agentId) {
		throw new Error('Invalid request, \'agentId\' is required (path variable or request body)');
	}

	if (inBody !== agentId) {
		throw new Error(`Inconsistent agentId in path and request: ${agentId}, ${inBody}`);
	}

	await exchange.agent(agentId);
	const action = typeof body['action'] === 'string' ? body['action'].trim().toLowerCase() : '';
	const timeout = Number(body['execTimeout'] ?? 0);
	const request = ActionRequest.fromPartial({
		agentId, sessionId, executeParams: {commandLine: command, execTimeout: Number.isSafeInteger(timeout) ? timeout : 0, resultFormat: ResultFormat.JSON},
	});
	if ((action === 'exec' || action === 'async_exec') && readOnly && tierOf(command).tier !== 'look') {
		throw new Error(`${tierOf(command).reason}; this server only allows looking`);
	}

	switch (action) {
		case 'exec': {
			return answerOf(await exchange.call({...request, action: RequestAction.EXECUTE}));
		}

		case 'async_exec': {
			const {requestId} = await exchange.submit({...request, action: RequestAction.ASYNC_EXECUTE}, {kind: 'job'});
			return {
				requestId, agentId, state: 'SUCCEEDED', ...(sessionId && {sessionId}),
			};
		}

		case 'pull_results': {
			return pullResults(context, {...echoed, limitMs: timeout > 0 ? timeout : 30_000});
		}

		case 'init_session': {
			return answerOf(await exchange.call({...request, action: RequestAction.INIT_SESSION}, {accept: ({status}) => status !== ResponseStatus.CONTINUOUS, waitMs: 30_000}));
		}

		case 'interrupt_job':
		case 'close_session': {
			if (!sessionId) {
				throw new Error('Invalid request, the \'sessionId\' is required');
			}

			return answerOf(await exchange.call({...request, action: action === 'interrupt_job' ? RequestAction.INTERRUPT_JOB : RequestAction.CLOSE_SESSION}, {waitMs: 30_000}));
		}

		case 'join_session':
		case 'session_info': {
			throw new Error(`unsupported action: ${action}`);
		}

		default: {
			throw new Error(action === '' ? 'null' : `unknown action: ${action}`);
		}
	}
}

async function pullResults({store}: RouteContext, wanted: {agentId: string; requestId: string; sessionId: string; limitMs: number}): Promise<LegacyAnswer> {
	const {agentId, sessionId, limitMs} = wanted;
	const requestId = wanted.requestId || await latestOf(store, agentId, sessionId);
	if (!await store.responses.get(agentId, requestId)) {
		return {
			agentId, requestId, state: 'FAILED', message: `topic is not exists: ActionResponseTopic{agentId='${agentId}', requestId='${requestId}'}`,
		};
	}

	const answer = await pull(store, {agentId, requestId, limitMs});
	return answer
		? answerOf(answer)
		: {
			agentId, requestId, state: 'FAILED', message: 'Timeout',
		};
}

/** The newest job of a session, for callers that pull by session id. */
async function latestOf(store: RouteContext['store'], agentId: string, sessionId: string): Promise<string> {
	if (!sessionId) {
		throw new Error('Invalid request, need to specify \'requestId\' or \'sessionId\'');
	}

	const jobs = (await store.responses.list()).filter(topic => topic.agentId === agentId && topic.sessionId === sessionId && topic.kind === 'job');
	const newest = jobs.at(-1);
	if (!newest) {
		throw new Error(`Find async exec requestId by sessionId failed, sessionId: ${sessionId}`);
	}

	return newest.requestId;
}

function answerOf(response: ActionResponse): LegacyAnswer {
	const {requestId, agentId, message, sessionId, status} = response;
	const state = {
		[ResponseStatus.SUCCEEDED]: 'SUCCEEDED', [ResponseStatus.CONTINUOUS]: 'SUCCEEDED', [ResponseStatus.REFUSED]: 'REFUSED', [ResponseStatus.INTERRUPTED]: 'INTERRUPTED',
	}[status as 1 | 2 | 3 | 5] ?? 'FAILED';
	const isEmpty = !response.executeResult;
	return {
		requestId,
		agentId,
		state,
		...(message && {message}),
		...(sessionId && {sessionId}),
		// A session that was opened has always come with an empty body object.
		...(isEmpty ? {} : {body: {results: resultsOf(response), jobStatus: statusName(status) === 'CONTINUOUS' ? 'RUNNING' : 'TERMINATED'}}),
	};
}

function print(answer: LegacyAnswer): string {
	return stringifyJson(Object.fromEntries(Object.entries(answer).filter(([name, value]) => value !== '' || name === 'agentId')));
}

function readObject(text: string): JsonObject {
	try {
		const value = parseJson(text);
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
			return value as JsonObject;
		}
	} catch (error) {
		if (!isArthasError(error)) {
			throw error;
		}
	}

	throw new RequestFailure({status: 400, message: 'the body is not a JSON object'});
}
