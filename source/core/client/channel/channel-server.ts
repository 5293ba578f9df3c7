import {printActionRequest} from '../../protocol/channel-request.js';
import {parseActionResponse} from '../../protocol/channel-response.js';
import {RequestAction, ResultFormat, type ActionResponse} from '../../protocol/generated/ArthasService.js';
import type {Endpoint} from '../endpoint.js';
import type {HttpClient, HttpStream} from '../http.js';
import {answerError} from './answer-error.js';

/** How long our own server keeps a job whose reader went away, ms. */
const lingerMs = 300_000;
/** A day: the Java server cuts a stream after 300 s unless it is told otherwise, and 0 breaks it. */
const lifeMs = 86_400_000;

/** The calls of the channel server's HTTP door that a client makes, as functions. */
export type ChannelServer = {
	readonly http: HttpClient;
	readonly endpoint: Endpoint;
	readonly maxMessage: number;
	/** True for the server that is part of this program: it tells of gaps, ends and why. */
	isOurs(): boolean;
	initSession(agentId: string, signal: AbortSignal): Promise<ActionResponse>;
	/** Answers of the Java server to these may come 30 s late although they took effect. */
	interrupt(agentId: string, sessionId: string, timeoutMs: number, signal: AbortSignal): Promise<ActionResponse>;
	closeSession(agentId: string, sessionId: string, timeoutMs: number, signal: AbortSignal): Promise<ActionResponse>;
	startStream(agentId: string, command: {commandLine: string; sessionId: string}, signal: AbortSignal): Promise<HttpStream>;
	startPolled(agentId: string, command: {commandLine: string; sessionId: string}, signal: AbortSignal): Promise<ActionResponse>;
	attach(agentId: string, requestId: string, lastEventId: string | undefined, signal: AbortSignal): Promise<HttpStream>;
	resultsPath(agentId: string, requestId: string): string;
};

export function channelCalls({http, endpoint, maxMessage, isOurs}: Pick<ChannelServer, 'http' | 'endpoint' | 'maxMessage' | 'isOurs'>): ChannelServer {
	const path = (agentId: string, rest: string) => `/agent/${encodeURIComponent(agentId)}/${rest}`;
	const act = async (url: string, body: string | undefined, timeoutMs: number, signal: AbortSignal) => {
		const answer = await http.request({
			method: 'POST', path: url, timeoutMs, signal, ...(body !== undefined && {body}),
		});
		if (answer.status !== 200) {
			throw answerError(answer, endpoint);
		}

		return parseActionResponse(answer.text);
	};

	const asyncRequest = ({commandLine, sessionId}: {commandLine: string; sessionId: string}) => printActionRequest({
		action: RequestAction.ASYNC_EXECUTE, sessionId, executeParams: {commandLine, execTimeout: 0, resultFormat: ResultFormat.JSON},
	});

	return {
		http,
		endpoint,
		maxMessage,
		isOurs,
		// The Java server's own init_session can't print what the agent answers; the pass-through of exec can.
		initSession: async (agentId, signal) => act(path(agentId, 'exec'), printActionRequest({
			action: RequestAction.INIT_SESSION, executeParams: {commandLine: '', execTimeout: 5000, resultFormat: ResultFormat.JSON},
		}), 10_000, signal),
		interrupt: async (agentId, sessionId, timeoutMs, signal) => act(path(agentId, `interrupt_job/${encodeURIComponent(sessionId)}`), undefined, timeoutMs, signal),
		closeSession: async (agentId, sessionId, timeoutMs, signal) => act(path(agentId, `close_session/${encodeURIComponent(sessionId)}`), undefined, timeoutMs, signal),
		startStream: async (agentId, command, signal) => http.stream({
			method: 'POST', path: path(agentId, `sse_async_exec?timeout=${lifeMs}${isOurs() ? `&linger=${lingerMs}` : ''}`), body: asyncRequest(command), timeoutMs: 0, signal,
		}),
		startPolled: async (agentId, command, signal) => act(path(agentId, 'async_exec'), asyncRequest(command), 10_000, signal),
		attach: async (agentId, requestId, lastEventId, signal) => http.stream({
			path: path(agentId, `sse_results/${encodeURIComponent(requestId)}?timeout=${lifeMs}`), timeoutMs: 0, signal, headers: lastEventId === undefined ? {} : {'last-event-id': lastEventId},
		}),
		resultsPath: (agentId, requestId) => path(agentId, `results/${encodeURIComponent(requestId)}`),
	};
}
