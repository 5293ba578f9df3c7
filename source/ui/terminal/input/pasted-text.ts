import {Buffer} from 'node:buffer';
import type {PasteEvent} from './input-event.js';

const limit = 1 << 22;

export type PastedText = {add(text: string): void; event(): PasteEvent};

/** What is being pasted: all of it is counted, the first four Mi characters are kept. */
export function createPastedText(): PastedText {
	let kept = '';
	let bytes = 0;
	let isFull = false;
	return {
		add(text) {
			bytes += Buffer.byteLength(text);
			if (isFull) {
				return;
			}

			isFull = kept.length + text.length > limit;
			kept += isFull ? text.slice(0, limit - kept.length).replace(/[\u{D800}-\u{DBFF}]$/u, '') : text;
		},
		event: () => ({kind: 'paste', text: kept, bytes}),
	};
}
