import {isArthasError} from '../../error.js';
import {isJsonObject} from '../../protocol/is-json-object.js';
import {parseJson} from '../../protocol/json.js';
import type {JsonObject} from '../../protocol/result.js';
import {RequestFailure} from '../failure.js';
import {actLegacy, type LegacyRequest} from './act-legacy.js';
import {printLegacy} from './legacy-answer.js';
import {readBody} from './read-body.js';
import {replyJson} from './reply.js';
import type {RouteContext} from './route.js';

/**
`/legacy_api`: the JVM's own HTTP API, carried to an agent that the path or the body names. Every
failure is 200 with state FAILED; only a body that is no JSON, or another content type, has a status.
*/
export async function legacyRoute(context: RouteContext): Promise<void> {
	const {request, response, parts} = context;
	const body = await readObject(request);
	const text = (name: string) => typeof body[name] === 'string' ? body[name] : '';
	const wanted: LegacyRequest = {
		pathAgent: parts[1] ?? '', bodyAgent: text('agentId'), requestId: text('requestId'), sessionId: text('sessionId'), consumerId: text('consumerId'),
		action: text('action').trim(), command: text('command'), execTimeout: timeoutOf(body['execTimeout']),
	};
	try {
		replyJson(response, printLegacy(await actLegacy(context, wanted)));
	} catch (error) {
		replyJson(response, printLegacy(failed(wanted, error)));
	}
}

function failed({pathAgent, bodyAgent, requestId, sessionId}: LegacyRequest, error: unknown) {
	const {status, code} = error instanceof RequestFailure ? error.fields : {status: 500, code: undefined};
	if (status === 504) {
		return {agentId: '', state: 'FAILED', message: 'timeout'};
	}

	const reason = code === 'AGENT_UNKNOWN' ? '404 NOT_FOUND "Agent not found"' : (error instanceof Error ? error.message : String(error));
	const agentId = pathAgent || bodyAgent;
	return {
		requestId, ...(agentId !== '' && {agentId}), state: 'FAILED', message: `process request failed: ${reason}`, sessionId,
	};
}

async function readObject(request: RouteContext['request']): Promise<JsonObject> {
	const text = await readBody(request);
	if (text === '') {
		throw new RequestFailure({status: 400, ran: 'no', message: 'the body is empty; a JSON object is expected'});
	}

	if (!/^application\/(?:[\w.-]+\+)?json\b/iu.test(request.headers['content-type'] ?? '')) {
		throw new RequestFailure({status: 415, ran: 'no', message: 'Content-Type: application/json is needed here'});
	}

	const value = parseOrNothing(text);
	if (!isJsonObject(value)) {
		throw new RequestFailure({status: 400, ran: 'no', message: 'the body is not a JSON object'});
	}

	return value;
}

function parseOrNothing(text: string) {
	try {
		return parseJson(text);
	} catch (error) {
		if (!isArthasError(error)) {
			throw error;
		}

		return undefined;
	}
}

function timeoutOf(value: unknown): number {
	const number = Number(value ?? 0);
	return Number.isSafeInteger(number) && number > 0 ? Math.min(number, 2_147_483_647) : 0;
}
