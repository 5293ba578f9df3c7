import type {ActionResponse} from '../../protocol/generated/ArthasService.js';
import {steadyNow} from '../clock.js';
import {Ring} from './ring.js';

/**
Answers that nobody here asked for, kept for half a minute: agents go on under their old request ids
after this server was restarted, and the first output of a console can overtake the answer that
names it. They are few and small, so that an agent which sends nonsense costs nothing.
*/
export type Orphans = {
	keep(key: string, response: ActionResponse, size: number): void;
	has(key: string): boolean;
	/** Gives out and forgets what was kept for a key, oldest first. */
	take(key: string): ActionResponse[];
	sweep(): void;
	clear(): void;
};

const topicLimit = 1000;
const totalBytes = 8 << 20;
const perTopic = {entries: 64, bytes: 1 << 20};
const lifeMs = 30_000;

export function createOrphans(): Orphans {
	/** The one that was heard of last stands last. */
	const kept = new Map<string, {ring: Ring<ActionResponse>; at: number}>();
	let bytes = 0;
	const drop = (key: string) => {
		bytes -= kept.get(key)?.ring.bytes ?? 0;
		kept.delete(key);
	};

	return {
		keep(key, response, size) {
			const ring = kept.get(key)?.ring ?? new Ring<ActionResponse>(perTopic);
			drop(key);
			ring.push(response, size);
			kept.set(key, {ring, at: steadyNow()});
			bytes += ring.bytes;
			for (const oldest of kept.keys()) {
				if (kept.size <= topicLimit && bytes <= totalBytes) {
					break;
				}

				drop(oldest);
			}
		},
		has: key => kept.has(key),
		take(key) {
			const ring = kept.get(key)?.ring;
			drop(key);
			return ring ? ring.after(0, perTopic.entries).map(({value}) => value) : [];
		},
		sweep() {
			const now = steadyNow();
			for (const [key, {at}] of kept) {
				if (now - at <= lifeMs) {
					break;
				}

				drop(key);
			}
		},
		clear() {
			kept.clear();
			bytes = 0;
		},
	};
}
