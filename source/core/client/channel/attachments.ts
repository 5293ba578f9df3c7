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
	/** Reads one to its end; rejects when it can't be had or breaks. `onOpen` is called when it stands. */
	read(open: () => Promise<HttpStream>, onOpen?: () => void): Promise<void>;
};

export function createAttachments(server: ChannelServer, {onMessage, onGap}: {onMessage: (response: ActionResponse) => void; onGap: (gap: Gap) => void}): Attachments {
	const replay = createReplayFilter();
	let count = 0;
	let lastEventId: string | undefined;
	return {
		get count() {
			return count;
		},
		get lastEventId() {
			return lastEventId;
		},
		async read(open, onOpen = () => undefined) {
			const stream = await open();
			if (stream.status !== 200 || !String(stream.headers['content-type']).startsWith('text/event-stream')) {
				throw answerError({...stream, text: await stream.text()}, server.endpoint);
			}

			count++;
			onOpen();
			const isOurs = server.isOurs();
			const isReplay = replay.attach();
			for await (const event of readEvents(stream, {isOurs, maxMessage: server.maxMessage})) {
				if ('gap' in event) {
					onGap(event.gap);
				} else if (isOurs || !isReplay(event.text)) {
					lastEventId = event.id ?? lastEventId;
					onMessage(event.response);
				}
			}
		},
	};
}
