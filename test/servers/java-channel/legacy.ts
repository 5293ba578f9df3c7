import type {IncomingMessage, ServerResponse} from 'node:http';
import {
	ActionRequest, type ActionResponse, RequestAction, ResponseStatus, ResultFormat,
} from '../../../source/core/protocol/generated/ArthasService.js';
import {hashOrdered} from '../simulation/json-text.js';
import {bootBody, send} from './answer.js';
import type {ChannelCore} from './core.js';

type LegacyRequest = {
	readonly action?: string;
	readonly agentId?: string;
	readonly command?: string;
	readonly sessionId?: string;
	readonly requestId?: string;
	readonly execTimeout?: number;
};

type LegacyAnswer = {
	readonly requestId?: string | undefined;
	readonly agentId?: string | undefined;
	readonly state: string;
	readonly message?: string | undefined;
	readonly sessionId?: string | undefined;
	/** The text of a JSON array; `null` stands for a body without results. */
	readonly results?: string | null;
};

class LegacyFailure extends Error {}

/** Which request `pull_results` of a session means: that of its last `async_exec`. */
const lastRequests = new WeakMap<ChannelCore, Map<string, string>>();

/** `/legacy_api` of the Java channel server 3.5.6, which mimics the agent's own HTTP API. */
export async function answerLegacy(core: ChannelCore, request: IncomingMessage, response: ServerResponse, call: {body: string; agentId: string | undefined}): Promise<void> {
	const refuse = (status: number) => {
		send(request, response, {status, body: bootBody(status, request.url ?? '')});
	};

	const asked = parse(call.body);
	if (call.body !== '' && !/\bjson\b/.test(request.headers['content-type'] ?? '')) {
		refuse(415);
	} else if (asked) {
		const answer = await handle(core, asked, call.agentId);
		if (answer === 'ceiling') {
			refuse(503);
		} else {
			send(request, response, {status: 200, body: print(answer)});
		}
	} else {
		refuse(400);
	}
}

async function handle(core: ChannelCore, asked: LegacyRequest, pathId: string | undefined): Promise<LegacyAnswer | 'ceiling'> {
	const agentId = pathId ?? asked.agentId;
	try {
		if (pathId !== undefined && asked.agentId !== undefined && pathId !== asked.agentId) {
			throw new LegacyFailure(`Inconsistent agentId in path and request: ${pathId}, ${asked.agentId}`);
		}

		if (agentId === undefined) {
			throw new LegacyFailure('Invalid request, \'agentId\' is required (path variable or request body)');
		}

		if (!core.agents.has(agentId)) {
			throw new LegacyFailure('404 NOT_FOUND "Agent not found"');
		}

		return await perform(core, {...asked, agentId});
	} catch (error) {
		if (!(error instanceof LegacyFailure)) {
			throw error;
		}

		return {
			requestId: asked.requestId, agentId, state: 'FAILED', message: `process request failed: ${error.message}`, sessionId: asked.sessionId,
		};
	}
}

