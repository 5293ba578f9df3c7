import {Buffer} from 'node:buffer';
import type {ServerResponse} from 'node:http';
import {printActionResponse} from '../../protocol/channel-response.js';
import {encodeSse, sseComment} from '../../protocol/sse.js';
import type {Store, TopicEntry} from '../store.js';
import {ownHeaders} from './reply.js';

const commentMs = 15_000;
const stalledMs = 60_000;
const eventsPerWrite = 1000;
/** Bytes a reader may have unsent before its cursor waits. */
const unsentBytes = 1 << 20;

export type StreamOptions = {
	store: Store;
	boot: string;
	agentId: string;
	requestId: string;
	/** Sequence number that the reader saw last. */
	cursor: number;
	/** Said first when the reader comes from before this server's start: nobody knows what it missed. */
	unknownGap: boolean;
	/** `event: gap` and `event: end`, which the Java server doesn't have. */
	extended: boolean;
	/** Life time of this response, ms; 0 is without end. */
	timeoutMs: number;
};

/**
Sends a topic to one reader as server-sent events until the topic ends. The reader is a cursor: when
it does not read, the cursor stays and nobody else notices; when the ring overtakes it, the number
of dropped events is known and told.
*/
export function streamTopic(response: ServerResponse, options: StreamOptions): void {
	const {store, agentId, requestId, boot, extended} = options;
	let {cursor} = options;
	let isFlushing = false;
	let isScheduled = false;
	let lastTakenAt = Date.now();

	response.writeHead(200, {...ownHeaders(), 'content-type': 'text/event-stream;charset=utf-8', 'x-accel-buffering': 'no'});
	response.flushHeaders();
	response.socket?.setNoDelay(true);
	if (options.unknownGap && extended) {
		response.write(gapEvent({count: null, reason: 'server-restart'}));
	}

	const flush = async () => {
		isScheduled = false;
		if (isFlushing || response.destroyed || response.writableEnded || response.writableLength > unsentBytes) {
			return;
		}

		isFlushing = true;
		const batch = await store.responses.read(agentId, requestId, cursor, eventsPerWrite);
		isFlushing = false;
		if (!batch) {
			finish('gone');
			return;
		}

		if (batch.dropped > 0) {
			if (extended) {
				response.write(gapEvent({
					from: cursor + 1, to: cursor + batch.dropped, count: batch.dropped, reason: 'server-ring',
				}));
			}

			cursor += batch.dropped;
		}

		const [first] = batch.entries;
		const last = batch.entries.at(-1);
		if (first && last) {
			cursor = last.seq;
			if (response.write(chunkOf(batch.entries, {boot, extended}))) {
				lastTakenAt = Date.now();
			}
		}

		if (batch.ended) {
			finish('done');
		} else if (batch.entries.length === eventsPerWrite) {
			schedule();
		}
	};

	const schedule = () => {
		if (!isScheduled) {
			isScheduled = true;
			setImmediate(() => {
				void flush();
			});
		}
	};

	const finish = (state: 'done' | 'gone' | 'timeout') => {
		clearInterval(ticker);
		clearTimeout(life);
		unsubscribe();
		if (!response.writableEnded && !response.destroyed) {
			response.end(extended && state !== 'timeout' ? encodeSse({event: 'end', data: JSON.stringify({state})}) : undefined);
		}
	};

	const unsubscribe = store.responses.subscribe(agentId, requestId, schedule);
	const ticker = setInterval(() => {
		if (response.writableLength > 0 && Date.now() - lastTakenAt > stalledMs) {
			response.destroy();
		} else if (response.writableLength === 0) {
			lastTakenAt = Date.now();
			response.write(sseComment());
		}
	}, commentMs);
	const life = options.timeoutMs > 0
		? setTimeout(() => {
			finish('timeout');
		}, options.timeoutMs)
		: undefined;

	response.on('drain', () => {
		lastTakenAt = Date.now();
		schedule();
	});
	response.on('close', () => {
		finish('gone');
	});
	schedule();
}

/** Readers that are level with each other get the same bytes, made once. */
const chunks = new WeakMap<TopicEntry, {last: number; extended: boolean; bytes: Uint8Array}>();

function chunkOf(entries: ReadonlyArray<{seq: number; value: TopicEntry}>, {boot, extended}: {boot: string; extended: boolean}): Uint8Array {
	const first = entries[0]!.value;
	const last = entries.at(-1)!.seq;
	const made = chunks.get(first);
	if (made?.last === last && made.extended === extended) {
		return made.bytes;
	}

	let text = '';
	for (const {seq, value} of entries) {
		if ('response' in value) {
			text += encodeSse({id: `${boot}-${seq}`, data: printActionResponse(value.response)});
		} else if (extended) {
			text += gapEvent({...value.gap}, `${boot}-${seq}`);
		}
	}

	const bytes = Buffer.from(text);
	chunks.set(first, {last, extended, bytes});
	return bytes;
}

function gapEvent(gap: Record<string, unknown>, id?: string): string {
	return encodeSse({event: 'gap', data: JSON.stringify({gap}), ...(id === undefined ? {} : {id})});
}
