import type {ActionResponse} from '../protocol/generated/ArthasService.js';
import {Ring} from './ring.js';

/**
Answers that arrive before anybody asked for them: a console's first output can overtake the answer
that names the console. They wait here for half a minute, few and small.
*/
export type Orphans = {
	keep(key: string, response: ActionResponse, size: number): void;
	/** Gives out and forgets what was kept for a key, oldest first. */
	take(key: string): ActionResponse[];
	sweep(): void;
	clear(): void;
};

const topicLimit = 256;
const perTopic = {entries: 64, bytes: 1 << 20};
const lifeMs = 30_000;

export function createOrphans(): Orphans {
	const kept = new Map<string, {ring: Ring<ActionResponse>; at: number}>();
	return {
		keep(key, response, size) {
			let found = kept.get(key);
			if (!found) {
				found = {ring: new Ring(perTopic), at: Date.now()};
				kept.set(key, found);
				const [oldest] = kept.keys();
				if (kept.size > topicLimit && oldest !== undefined) {
					kept.delete(oldest);
				}
			}

			found.ring.push(response, size);
		},
		take(key) {
			const found = kept.get(key);
			kept.delete(key);
			return found ? found.ring.after(0, perTopic.entries).map(({value}) => value) : [];
		},
		sweep() {
			const now = Date.now();
			for (const [key, {at}] of kept) {
				if (now - at > lifeMs) {
					kept.delete(key);
				}
			}
		},
		clear() {
			kept.clear();
		},
	};
}
