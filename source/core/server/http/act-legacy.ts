import {randomBytes} from 'node:crypto';
import {
	ActionRequest, RequestAction, ResponseStatus, ResultFormat, type ActionResponse,
} from '../../protocol/generated/ArthasService.js';
import {legacyAnswer, type LegacyAnswer} from './legacy-answer.js';
import {permit} from './permit.js';
import {reopen} from './reopen.js';
import {noTopic, pollLingerMs, pull} from './results.js';
import {idempotencyKey, type RouteContext} from './route.js';

export type LegacyRequest = {
	pathAgent: string;
	bodyAgent: string;
	requestId: string;
	sessionId: string;
	consumerId: string;
	action: string;
	command: string;
	/** 0 where none was given. */
	execTimeout: number;
};

const waitMs = 30_000;
const isLast = ({status}: ActionResponse) => status !== ResponseStatus.CONTINUOUS;

/** Does what a legacy request asks for; throws an error whose message the caller gets. */
export async function actLegacy(context: RouteContext, wanted: LegacyRequest): Promise<LegacyAnswer> {
	const {exchange, extended} = context;
	const {sessionId, command, execTimeout} = wanted;
	const agentId = agentOf(wanted);
	const answer = (response: ActionResponse) => legacyAnswer(response, {extended});
	await exchange.agent(agentId);
	const request = ActionRequest.fromPartial({agentId, sessionId, executeParams: {commandLine: command, execTimeout, resultFormat: ResultFormat.JSON}});
	const key = idempotencyKey(context, agentId);
	switch (wanted.action.toLowerCase()) {
		case 'exec': {
			const action = {...request, action: RequestAction.EXECUTE};
			permit(context, action);
			return answer(await exchange.call(action, {key}));
		}

		case 'async_exec': {
			const action = {...request, action: RequestAction.ASYNC_EXECUTE};
			permit(context, action);
			const {requestId} = await exchange.submit(action, {key});
			return {
				requestId, agentId, state: 'SUCCEEDED', sessionId,
			};
		}

		case 'pull_results': {
			return pullResults(context, agentId, wanted);
		}

		case 'init_session': {
			const opened = await exchange.call({...request, action: RequestAction.INIT_SESSION}, {accept: isLast, waitMs});
			// The Java server has an empty body here, where it could not print what the agent said.
			return {...answer(opened), ...(opened.status === ResponseStatus.SUCCEEDED && {body: {}})};
		}

		case 'join_session': {
			return joinSession(context, {...request, sessionId: required(sessionId)});
		}

		case 'interrupt_job': {
			return answer(await exchange.call({...request, sessionId: required(sessionId), action: RequestAction.INTERRUPT_JOB}, {waitMs}));
		}

		case 'close_session': {
			return answer(await exchange.call({...request, sessionId: required(sessionId), action: RequestAction.CLOSE_SESSION}, {waitMs}));
		}

		case 'session_info': {
			throw new Error('unsupported action: session_info');
		}

		default: {
			// What the Java server says of a missing action on JDK 14 and later.
			throw new Error(wanted.action === '' ? 'Cannot invoke "String.trim()" because "actionStr" is null' : `unknown action: ${wanted.action}`);
		}
	}
}

function agentOf({pathAgent, bodyAgent}: LegacyRequest): string {
	if (pathAgent && bodyAgent && pathAgent !== bodyAgent) {
		throw new Error(`Inconsistent agentId in path and request: ${pathAgent}, ${bodyAgent}`);
	}

	const agentId = pathAgent || bodyAgent;
	if (!agentId) {
		throw new Error('Invalid request, \'agentId\' is required (path variable or request body)');
	}

	return agentId;
}

function required(sessionId: string): string {
	if (!sessionId) {
		throw new Error('Invalid request, the \'sessionId\' is required');
	}

	return sessionId;
}

/** Another reader of a session's jobs. Whether there is such a session only its agent knows, which answers every command in it. */
async function joinSession({exchange, extended}: RouteContext, request: ActionRequest): Promise<LegacyAnswer> {
	const answer = await exchange.call({...request, action: RequestAction.EXECUTE, executeParams: {commandLine: 'session', execTimeout: 0, resultFormat: ResultFormat.JSON}});
	return answer.status === ResponseStatus.FAILED
		? legacyAnswer(answer, {extended})
		: {
			requestId: answer.requestId, agentId: request.agentId, state: 'SUCCEEDED', sessionId: request.sessionId, consumerId: randomBytes(16).toString('hex'),
		};
}

async function pullResults(context: RouteContext, agentId: string, wanted: LegacyRequest): Promise<LegacyAnswer> {
	const {store, extended} = context;
	const {execTimeout, consumerId} = wanted;
	const requestId = wanted.requestId || await latestOf(context, agentId, wanted.sessionId);
	if (!await reopen(context, {agentId, requestId, lingerMs: pollLingerMs})) {
		return {
			agentId, requestId, state: 'FAILED', message: noTopic(agentId, requestId),
		};
	}

	const answer = await pull(store, {
		agentId, requestId, limitMs: execTimeout || waitMs, reader: consumerId,
	});
	return answer
		? legacyAnswer(answer, {extended})
		: {
			agentId, requestId, state: 'FAILED', message: 'Timeout',
		};
}

/** The newest job of a session, for callers that pull by session id. */
async function latestOf({store}: RouteContext, agentId: string, sessionId: string): Promise<string> {
	if (!sessionId) {
		throw new Error('Invalid request to pull results, need to specify \'requestId\' or \'sessionId\'');
	}

	const newest = await store.responses.latestJob(agentId, sessionId);
	if (newest === undefined) {
		throw new Error('Find async exec requestId by sessionId failed, please specify the \'requestId\' in ASYNC_EXEC result');
	}

	return newest;
}
