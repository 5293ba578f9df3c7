import {parseActionResponse} from '../../protocol/channel-response.js';
import type {ActionResponse} from '../../protocol/generated/ArthasService.js';
import {parseJson} from '../../protocol/json.js';
import type {Json, JsonObject} from '../../protocol/result.js';
import {SseReader, type SseEvent} from '../../protocol/sse.js';
import type {HttpStream} from '../http.js';
import type {Gap} from '../job-state.js';

/** `ended` is our own server's word for why nothing more comes. */
export type AttachedEvent = {response: ActionResponse; text: string; id: string | undefined} | {gap: Gap} | {ended: string};

/** One reader of a job's messages by server-sent events, until the response ends. It throws when the connection breaks. */
export async function * readEvents(stream: HttpStream, {isOurs, maxMessage}: {isOurs: boolean; maxMessage: number}): AsyncGenerator<AttachedEvent, void, undefined> {
	const reader = new SseReader({tolerant: !isOurs, maxBytes: maxMessage});
	for await (const chunk of stream.body) {
		for (const event of reader.push(chunk)) {
			yield readEvent(event);
		}
	}

	for (const event of reader.end()) {
		yield readEvent(event);
	}
}

function readEvent({event, data, id}: SseEvent): AttachedEvent {
	try {
		if (event === 'end') {
			const {state} = parseJson(data) as JsonObject;
			return {ended: typeof state === 'string' ? state : 'gone'};
		}

		return event === 'gap' ? {gap: toGap((parseJson(data) as JsonObject)['gap'])} : {response: parseActionResponse(data), text: data, id};
	} catch (error) {
		return {
			gap: {
				reason: 'unreadable-batch', count: null, atLeast: 1, detail: (error as Error).message,
			},
		};
	}
}

export function toGap(gap: Json | undefined): Gap {
	const {reason, count} = (gap ?? {}) as JsonObject;
	return {
		reason: reason === 'agent-reconnect' ? reason : (reason === 'server-restart' ? 'link-down' : 'server-ring'),
		count: typeof count === 'number' ? count : null,
		atLeast: 0,
	};
}
