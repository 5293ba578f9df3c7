import {isTerminal, parseActionResponse} from '../../protocol/channel-response.js';
import type {ActionResponse} from '../../protocol/generated/ArthasService.js';
import {parseJson} from '../../protocol/json.js';
import type {JsonObject} from '../../protocol/result.js';
import {SseReader, type SseEvent} from '../../protocol/sse.js';
import type {HttpClient, HttpStream} from '../http.js';
import type {Gap} from '../job-state.js';
import {pause} from '../pause.js';

export type AttachedEvent = {response: ActionResponse; text: string; id: string | undefined} | {gap: Gap};

/** One reader of a job's messages by server-sent events, until the response ends. It throws when the connection breaks. */
export async function * readEvents(stream: HttpStream, {isOurs, maxMessage}: {isOurs: boolean; maxMessage: number}): AsyncGenerator<AttachedEvent, void, undefined> {
	const reader = new SseReader({tolerant: !isOurs, maxBytes: maxMessage});
	for await (const chunk of stream.body) {
		for (const event of reader.push(chunk)) {
			yield * readEvent(event);
		}
	}

	for (const event of reader.end()) {
		yield * readEvent(event);
	}
}

function * readEvent({event, data, id}: SseEvent): Generator<AttachedEvent> {
	if (event === 'gap') {
		yield {gap: toGap(data)};
	} else if (event !== 'end' && data !== '') {
		yield {response: parseActionResponse(data), text: data, id};
	}
}

/** The same by long polling, for a proxy that breaks event streams: one message a request. */
export async function * pollMessages(http: HttpClient, {path, signal, waitMs}: {path: string; signal: AbortSignal; waitMs: number}): AsyncGenerator<ActionResponse, void, undefined> {
	for (;;) {
		const startedAt = performance.now();
		const answer = await http.request({path: `${path}?timeout=${waitMs}`, timeoutMs: waitMs + 10_000, signal});
		const response = parseActionResponse(answer.text);
		const isEmpty = !response.executeResult && (response.message === 'Timeout' || response.message.startsWith('topic is not exists'));
		if (!isEmpty) {
			yield response;
			if (isTerminal(response)) {
				return;
			}
		} else if (performance.now() - startedAt < 100 && !await pause(100, signal)) {
			// The Java server says at once that a topic isn't there until its first message comes.
			return;
		}
	}
}

function toGap(data: string): Gap {
	const gap = (parseJson(data) as JsonObject)['gap'] as JsonObject | undefined;
	const reason = gap?.['reason'];
	const count = gap?.['count'];
	return {
		reason: reason === 'agent-reconnect' ? 'agent-reconnect' : (reason === 'server-restart' ? 'link-down' : 'server-ring'),
		count: typeof count === 'number' ? count : null,
		atLeast: 0,
	};
}
