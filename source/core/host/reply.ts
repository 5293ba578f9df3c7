import {
	ResultFormat, type ActionRequest, type ActionResponse, type ResponseStatus,
} from '../protocol/generated/ArthasService.js';
import type {Result} from '../protocol/result.js';
import {encodeResults} from './encode-results.js';

export type Answer = {status: ResponseStatus; message?: string; sessionId?: string; results?: Result[]};

/** Answers one request. Resolves when more can be said, see `Outbox.send`. */
export type Reply = (answer: Answer) => Promise<void>;

/** Everything that belongs to one request carries its id, and its results have the form that it asked for. */
export function replyTo(request: ActionRequest, agentId: string, send: (response: ActionResponse) => Promise<void>): Reply {
	const format = request.executeParams?.resultFormat ?? ResultFormat.JSON;
	return async ({status, message = '', sessionId = '', results}) => send({
		agentId,
		requestId: request.requestId,
		status,
		message,
		sessionId,
		executeResult: results && encodeResults(results, format),
		consoleResult: undefined,
	});
}
