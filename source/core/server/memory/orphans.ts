import {steadyNow} from '../clock.js';
import type {ActionResponse} from '../../protocol/generated/ArthasService.js';
import {Ring} from './ring.js';

const topicLimit = 1000;
const totalBytes = 8 << 20;
const perTopic = {entries: 64, bytes: 1 << 20};
const lifeMs = 30_000;

/**
Answers that nobody here asked for, kept for half a minute: agents go on under their old request ids
after this server was restarted, and the first output of a console can overtake the answer that
names it. They are few and small, so that an agent which sends nonsense costs nothing.
*/
export class Orphans {
	/** The one that was heard of last stands last. */
	readonly #kept = new Map<string, {ring: Ring<ActionResponse>; at: number}>();
	#bytes = 0;

	keep(key: string, response: ActionResponse, size: number): void {
		const ring = this.#kept.get(key)?.ring ?? new Ring<ActionResponse>(perTopic);
		this.#drop(key);
		ring.push(response, size);
		this.#kept.set(key, {ring, at: steadyNow()});
		this.#bytes += ring.bytes;
		for (const oldest of this.#kept.keys()) {
			if (this.#kept.size <= topicLimit && this.#bytes <= totalBytes) {
				break;
			}

			this.#drop(oldest);
		}
	}

	has(key: string): boolean {
		return this.#kept.has(key);
	}

	/** Gives out and forgets what was kept for a key, oldest first. */
	take(key: string): ActionResponse[] {
		const ring = this.#kept.get(key)?.ring;
		this.#drop(key);
		return ring ? ring.after(0, perTopic.entries).map(({value}) => value) : [];
	}

	sweep(): void {
		const now = steadyNow();
		for (const [key, {at}] of this.#kept) {
			if (now - at <= lifeMs) {
				break;
			}

			this.#drop(key);
		}
	}

	clear(): void {
		this.#kept.clear();
		this.#bytes = 0;
	}

	#drop(key: string): void {
		this.#bytes -= this.#kept.get(key)?.ring.bytes ?? 0;
		this.#kept.delete(key);
	}
}
