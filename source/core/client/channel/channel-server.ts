import {printActionRequest} from '../../protocol/channel-request.js';
import {parseActionResponse} from '../../protocol/channel-response.js';
import {
	RequestAction, ResponseStatus, ResultFormat, type ActionResponse,
} from '../../protocol/generated/ArthasService.js';
import type {Readable} from '../../readable.js';
import type {Agent} from '../agent.js';
import type {Endpoint} from '../endpoint.js';
import type {HttpClient, HttpStream} from '../http.js';
import {answerError} from './answer-error.js';

/** How long our own server keeps a job whose reader went away, ms. */
const lingerMs = 300_000;
/** A day: the Java server cuts a stream after 300 s unless it is told otherwise, and 0 breaks it. */
const lifeMs = 86_400_000;

const askedStates: Partial<Record<ResponseStatus, 'running' | 'over'>> = {[ResponseStatus.REFUSED]: 'running', [ResponseStatus.SUCCEEDED]: 'over'};

/** Our own server starts a command once for each key, however often it is asked to; `isRepeat` keeps one that was restarted from guessing. */
export type ChannelCommand = {commandLine: string; sessionId: string; key: string; isRepeat: boolean};

/** The calls of the channel server's HTTP door that a client makes, as functions. */
export type ChannelServer = {
	readonly http: HttpClient;
	readonly endpoint: Endpoint;
	readonly maxMessage: number;
	/** True for the server that is part of this program: it tells of gaps, ends and why. */
	isOurs(): boolean;
	/** What it listed last. */
	readonly agents: Readable<readonly Agent[]>;
	initSession(agentId: string, signal: AbortSignal): Promise<ActionResponse>;
	/**
	Both resolve when they are answered, or in 5 s, and never reject: the job's own end is the evidence. An
	answer of the Java server may come after 30 s although the call took effect.
	*/
	interrupt(agentId: string, sessionId: string, signal: AbortSignal): Promise<void>;
	closeSession(agentId: string, sessionId: string, signal: AbortSignal): Promise<void>;
	/** Closes what an earlier run has left; false when the agent knows nothing of it. Rejects without an answer. */
	endSession(agentId: string, sessionId: string, signal: AbortSignal): Promise<boolean>;
	/** Whether a session's job still runs, found out by a command that only looks: the agent refuses it then. */
	askSession(agentId: string, sessionId: string, signal: AbortSignal): Promise<'running' | 'over' | 'forgotten' | 'unknown'>;
	startStream(agentId: string, command: ChannelCommand, signal: AbortSignal): Promise<HttpStream>;
	startPolled(agentId: string, command: ChannelCommand, signal: AbortSignal): Promise<ActionResponse>;
	attach(agentId: string, requestId: string, lastEventId: string | undefined, signal: AbortSignal): Promise<HttpStream>;
	resultsPath(agentId: string, requestId: string): string;
};

export function channelCalls(server: Pick<ChannelServer, 'http' | 'endpoint' | 'maxMessage' | 'isOurs' | 'agents'>): ChannelServer {
	const {http, endpoint, isOurs} = server;
	const path = (agentId: string, rest: string) => `/agent/${encodeURIComponent(agentId)}/${rest}`;
	const act = async (url: string, body: string | undefined, timeoutMs: number, signal: AbortSignal, headers: Record<string, string> = {}) => {
		const answer = await http.request({
			method: 'POST', path: url, timeoutMs, signal, headers, ...(body !== undefined && {body}),
		});
		if (answer.status !== 200) {
			throw answerError(answer, endpoint);
		}

		return parseActionResponse(answer.text);
	};

	const actQuietly = async (url: string, signal: AbortSignal) => {
		try {
			await act(url, undefined, 5000, signal);
		} catch {
			// Nothing to tell.
		}
	};

	const keyHeaders = ({key, isRepeat}: ChannelCommand): Record<string, string> => isOurs()
		? {'idempotency-key': key, ...(isRepeat && {'arthas-tui-repeat': '1'})}
		: {};
	const asyncRequest = ({commandLine, sessionId}: ChannelCommand) => printActionRequest({
		action: RequestAction.ASYNC_EXECUTE, sessionId, executeParams: {commandLine, execTimeout: 0, resultFormat: ResultFormat.JSON},
	});

	return {
		...server,
		// The Java server's own init_session can't print what the agent answers; the pass-through of exec can.
		initSession: async (agentId, signal) => act(path(agentId, 'exec'), printActionRequest({
			action: RequestAction.INIT_SESSION, executeParams: {commandLine: '', execTimeout: 5000, resultFormat: ResultFormat.JSON},
		}), 10_000, signal),
		interrupt: async (agentId, sessionId, signal) => actQuietly(path(agentId, `interrupt_job/${encodeURIComponent(sessionId)}`), signal),
		closeSession: async (agentId, sessionId, signal) => actQuietly(path(agentId, `close_session/${encodeURIComponent(sessionId)}`), signal),
		async endSession(agentId, sessionId, signal) {
			const {status} = await act(path(agentId, `close_session/${encodeURIComponent(sessionId)}`), undefined, 5000, signal);
			return status === ResponseStatus.SUCCEEDED;
		},
		async askSession(agentId, sessionId, signal) {
			try {
				const {status, message} = await act(path(agentId, 'exec'), printActionRequest({
					action: RequestAction.EXECUTE, sessionId, executeParams: {commandLine: 'version', execTimeout: 5000, resultFormat: ResultFormat.JSON},
				}), 10_000, signal);
				return message.includes('session not found') ? 'forgotten' : askedStates[status] ?? 'unknown';
			} catch {
				return 'unknown';
			}
		},
		startStream: async (agentId, command, signal) => http.stream({
			method: 'POST',
			path: path(agentId, `sse_async_exec?timeout=${lifeMs}${isOurs() ? `&linger=${lingerMs}` : ''}`),
			body: asyncRequest(command),
			headers: keyHeaders(command),
			timeoutMs: 0,
			signal,
		}),
		startPolled: async (agentId, command, signal) => act(path(agentId, `async_exec${isOurs() ? `?linger=${lingerMs}` : ''}`), asyncRequest(command), 10_000, signal, keyHeaders(command)),
		attach: async (agentId, requestId, lastEventId, signal) => http.stream({
			path: path(agentId, `sse_results/${encodeURIComponent(requestId)}?timeout=${lifeMs}`), timeoutMs: 0, signal, headers: lastEventId === undefined ? {} : {'last-event-id': lastEventId},
		}),
		resultsPath: (agentId, requestId) => path(agentId, `results/${encodeURIComponent(requestId)}`),
	};
}
