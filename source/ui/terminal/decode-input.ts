import type {InputEvent} from './input/input-event.js';
import {PasteGuard} from './input/paste-guard.js';
import {keysAtRest, readToken} from './input/read-token.js';

export type {
	InputEvent, KeyEvent, MouseEvent, PasteEvent,
} from './input/input-event.js';

export type InputDecoder = {
	/** Bytes as they came, cut anywhere; gives what they complete. */
	push(chunk: Uint8Array): InputEvent[];
	/**
	What an unfinished sequence means when nothing came for so many milliseconds. After 50, which is the least, Escape is
	the key, and a paste is over whose end was seen. After 10,000 a sequence or a paste without an end is given up.
	*/
	flush(silence?: number): InputEvent[];
	/** Whether there is something that `flush` would have to decide. */
	isWaiting(): boolean;
};

/** Bytes of a terminal as events; the same events wherever the bytes are cut. It owns no timer: whoever reads calls `flush`. */
export function createInputDecoder(): InputDecoder {
	return new Decoder();
}

class Decoder implements InputDecoder {
	readonly #utf8 = new TextDecoder('utf8', {ignoreBOM: true});
	readonly #guard = new PasteGuard();
	/** What can't be read before more comes. */
	#text = '';

	push(chunk: Uint8Array): InputEvent[] {
		this.#text += this.#utf8.decode(chunk, {stream: true});
		const events: InputEvent[] = [];
		let at = 0;
		while (at < this.#text.length) {
			const next = this.#readOne(at, events);
			if (next === undefined) {
				break;
			}

			at = next;
		}

		this.#text = this.#text.slice(at);
		return events;
	}

	flush(silence = 50): InputEvent[] {
		const isLong = silence >= 10_000;
		if (this.#guard.isOpen() && !isLong) {
			return [];
		}

		const events = this.#guard.isOpen() ? this.#guard.giveUp(this.#text) : keysAtRest(this.#text);
		this.#text = events === undefined && !isLong ? this.#text : '';
		return [...this.#guard.release(), ...events ?? []];
	}

	isWaiting(): boolean {
		return this.#text !== '' || this.#guard.isWaiting();
	}

	/** Reads one piece from `at`; gives where the next begins, or nothing where more must come. */
	#readOne(at: number, events: InputEvent[]): number | undefined {
		if (this.#guard.isOpen()) {
			const next = this.#guard.read(this.#text, at);
			return next === at ? undefined : next;
		}

		const token = readToken(this.#text, at);
		if (token === undefined) {
			return undefined;
		}

		const next = at + token.length;
		for (const event of this.#guard.take(token, this.#text.slice(at, next))) {
			events.push(event);
		}

		return next;
	}
}
