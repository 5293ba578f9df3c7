import {isTerminal, parseActionResponse} from '../../protocol/channel-response.js';
import type {ActionResponse} from '../../protocol/generated/ArthasService.js';
import {pause} from '../pause.js';
import {answerError} from './answer-error.js';
import type {ChannelServer} from './channel-server.js';

/** How long a poll may wait for news at the server. */
export const pollWaitMs = 20_000;
const shortestPauseMs = 100;
const longestPauseMs = 2000;

export type PollOptions = {
	agentId: string;
	requestId: string;
	signal: AbortSignal;
	/** The first poll was answered. */
	onAlive: () => void;
};

/**
The messages of a job by long polling, one a request, until the terminal one: for a proxy that breaks
event streams. It throws when a poll fails, and then the message that was on its way is lost.
*/
export async function * pollMessages({http, endpoint, resultsPath}: ChannelServer, {agentId, requestId, signal, onAlive}: PollOptions): AsyncGenerator<ActionResponse, void, undefined> {
	let pauseMs = shortestPauseMs;
	for (let isFirst = true; ; isFirst = false) {
		const startedAt = performance.now();
		const answer = await http.request({path: `${resultsPath(agentId, requestId)}?timeout=${pollWaitMs}`, timeoutMs: pollWaitMs + 10_000, signal});
		if (answer.status !== 200) {
			throw answerError(answer, endpoint);
		}

		if (isFirst) {
			onAlive();
		}

		const response = parseActionResponse(answer.text);
		if (!isEmpty(response)) {
			yield response;
			pauseMs = shortestPauseMs;
			if (isTerminal(response)) {
				return;
			}
		} else if (performance.now() - startedAt < pauseMs) {
			// The Java server says at once that there is no such topic: before the first message, and again after a minute of silence.
			if (!await pause(pauseMs, signal)) {
				return;
			}

			pauseMs = Math.min(longestPauseMs, pauseMs * 2);
		}
	}
}

/** FAILED is how the Java server says that there is nothing; with a result it is the job's own word. */
function isEmpty({executeResult, message}: ActionResponse): boolean {
	return !executeResult && (message === 'Timeout' || message.startsWith('topic is not exists'));
}
