import type {InputEvent} from './input/input-event.js';
import {createPasteGuard} from './input/paste-guard.js';
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
	const utf8 = new TextDecoder('utf8', {ignoreBOM: true});
	const guard = createPasteGuard();
	let text = '';

	/** Reads one piece from `at`; gives where the next begins, or nothing where more must come. */
	const readOne = (at: number, events: InputEvent[]): number | undefined => {
		if (guard.isOpen()) {
			const next = guard.read(text, at);
			return next === at ? undefined : next;
		}

		const token = readToken(text, at);
		if (token === undefined) {
			return undefined;
		}

		const next = at + token.length;
		for (const event of guard.take(token, text.slice(at, next))) {
			events.push(event);
		}

		return next;
	};

	return {
		push(chunk) {
			text += utf8.decode(chunk, {stream: true});
			const events: InputEvent[] = [];
			let at = 0;
			while (at < text.length) {
				const next = readOne(at, events);
				if (next === undefined) {
					break;
				}

				at = next;
			}

			text = text.slice(at);
			return events;
		},
		flush(silence = 50) {
			const isLong = silence >= 10_000;
			if (guard.isOpen() && !isLong) {
				return [];
			}

			const keys = guard.isOpen() ? guard.giveUp(text) : keysAtRest(text);
			text = keys === undefined && !isLong ? text : '';
			return [...guard.release(), ...keys ?? []];
		},
		isWaiting: () => text !== '' || guard.isWaiting(),
	};
}
