import {randomBytes} from 'node:crypto';
import {
	ActionRequest, RequestAction, ResponseStatus, ResultFormat,
} from '../../protocol/generated/ArthasService.js';
import {legacyAnswer, type LegacyAnswer} from './legacy-answer.js';
import {permit} from './permit.js';
import {pullLegacy} from './pull-legacy.js';
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

type Act = (context: RouteContext, request: ActionRequest, wanted: LegacyRequest) => Promise<LegacyAnswer>;

const waitMs = 30_000;

const actions: Record<string, Act> = {
	async exec(context, request) {
		const action = {...request, action: RequestAction.EXECUTE};
		permit(context, action);
		return legacyAnswer(await context.exchange.call(action, {key: idempotencyKey(context, request.agentId)}), context);
	},
	async async_exec(context, request) {
		const action = {...request, action: RequestAction.ASYNC_EXECUTE};
		permit(context, action);
		const {agentId, sessionId} = request;
		const {requestId} = await context.exchange.submit(action, {key: idempotencyKey(context, agentId)});
		return {
			requestId, agentId, state: 'SUCCEEDED', sessionId,
		};
	},
	async pull_results(context, {agentId}, {requestId, sessionId, consumerId, execTimeout}) {
		return pullLegacy(context, {
			agentId, requestId, sessionId, reader: consumerId, limitMs: execTimeout || waitMs,
		});
	},
	async init_session(context, request) {
		const accept = ({status}: {status: ResponseStatus}) => status !== ResponseStatus.CONTINUOUS;
		const opened = await context.exchange.call({...request, action: RequestAction.INIT_SESSION}, {accept, waitMs});
		// The Java server has an empty body here, where it could not print what the agent said.
		return {...legacyAnswer(opened, context), ...(opened.status === ResponseStatus.SUCCEEDED && {body: {}})};
	},
	/** Another reader of a session's jobs. Whether there is such a session only its agent knows, which answers every command in it. */
	async join_session(context, request) {
		const answer = await context.exchange.call({...inSession(request), action: RequestAction.EXECUTE, executeParams: {commandLine: 'session', execTimeout: 0, resultFormat: ResultFormat.JSON}});
		const {requestId, agentId, status} = answer;
		return status === ResponseStatus.FAILED
			? legacyAnswer(answer, context)
			: {
				requestId, agentId, state: 'SUCCEEDED', sessionId: request.sessionId, consumerId: randomBytes(16).toString('hex'),
			};
	},
	async interrupt_job(context, request) {
		return legacyAnswer(await context.exchange.call({...inSession(request), action: RequestAction.INTERRUPT_JOB}, {waitMs}), context);
	},
	async close_session(context, request) {
		return legacyAnswer(await context.exchange.call({...inSession(request), action: RequestAction.CLOSE_SESSION}, {waitMs}), context);
	},
	async session_info() {
		throw new Error('unsupported action: session_info');
	},
};

/** Does what a legacy request asks for; throws an error whose message the caller gets. */
export async function actLegacy(context: RouteContext, wanted: LegacyRequest): Promise<LegacyAnswer> {
	const agentId = agentOf(wanted);
	await context.exchange.agent(agentId);
	const {sessionId, command, execTimeout} = wanted;
	const name = wanted.action.toLowerCase();
	const act = Object.hasOwn(actions, name) ? actions[name] : undefined;
	if (!act) {
		// What the Java server says of a missing action on JDK 14 and later.
		throw new Error(wanted.action === '' ? 'Cannot invoke "String.trim()" because "actionStr" is null' : `unknown action: ${wanted.action}`);
	}

	return act(context, ActionRequest.fromPartial({agentId, sessionId, executeParams: {commandLine: command, execTimeout, resultFormat: ResultFormat.JSON}}), wanted);
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

function inSession(request: ActionRequest): ActionRequest {
	if (!request.sessionId) {
		throw new Error('Invalid request, the \'sessionId\' is required');
	}

	return request;
}
