import type {InputEvent} from './input-event.js';
import {createPastedText, type PastedText} from './pasted-text.js';
import type {Token} from './token.js';

/**
Keeps pasted text from being taken for keys. An end of paste may stand inside what is pasted, so that the rest acts as
if it was typed. So a paste whose end was seen is held until the terminal is silent: another end shows that all of it was
pasted. Answers of the terminal are never held.
*/
export class PasteGuard {
	#open: PastedText | undefined;
	#held: Held | undefined;

	/** Whether text belongs to a paste whose end was not seen. */
	isOpen(): boolean {
		return this.#open !== undefined;
	}

	isWaiting(): boolean {
		return this.#open !== undefined || this.#held !== undefined;
	}

	/** Takes pasted text from `from` up to its end, or up to what may be the beginning of its end; gives where it stopped. */
	read(text: string, from: number): number {
		const end = text.indexOf(pasteEnd, from);
		const stop = end === -1 ? text.length - endingLength(text, from) : end;
		this.#open?.add(text.slice(from, stop));
		if (end === -1 || this.#open === undefined) {
			return stop;
		}

		this.#held = {pasted: this.#open, since: '', events: []};
		this.#open = undefined;
		return end + pasteEnd.length;
	}

	/** A token outside of a paste, and the text that it was; gives the events that may be told now. */
	take(token: Token, raw: string): InputEvent[] {
		if (token.paste === 'start') {
			return this.#begin();
		}

		const events = token.event === undefined ? [] : [token.event];
		const held = this.#held;
		if (held === undefined || token.event?.kind === 'reply') {
			return events;
		}

		if (token.paste === 'end') {
			held.pasted.add(held.since);
			this.#held = {pasted: held.pasted, since: '', events: []};
			return [];
		}

		held.since += raw;
		held.events.push(...events);
		return held.since.length > longestDoubt ? this.release() : [];
	}

	/** No hand presses a key between two pastes without a moment of silence: that is one paste which holds an end and a beginning. */
	#begin(): InputEvent[] {
		const held = this.#held;
		if (held === undefined || held.since === '') {
			const events = this.release();
			this.#open = createPastedText();
			return events;
		}

		held.pasted.add(held.since);
		this.#open = held.pasted;
		this.#held = undefined;
		return [];
	}

	/** The paste that was held, and what came after it. */
	release(): InputEvent[] {
		const events = this.#held === undefined ? [] : [this.#held.pasted.event(), ...this.#held.events];
		this.#held = undefined;
		return events;
	}

	/** The paste whose end never came. */
	giveUp(rest: string): InputEvent[] {
		this.#open?.add(rest);
		const events = this.#open === undefined ? [] : [this.#open.event()];
		this.#open = undefined;
		return events;
	}
}

type Held = {pasted: PastedText; since: string; events: InputEvent[]};

const pasteEnd = '\u{1B}[201~';

/** After so much more it was no paste with an end in its middle. */
const longestDoubt = 1 << 16;

/** Characters at the end of the text that may be the beginning of the end of a paste. */
function endingLength(text: string, from: number): number {
	for (let length = Math.min(pasteEnd.length - 1, text.length - from); length > 0; length--) {
		if (text.endsWith(pasteEnd.slice(0, length))) {
			return length;
		}
	}

	return 0;
}
