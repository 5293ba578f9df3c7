import type {ServerResponse} from 'node:http';
import {encodeSse, sseComment} from '../../protocol/sse.js';
import type {Batch, Store, Topic} from '../store.js';
import {encodeChunk, gapEvent, type EventStyle} from './encode-chunk.js';
import {ownHeaders} from './reply.js';

const commentMs = 15_000;
/** A reader that takes no byte for so long is cut; what it missed waits for its return. */
const stalledMs = 60_000;
const eventsPerRead = 500;
/** Bytes that a reader may have unsent before its cursor waits. */
const unsentBytes = 1 << 20;

export type TopicStreamOptions = EventStyle & {
	store: Store;
	topic: Topic;
	/** Sequence number that the reader saw last. */
	cursor: number;
	/** Said first when the reader comes from before this server's start: nobody knows what it missed. */
	hasUnknownGap: boolean;
	/** Life time of this answer, ms; 0 is without end. */
	timeoutMs: number;
	/** What ends it when the server closes. */
	streams: Set<() => Promise<void>>;
};

/**
Sends a topic to one reader as server-sent events until the topic ends. The reader is a cursor: when
it does not read, the cursor stays and nobody else notices; when the ring overtakes it, the number
of dropped events is known and told.
*/
export class TopicStream {
	readonly #response: ServerResponse;
	readonly #options: TopicStreamOptions;
	readonly #ends: Array<() => void> = [];
	#cursor: number;
	#lost: number | null = 0;
	#isScheduled = false;
	#isWanted = false;
	#isClosing = false;
	#running: Promise<boolean> | undefined;
	#taken = 0;
	#written = 0;
	#takenAt = performance.now();

	constructor(response: ServerResponse, options: TopicStreamOptions) {
		this.#response = response;
		this.#options = options;
		this.#cursor = options.cursor;
	}

	start(): void {
		const response = this.#response;
		response.writeHead(200, {...ownHeaders(), 'content-type': 'text/event-stream', 'x-accel-buffering': 'no'});
		response.flushHeaders();
		response.socket?.setNoDelay(true);
		if (this.#options.hasUnknownGap) {
			this.#tellUnknownGap();
		}

		this.#listen();
		this.#schedule();
	}

	#listen(): void {
		const {store, topic, timeoutMs, streams} = this.#options;
		const close = async () => this.#close();

		streams.add(close);
		this.#ends.push(() => {
			streams.delete(close);
		}, store.responses.subscribe(topic.agentId, topic.requestId, () => {
			this.#schedule();
		}));
		const ticker = setInterval(() => {
			this.#tick();
		}, commentMs);
		const life = timeoutMs > 0
			? setTimeout(() => {
				this.#finish(undefined);
			}, timeoutMs)
			: undefined;
		this.#ends.push(() => {
			clearInterval(ticker);
			clearTimeout(life);
		});
		this.#response.on('drain', () => {
			this.#schedule();
		});
		this.#response.once('close', () => {
			this.#finish(undefined);
		});
	}

	/** All that arrives in one turn of the loop goes out together, and what arrives meanwhile in the next. */
	#schedule(): void {
		this.#isWanted = true;
		if (this.#isScheduled || this.#isClosing) {
			return;
		}

		this.#isScheduled = true;
		setImmediate(async () => {
			this.#isWanted = false;
			this.#running = this.#flush();
			const hasMore = await this.#running;
			this.#isScheduled = false;
			if (hasMore || this.#isWanted) {
				this.#schedule();
			}
		});
	}

	/** Sends what comes next; true when there is more at once. */
	async #flush(): Promise<boolean> {
		return !this.#isOver() && this.#response.writableLength <= unsentBytes && this.#read();
	}

	async #read(): Promise<boolean> {
		const {responses} = this.#options.store;
		const {agentId, requestId} = this.#options.topic;
		const batch = await responses.read(agentId, requestId, this.#cursor, eventsPerRead);
		if (this.#isOver()) {
			return false;
		}

		if (!batch) {
			this.#finish('gone');
			return false;
		}

		const hasMore = this.#send(batch);
		if (!hasMore && batch.ended) {
			const topic = await responses.get(agentId, requestId);
			this.#finish(topic?.outcome ?? 'done');
		}

		return hasMore;
	}

	/** Gives out what is there, as far as the reader takes it, and says that the server goes. */
	async #close(): Promise<void> {
		this.#isClosing = true;
		await this.#running;
		while (await this.#flush()) {
			// Once more.
		}

		this.#finish('closed');
	}

	/** True when there is more to read at once. */
	#send(batch: Batch): boolean {
		const {topic, boot, extended} = this.#options;
		if (this.#cursor > batch.last) {
			// An id of another request, or of a server that counted otherwise.
			this.#cursor = 0;
			this.#tellUnknownGap();
			return true;
		}

		if (batch.dropped > 0) {
			this.#tellDropped(batch.dropped);
		}

		if (batch.entries.length === 0) {
			return false;
		}

		const {bytes, last, hasUnknownGap} = encodeChunk(topic, batch.entries, {boot, extended});
		this.#cursor = last;
		this.#lost = hasUnknownGap ? null : this.#lost;
		this.#write(bytes);
		return last < batch.last;
	}

	#tellDropped(count: number): void {
		if (this.#options.extended) {
			this.#write(gapEvent({
				from: this.#cursor + 1, to: this.#cursor + count, count, reason: 'server-ring',
			}));
		}

		this.#cursor += count;
		this.#lost = this.#lost === null ? null : this.#lost + count;
	}

	#tellUnknownGap(): void {
		this.#lost = null;
		if (this.#options.extended) {
			this.#write(gapEvent({count: null, reason: 'server-restart'}));
		}
	}

	#write(data: string | Uint8Array): void {
		this.#written += data.length;
		this.#response.write(data);
	}

	#tick(): void {
		const {writableLength} = this.#response;
		const taken = this.#written - writableLength;
		if (taken > this.#taken || writableLength === 0) {
			this.#taken = taken;
			this.#takenAt = performance.now();
		}

		if (performance.now() - this.#takenAt >= stalledMs) {
			this.#response.destroy();
		} else if (writableLength === 0 && this.#options.boot !== undefined) {
			this.#write(sseComment());
		}
	}

	#isOver(): boolean {
		return this.#response.writableEnded || this.#response.destroyed;
	}

	/** `state` is why it ends; undefined when only this answer does, and its topic goes on. */
	#finish(state: string | undefined): void {
		for (const end of this.#ends.splice(0)) {
			end();
		}

		if (!this.#isOver()) {
			const word = state !== undefined && this.#options.extended;
			this.#response.end(word ? encodeSse({event: 'end', data: JSON.stringify({state, lost: this.#lost})}) : undefined);
		}
	}
}
