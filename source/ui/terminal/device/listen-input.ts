import {Buffer} from 'node:buffer';
import {createInputDecoder, type InputEvent} from '../decode-input.js';
import type {Input} from './streams.js';

/** After so much silence, in ms, Escape is the key, and after so much more a sequence that has no end is given up. */
const silence = 50;
const longSilence = 10_000;

/** Reads a terminal; the function that comes back stops it. */
export function listenInput(stdin: Input, onEvent: (event: InputEvent) => void): () => void {
	const decoder = createInputDecoder();
	let timer: NodeJS.Timeout | undefined;

	const wait = (ms: number) => {
		clearTimeout(timer);
		timer = decoder.isWaiting() ? setTimeout(flush, ms, ms) : undefined;
	};

	const tell = (events: InputEvent[]) => {
		for (const event of events) {
			onEvent(event);
		}
	};

	const flush = (ms: number) => {
		const events = decoder.flush(ms);
		wait(longSilence);
		tell(events);
	};

	const take = (chunk: Uint8Array | string) => {
		const events = decoder.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
		// Answers come all the time while a stream is painted: they don't break the silence of the hand.
		if (timer === undefined || !decoder.isWaiting() || events.length === 0 || events.some(({kind}) => kind !== 'reply')) {
			wait(silence);
		}

		tell(events);
	};

	stdin.on('data', take);
	return () => {
		clearTimeout(timer);
		stdin.off('data', take);
	};
}
