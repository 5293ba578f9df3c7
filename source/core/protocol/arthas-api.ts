import {protocolError} from '../error.js';
import {isJsonObject} from './is-json-object.js';
import {parseJson} from './json.js';
import type {JsonObject, Result} from './result.js';
import {toResult} from './to-result.js';

/** A request to an Arthas HTTP API, or to `/legacy_api` of a channel server, which knows `agentId` too. */
export type ApiRequest = {
	action: 'exec' | 'async_exec' | 'init_session' | 'join_session' | 'session_info' | 'pull_results' | 'interrupt_job' | 'close_session';
	requestId?: string | undefined;
	agentId?: string | undefined;
	sessionId?: string | undefined;
	consumerId?: string | undefined;
	command?: string | undefined;
	/** Milliseconds. */
	execTimeout?: number | undefined;
	userId?: string | undefined;
};

export type ApiResponse = {
	/** SCHEDULED, SUCCEEDED, INTERRUPTED, FAILED, REFUSED; others are possible. */
	state: string;
	message?: string;
	sessionId?: string;
	consumerId?: string;
	requestId?: string;
	agentId?: string;
	body?: JsonObject;
};

export function printApiRequest(request: ApiRequest): string {
	return JSON.stringify(request);
}

/**
Reads an answer of an Arthas HTTP API. Members of another type than theirs count as absent.

@throws ArthasError ERR_PROTOCOL_PEER when the text is no such answer, ERR_PROTOCOL_JSON when it is a
broken one (see `recoverBatch`).
*/
export function parseApiResponse(text: string): ApiResponse {
	const json = text.trimStart().startsWith('{') ? parseJson(text) as JsonObject : {};
	const {state, body} = json;
	if (typeof state !== 'string') {
		throw protocolError('what answers there is not an Arthas HTTP API: the answer has no state', {
			code: 'ERR_PROTOCOL_PEER',
			hint: 'an Arthas HTTP API is at port 8563 unless configured otherwise; the address needs its path prefix, without /api',
		});
	}

	const response: ApiResponse = {state};
	for (const name of ['message', 'sessionId', 'consumerId', 'requestId', 'agentId'] as const) {
		const value = json[name];
		if (typeof value === 'string') {
			response[name] = value;
		}
	}

	if (isJsonObject(body)) {
		response.body = body;
	}

	return response;
}

/** The results in the body of an answer, in their order. */
export function apiResults({body}: ApiResponse): Result[] {
	const results = body?.['results'];
	return Array.isArray(results) ? results.map(element => toResult(element)) : [];
}
