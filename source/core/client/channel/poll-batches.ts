import {toActionResponse} from '../../protocol/channel-response.js';
import {isJsonObject} from '../../protocol/is-json-object.js';
import {parseJson} from '../../protocol/json.js';
import type {Json, JsonObject} from '../../protocol/result.js';
import {answerError} from './answer-error.js';
import {toGap, type AttachedEvent} from './attachment.js';
import type {ChannelServer} from './channel-server.js';
import {pollWaitMs, type PollOptions} from './poll-messages.js';

/**
The messages of a job by long polling of our own server, many a request, with what was lost between them and why
the job ended. It goes on after the id that was seen last, so that a poll that failed costs nothing.
*/
export async function * pollBatches(
	{http, endpoint, resultsPath}: ChannelServer,
	{agentId, requestId, after: start = '', signal, onAlive}: PollOptions & {after?: string | undefined},
): AsyncGenerator<AttachedEvent, void, undefined> {
	let after = start;
	for (let isFirst = true; ; isFirst = false) {
		const answer = await http.request({path: `${resultsPath(agentId, requestId)}?timeout=${pollWaitMs}&after=${after}`, timeoutMs: pollWaitMs + 10_000, signal});
		const json = answer.status === 200 ? parseJson(answer.text) : undefined;
		if (!isJsonObject(json)) {
			throw answerError(answer, endpoint);
		}

		if (isFirst) {
			onAlive();
		}

		const {after: next, ended, state} = json;
		after = typeof next === 'string' ? next : '';
		yield * eventsOf(json, after);
		if (ended === true) {
			yield {ended: typeof state === 'string' ? state : 'gone'};
			return;
		}
	}
}

function * eventsOf({responses, gaps, dropped, restarted}: JsonObject, after: string): Generator<AttachedEvent, void, undefined> {
	if (restarted === true) {
		yield {gap: toGap({reason: 'server-restart', count: null})};
	}

	if (typeof dropped === 'number' && dropped > 0) {
		yield {gap: toGap({reason: 'server-ring', count: dropped})};
	}

	for (const gap of objectsIn(gaps)) {
		yield {gap: toGap(gap)};
	}

	const messages = objectsIn(responses);
	for (const [index, message] of messages.entries()) {
		// Only the last one stands where the next poll begins.
		yield {response: toActionResponse(message), text: '', id: index === messages.length - 1 ? after : undefined};
	}
}

const objectsIn = (json: Json | undefined) => Array.isArray(json) ? json.filter(element => isJsonObject(element)) : [];
