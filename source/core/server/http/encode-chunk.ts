import {Buffer} from 'node:buffer';
import {printActionResponse} from '../../protocol/channel-response.js';
import {encodeSse} from '../../protocol/sse.js';
import {wallTime} from '../clock.js';
import type {Batch, Gap} from '../store.js';

/** How a reader wants its events. */
export type EventStyle = {
	/** Before each id; undefined for readers that know no more than `data:`. */
	boot: string | undefined;
	/** `event: gap`, which the Java server doesn't have. */
	extended: boolean;
};

export type Chunk = {bytes: Uint8Array; last: number; hasUnknownGap: boolean};

/** Text of about so many characters goes out in one piece. */
const chunkSize = 64 << 10;

type Made = Chunk & {first: number; style: string};

/** The newest chunk of each topic: readers that are level with each other get the same bytes, made once. */
const made = new WeakMap<object, Made>();

/** The first entries of a batch as events, as many as make a chunk. */
export function encodeChunk(topic: object, entries: Batch['entries'], {boot, extended}: EventStyle): Chunk {
	const first = entries[0]?.seq ?? 0;
	const style = `${boot ?? ''} ${extended}`;
	const known = made.get(topic);
	if (known?.first === first && known.style === style) {
		return known;
	}

	let text = '';
	let last = first;
	let hasUnknownGap = false;
	for (const {seq, value} of entries) {
		const id = boot === undefined ? {} : {id: `${boot}-${seq}`};
		if ('status' in value) {
			text += encodeSse({...id, data: printActionResponse(value)});
		} else {
			hasUnknownGap ||= value.gap.count === null;
			text += extended ? gapEvent(value.gap, id.id) : '';
		}

		last = seq;
		if (text.length >= chunkSize) {
			break;
		}
	}

	const chunk = {
		bytes: Buffer.from(text), first, last, hasUnknownGap, style,
	};
	made.set(topic, chunk);
	return chunk;
}

type ToldGap = Omit<Gap, 'reason'> & {reason: string; from?: number; to?: number};

export function gapEvent({since, until, ...gap}: ToldGap, id?: string): string {
	const times = {...(since !== undefined && {since: wallTime(since)}), ...(until !== undefined && {until: wallTime(until)})};
	return encodeSse({event: 'gap', data: JSON.stringify({gap: {...gap, ...times}}), ...(id !== undefined && {id})});
}