async function perform(core: ChannelCore, asked: LegacyRequest & {agentId: string}): Promise<LegacyAnswer | 'ceiling'> {
	if (asked.action === undefined) {
		throw new LegacyFailure('Cannot invoke "String.trim()" because "actionStr" is null');
	}

	const action = asked.action.trim().toLowerCase();
	const request = ActionRequest.fromPartial({
		agentId: asked.agentId,
		requestId: core.newRequestId(),
		sessionId: asked.sessionId ?? '',
		executeParams: {commandLine: asked.command ?? '', execTimeout: asked.execTimeout ?? 0, resultFormat: ResultFormat.JSON},
	});
	switch (action) {
		case 'exec': {
			return ask(core, {...request, action: RequestAction.EXECUTE}, asked.execTimeout ?? core.times.execTimeoutMs);
		}

		case 'async_exec': {
			return asyncExec(core, {...request, action: RequestAction.ASYNC_EXECUTE}, asked.sessionId);
		}

		case 'pull_results': {
			return pull(core, asked);
		}

		case 'init_session': {
			// It asks for no format, so the results come as `Any` and the body stays empty.
			return ask(core, {...request, action: RequestAction.INIT_SESSION, executeParams: undefined}, core.times.controlTimeoutMs);
		}

		case 'interrupt_job':
		case 'close_session': {
			if (asked.sessionId === undefined) {
				throw new LegacyFailure('Invalid request, the \'sessionId\' is required');
			}

			return ask(core, {...request, action: action === 'interrupt_job' ? RequestAction.INTERRUPT_JOB : RequestAction.CLOSE_SESSION}, core.times.controlTimeoutMs);
		}

		default: {
			const known = ['join_session', 'session_info'].includes(action);
			throw new LegacyFailure(known ? `unsupported action: ${action}` : `unknown action: ${asked.action}`);
		}
	}
}

async function ask(core: ChannelCore, request: ActionRequest, waitMs: number): Promise<LegacyAnswer | 'ceiling'> {
	const first = await core.ask(request, waitMs);
	if (first === 'ceiling') {
		return first;
	}

	return first === 'timeout' ? {agentId: '', state: 'FAILED', message: 'timeout'} : convert(first);
}

function asyncExec(core: ChannelCore, request: ActionRequest, sessionId: string | undefined): LegacyAnswer {
	core.deliver(request);
	if (sessionId !== undefined) {
		const requests = lastRequests.get(core) ?? new Map<string, string>();
		lastRequests.set(core, requests.set(sessionId, request.requestId));
	}

	return {
		requestId: request.requestId, agentId: request.agentId, state: 'SUCCEEDED', sessionId,
	};
}

async function pull(core: ChannelCore, {agentId, requestId, sessionId, execTimeout}: LegacyRequest & {agentId: string}): Promise<LegacyAnswer> {
	if (requestId === undefined && sessionId === undefined) {
		throw new LegacyFailure('Invalid request to pull results, need to specify \'requestId\' or \'sessionId\'');
	}

	const wanted = requestId ?? lastRequests.get(core)?.get(sessionId ?? '');
	if (wanted === undefined) {
		throw new LegacyFailure('Find async exec requestId by sessionId failed, please specify the \'requestId\' in ASYNC_EXEC result');
	}

	const message = await core.exchange.poll(agentId, wanted, execTimeout ?? core.times.pollTimeoutMs);
	if (typeof message === 'string') {
		const text = message === 'timeout' ? 'Timeout' : `topic is not exists: ActionResponseTopic{agentId='${agentId}', requestId='${wanted}'}`;
		return {
			requestId: wanted, agentId, state: 'FAILED', message: text,
		};
	}

	return convert(message);
}

/** CONTINUOUS and SUCCEEDED look alike; whether it was the end only the results tell. */
function convert({agentId, requestId, status, message, sessionId, executeResult}: ActionResponse): LegacyAnswer {
	const state = status === ResponseStatus.CONTINUOUS ? 'SUCCEEDED' : ResponseStatus[status] ?? 'FAILED';
	return {
		requestId, agentId, state, message: message || undefined, sessionId: sessionId || undefined, ...(executeResult && {results: executeResult.resultsJson ?? null}),
	};
}

function print({results, ...answer}: LegacyAnswer): string {
	const {requestId, agentId, state, message, sessionId} = answer;
	const head = JSON.stringify({
		requestId, agentId, state, message, sessionId,
	});
	if (results === undefined) {
		return head;
	}

	return `${head.slice(0, -1)},"body":${results === null ? '{}' : `{"results":${hashOrdered(results)}}`}}`;
}

function parse(body: string): LegacyRequest | undefined {
	try {
		return JSON.parse(body) as LegacyRequest;
	} catch {
		return undefined;
	}
}
