import {isTerminal} from '../../protocol/channel-response.js';
import type {ActionResponse} from '../../protocol/generated/ArthasService.js';
import type {HttpStream} from '../http.js';
import type {Gap} from '../job-state.js';
import {answerError} from './answer-error.js';
import {readEvents, type AttachedEvent} from './attachment.js';
import type {ChannelServer} from './channel-server.js';
import {createReplayFilter} from './replay-filter.js';

/** The readers that a job has had, one after the other, or a second beside the first. */
export type Attachments = {
	readonly count: number;
	/** Where our own server is asked to go on. */
	readonly lastEventId: string | undefined;
	/** Reads one to its end; rejects when it can't be had or breaks. `onOpen` is called when it stands. */
	read(open: () => Promise<HttpStream>, onOpen?: () => void): Promise<void>;
	/** Takes what our own server gives by polls. */
	take(events: AsyncIterable<AttachedEvent>): Promise<void>;
};

export type AttachmentsOptions = {
	/** `word` is what our own server says beside the last message: why the job ended. */
	onMessage: (response: ActionResponse, word?: string) => void;
	onGap: (gap: Gap) => void;
	/** Our own server ended the job without a message of its agent. */
	onEnded: (word: string) => void;
};

export function createAttachments(server: ChannelServer, {onMessage, onGap, onEnded}: AttachmentsOptions): Attachments {
	const replay = createReplayFilter();
	let count = 0;
	let lastEventId: string | undefined;

	/** Gives out what comes, and the last message together with the word that follows it. */
	const takeAll = async (events: AsyncIterable<AttachedEvent>, isOurs: boolean) => {
		const isReplay = replay.attach();
		let last: ActionResponse | undefined;
		let word: string | undefined;
		try {
			for await (const event of events) {
				if ('gap' in event) {
					onGap(event.gap);
				} else if ('ended' in event) {
					word = event.ended;
				} else if (isOurs && isTerminal(event.response)) {
					last = event.response;
				} else if (isOurs || !isReplay(event.text)) {
					lastEventId = event.id ?? lastEventId;
					onMessage(event.response);
				}
			}
		} finally {
			if (last) {
				onMessage(last, word);
			} else if (word !== undefined) {
				onEnded(word);
			}
		}
	};

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
			await takeAll(readEvents(stream, {isOurs, maxMessage: server.maxMessage}), isOurs);
		},
		take: async events => takeAll(events, true),
	};
}
