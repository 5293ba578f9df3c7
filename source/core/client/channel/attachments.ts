import type {ActionResponse} from '../../protocol/generated/ArthasService.js';
import type {HttpStream} from '../http.js';
import type {Gap} from '../job-state.js';
import {answerError} from './answer-error.js';
import {readEvents} from './attachment.js';
import type {ChannelServer} from './channel-server.js';
import {createReplayFilter} from './replay-filter.js';

/** The readers that a job has had, one after the other, or a second beside the first. */
export type Attachments = {
	readonly count: number;
	/** Where our own server is asked to go on. */
	readonly lastEventId: string | undefined;
	/** Reads one to its end; rejects when it can't be had or breaks. */
	read(open: () => Promise<HttpStream>): Promise<void>;
};

export function createAttachments(server: ChannelServer, {onMessage, onGap}: {onMessage: (response: ActionResponse) => void; onGap: (gap: Gap) => void}): Attachments {
	const replay = createReplayFilter();
	const seen: {count: number; lastEventId: string | undefined} = {count: 0, lastEventId: undefined};
	return {
		get count() {
			return seen.count;
		},
		get lastEventId() {
			return seen.lastEventId;
		},
		async read(open) {
			const stream = await open();
			if (stream.status !== 200 || !String(stream.headers['content-type']).startsWith('text/event-stream')) {
				throw answerError({...stream, text: await stream.text()}, server.endpoint);
			}

			seen.count++;
			const isReplay = replay.attach();
			for await (const event of readEvents(stream, {isOurs: server.isOurs(), maxMessage: server.maxMessage})) {
				if ('gap' in event) {
					onGap(event.gap);
				} else if (server.isOurs() || !isReplay(event.text)) {
					seen.lastEventId = event.id ?? seen.lastEventId;
					onMessage(event.response);
				}
			}
		},
	};
}
