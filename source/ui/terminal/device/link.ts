import {writable, type Readable} from '../../../core/readable.js';
import type {Gate, Urgency} from '../clock.js';
import {createLateness, type Lateness} from './lateness.js';
import {createPace} from './pace.js';

/**
The way to the terminal, which may be long and narrow. Each frame ends with a question that the terminal answers when it
has seen the frame, so that we know what is still under way: streams wait, and keys wait only behind twice as much.
Nothing is queued here: a frame that must not be sent is not drawn, and the next one shows what is true then.
*/
export type Link = Gate & {
	/** About how many bytes the next frame may have. */
	budget(urgency: Urgency): number;
	/** Whether streams have to be shown less often, for the header. */
	readonly isSlow: Readable<boolean>;
	/** What to put behind a frame; nothing for a terminal that answers no questions. */
	question(): string;
	/** Bytes were handed to the stream, as a frame with its question, or without. */
	sent(bytes: number, isFrame: boolean): void;
	/** The stream got rid of bytes. */
	written(bytes: number): void;
	/** The terminal answered. */
	answered(): void;
	/** Bytes that the stream has not got rid of. */
	unwritten(): number;
	/** Resolves when nothing is under way any more, or after so many ms. */
	settled(patience: number): Promise<void>;
	close(): void;
};

/** A terminal that gave no answer for so long, in ms, is not waited for. */
const longestWait = 1000;

/** While more than this is under way no stream follows, until the first frame was seen to arrive; keys do. */
const firstStream = 4096;
const firstKey = 1 << 16;

/** What streams have under way may hold up a key for so long, in ms, and keys each other. */
const streamHold = 20;
const keyHold = 40;

/** A row should fit, and no frame is larger than the other. */
const leastBudget = 512;
const mostBudget = 1 << 20;

/** So many bytes in our own buffer hold back even what a key changed. */
const mostUnwritten = 8192;

type Frame = {bytes: number; sentAt: number};

/** @param lateness For tests. */
export function createLink(lateness: Lateness = createLateness()): Link {
	return new OwnLink(lateness);
}

class OwnLink implements Link {
	readonly isSlow = writable(false);
	readonly #lateness: Lateness;
	readonly #pace = createPace();
	readonly #listeners = new Set<() => void>();
	#frames: Frame[] = [];
	#unwritten = 0;
	/** How many answers came, and how many are still to come of those that are not waited for any more. */
	#came = 0;
	#missing = 0;
	#timer: NodeJS.Timeout | undefined;

	constructor(lateness: Lateness) {
		this.#lateness = lateness;
	}

	isOpen(urgency: Urgency): boolean {
		const isWritten = this.#unwritten < (urgency === 'key' ? mostUnwritten : 1);
		return isWritten && this.#underWay() < this.#limit(urgency);
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	budget(urgency: Urgency): number {
		const rate = this.#pace.rate();
		const most = rate === undefined ? mostBudget : rate * (urgency === 'key' ? keyHold : streamHold);
		const room = rate === undefined ? mostBudget : this.#limit(urgency) - this.#underWay();
		return Math.min(mostBudget, Math.max(leastBudget, Math.min(most, room)));
	}

	question(): string {
		return this.#isMute() ? '' : '\u{1B}[5n';
	}

	sent(bytes: number, isFrame: boolean): void {
		this.#unwritten += bytes;
		if (isFrame && !this.#isMute()) {
			this.#frames.push({bytes, sentAt: performance.now()});
			this.#lateness.look();
			this.#changed();
		}
	}

	written(bytes: number): void {
		this.#unwritten -= bytes;
		this.#changed();
	}

	unwritten(): number {
		return this.#unwritten;
	}

	answered(): void {
		this.#came++;
		if (this.#missing > 0) {
			this.#missing--;
			return;
		}

		const frame = this.#frames.shift();
		if (frame !== undefined) {
			this.#pace.measure({
				bytes: frame.bytes, sentAt: frame.sentAt, answeredAt: performance.now(), late: this.#lateness.usual(),
			});
			this.#changed();
		}
	}

	async settled(patience: number): Promise<void> {
		const isSettled = () => this.#frames.length === 0 && this.#unwritten === 0;
		if (isSettled()) {
			return;
		}

		await new Promise<void>(resolve => {
			const end = () => {
				clearTimeout(timer);
				unsubscribe();
				resolve();
			};

			const timer = setTimeout(end, patience);
			const unsubscribe = this.subscribe(() => {
				if (isSettled()) {
					end();
				}
			});
		});
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#lateness.close();
		this.#listeners.clear();
	}

	/** It may answer yet, and is asked again then. */
	#isMute(): boolean {
		return this.#came === 0 && this.#missing > 0;
	}

	#underWay(): number {
		return this.#frames.reduce((sum, {bytes}) => sum + bytes, 0);
	}

	/**
	More than this under way would hold up a key. Of a stream that is what passes in a moment, so that over a narrow link
	one piece waits for the answer to the one before it. Keys may fill the way there besides, which holds up nobody.
	*/
	#limit(urgency: Urgency): number {
		const rate = this.#pace.rate();
		if (rate === undefined) {
			return urgency === 'key' ? firstKey : firstStream;
		}

		return rate * (urgency === 'key' ? this.#pace.distance() + keyHold : streamHold);
	}

	#changed(): void {
		clearTimeout(this.#timer);
		const [oldest] = this.#frames;
		this.#timer = oldest === undefined
			? undefined
			: setTimeout(() => {
				this.#giveUp();
			}, Math.max(0, oldest.sentAt + longestWait - performance.now()));
		this.isSlow.set(this.#pace.isSlow());
		for (const listener of this.#listeners) {
			listener();
		}
	}

	/** Answers come in order, so that the next ones belong to what is given up here. */
	#giveUp(): void {
		const past = performance.now() - longestWait;
		const late = this.#frames.filter(({sentAt}) => sentAt <= past).length;
		this.#missing += late;
		this.#frames = this.#frames.slice(late);
		this.#changed();
	}
}
