import {Buffer} from 'node:buffer';
import {protocolError, type ArthasError} from '../error.js';
import {defaultMessageLimit} from './json.js';
import {readSseBlock, type SseEvent, type SseState} from './read-sse-block.js';

export type {SseEvent} from './read-sse-block.js';
export {encodeSse, sseComment} from './encode-sse.js';

export type SseReaderOptions = {
	/** Reads the frames of the Java channel server (3.5.6), whose lines after the first lack `data:`, as well as proper ones. */
	tolerant?: boolean | undefined;
	/** Bytes that may arrive without an event's end. */
	maxBytes?: number | undefined;
};

const lineFeed = 0x0A;
const carriageReturn = 0x0D;
const colon = 0x3A;
const byteOrderMark = Buffer.of(0xEF, 0xBB, 0xBF);

/**
Turns the bytes of a `text/event-stream` into events, however the bytes are split into chunks. It
holds the bytes of the unfinished event only and decodes each event once.
*/
export class SseReader {
	readonly #tolerant: boolean;
	readonly #maxBytes: number;
	readonly #state: SseState = {lastId: undefined};
	#held = Buffer.alloc(0);
	#heldLength = 0;
	#lineStart = 0;
	#isFirstLine = true;
	#comments = 0;
	#failure: ArthasError | undefined;

	constructor(options: SseReaderOptions = {}) {
		this.#tolerant = options.tolerant ?? false;
		this.#maxBytes = options.maxBytes ?? defaultMessageLimit;
	}

	/** Comment lines so far. They are no events, but a sign of life. */
	get comments(): number {
		return this.#comments;
	}

	/** Bytes of memory set aside for an event that has not ended; never more than the limit. */
	get buffered(): number {
		return this.#held.length;
	}

	/**
	The events that end in `chunk`. The chunk is not kept.

	@throws ArthasError ERR_PROTOCOL_TOO_LARGE, after the events before the large one were returned.
	*/
	push(chunk: Uint8Array): SseEvent[] {
		this.#throwIfFailed();
		const events: SseEvent[] = [];
		const scanned = this.#heldLength;
		const bytes = this.#append(chunk);
		const start = this.#scan(bytes, scanned, events);
		this.#keep(bytes, start);
		if (events.length === 0) {
			this.#throwIfFailed();
		}

		return events;
	}

	/**
	Call it when the stream has ended. A strict reader drops an event without its blank line; a tolerant
	one gives it when its JSON is whole, because a terminal message is worth more than the rule.
	*/
	end(): SseEvent[] {
		this.#throwIfFailed();
		const block = this.#held.toString('utf8', 0, this.#heldLength);
		this.#heldLength = 0;
		const event = this.#tolerant ? readSseBlock(block, this.#state, true) : undefined;
		return event && isWholeJson(event.data) ? [event] : [];
	}

	/** Finds line ends from `at` on; returns where the unfinished event starts. */
	#scan(bytes: Buffer, at: number, events: SseEvent[]): number {
		let start = 0;
		for (; at < bytes.length; at++) {
			const byte = bytes[at];
			if (byte !== lineFeed && byte !== carriageReturn) {
				continue;
			}

			if (byte === lineFeed && at > 0 && bytes[at - 1] === carriageReturn) {
				// The second half of CRLF. Behind an event that is no longer held it counts as a blank line, which does nothing.
				start = this.#lineStart === start ? at + 1 : start;
				this.#lineStart = at + 1;
			} else {
				start = this.#endLine(bytes, start, at, events);
			}
		}

		this.#checkLength(bytes.length - start);
		return start;
	}

	/** Handles the line that ends before `end`; returns where the unfinished event starts now. */
	#endLine(bytes: Buffer, start: number, end: number, events: SseEvent[]): number {
		this.#checkLength(end - start);
		if (this.#isFirstLine) {
			this.#isFirstLine = false;
			if (bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark)) {
				start = byteOrderMark.length;
				this.#lineStart = start;
			}
		}

		const line = this.#lineStart;
		this.#lineStart = end + 1;
		if (bytes[line] === colon) {
			this.#comments++;
			// A comment between two events belongs to none and is not held.
			return line === start ? end + 1 : start;
		}

		if (line < end) {
			return start;
		}

		const event = this.#failure ? undefined : readSseBlock(bytes.toString('utf8', start, line), this.#state, this.#tolerant);
		if (event) {
			events.push(event);
		}

		return end + 1;
	}

	#throwIfFailed(): void {
		if (this.#failure) {
			throw this.#failure;
		}
	}

	#checkLength(length: number): void {
		if (length > this.#maxBytes) {
			this.#failure ??= protocolError(`an event is larger than the limit of ${this.#maxBytes} bytes`, {code: 'ERR_PROTOCOL_TOO_LARGE'});
		}
	}

	/** What is held and the chunk as one piece; without anything held it is the chunk itself. */
	#append(chunk: Uint8Array): Buffer {
		if (this.#heldLength === 0) {
			return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
		}

		const length = this.#heldLength + chunk.length;
		if (length > this.#held.length) {
			const larger = Buffer.allocUnsafe(Math.max(length, Math.min(this.#held.length * 2, this.#maxBytes)));
			this.#held.copy(larger, 0, 0, this.#heldLength);
			this.#held = larger;
		}

		this.#held.set(chunk, this.#heldLength);
		return this.#held.subarray(0, length);
	}

	#keep(bytes: Buffer, start: number): void {
		const rest = bytes.subarray(this.#failure ? bytes.length : start);
		this.#heldLength = rest.length;
		this.#lineStart -= start;
		// Room that a large event needed is given back when it is over.
		const isTooRoomy = this.#held.length > Math.min(this.#maxBytes, (rest.length * 4) + 65_536);
		if (isTooRoomy || rest.length > this.#held.length) {
			this.#held = Buffer.from(rest);
		} else {
			this.#held.set(rest);
		}
	}
}

function isWholeJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
