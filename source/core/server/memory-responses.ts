import {ResponseStatus, type ActionResponse} from '../protocol/generated/ArthasService.js';
import {createOrphans} from './orphans.js';
import {Ring} from './ring.js';
import type {ResponseStore, Topic, TopicEntry} from './store.js';

export type ResponseLimits = {
	/** Entries and bytes of one topic. */
	entries: number;
	bytes: number;
	/** Bytes of all topics together. */
	totalBytes: number;
	/** How long an ended topic stays readable, ms. */
	keepMs: number;
};

const defaultLimits: ResponseLimits = {
	entries: 20_000, bytes: 16 << 20, totalBytes: 512 << 20, keepMs: 600_000,
};

type Kept = {topic: Topic; ring: Ring<TopicEntry>; wakes: Set<() => void>};

const keyOf = (agentId: string, requestId: string) => `${requestId}\n${agentId}`;

export function memoryResponses(given: Partial<ResponseLimits>): ResponseStore & {close(): void} {
	const limits = {...defaultLimits, ...given};
	const kept = new Map<string, Kept>();
	const orphans = createOrphans();
	const running = new Map<string, number>();
	let totalBytes = 0;

	const count = (agentId: string, change: 1 | -1) => {
		const next = (running.get(agentId) ?? 0) + change;
		if (next > 0) {
			running.set(agentId, next);
		} else {
			running.delete(agentId);
		}
	};

	const push = (key: string, entry: Kept, value: TopicEntry, size: number) => {
		const before = entry.ring.bytes;
		entry.ring.push(value, size);
		totalBytes += entry.ring.bytes - before;
		if (totalBytes > limits.totalBytes) {
			shrink(key);
		}

		for (const wake of entry.wakes) {
			wake();
		}
	};

	/** Over the common limit an ended topic gives way first, then the largest one. */
	const shrink = (keep: string) => {
		for (const [key, entry] of kept) {
			if (totalBytes <= limits.totalBytes) {
				return;
			}

			if (entry.topic.endedAt > 0 && key !== keep) {
				drop(key, entry);
			}
		}

		let largest: Kept | undefined;
		for (const entry of kept.values()) {
			if (!largest || entry.ring.bytes > largest.ring.bytes) {
				largest = entry;
			}
		}

		while (totalBytes > limits.totalBytes) {
			const gone = largest?.ring.shift();
			if (!gone) {
				return;
			}

			totalBytes -= gone.size;
		}
	};

	const drop = (key: string, entry: Kept) => {
		finish(entry.topic);
		kept.delete(key);
		totalBytes -= entry.ring.bytes;
		entry.ring.clear();
		for (const wake of entry.wakes) {
			wake();
		}
	};

	const finish = (topic: Topic) => {
		if (topic.endedAt === 0) {
			topic.endedAt = Date.now();
			count(topic.agentId, -1);
		}
	};

	const end = (entry: Kept) => {
		finish(entry.topic);
		for (const wake of entry.wakes) {
			wake();
		}
	};

	const sweeper = setInterval(() => {
		const now = Date.now();
		for (const [key, entry] of kept) {
			if (entry.topic.endedAt > 0 && now - Math.max(entry.topic.endedAt, entry.topic.readAt) > limits.keepMs && entry.wakes.size === 0) {
				drop(key, entry);
			}
		}

		orphans.sweep();
	}, 5000).unref();

	const append = (response: ActionResponse) => {
		const key = keyOf(response.agentId, response.requestId);
		const entry = kept.get(key);
		if (!entry) {
			orphans.keep(key, response, sizeOf(response));
			return;
		}

		// The first status other than CONTINUOUS is the end; stock agents send one more message after it.
		if (entry.topic.endedAt > 0) {
			return;
		}

		entry.topic.sessionId ||= response.sessionId;
		if (response.status !== ResponseStatus.CONTINUOUS) {
			finish(entry.topic);
		}

		push(key, entry, {response, at: Date.now()}, sizeOf(response));
	};

	return {
		open(wanted) {
			const key = keyOf(wanted.agentId, wanted.requestId);
			const now = Date.now();
			const topic: Topic = {
				...wanted, createdAt: now, endedAt: 0, readers: 0, readAt: now, pulled: 0,
			};
			kept.set(key, {topic, ring: new Ring(limits), wakes: new Set()});
			count(topic.agentId, 1);
			for (const response of orphans.take(key)) {
				append(response);
			}

			return topic;
		},
		get: (agentId, requestId) => kept.get(keyOf(agentId, requestId))?.topic,
		list: () => [...kept.values()].map(({topic}) => topic),
		running: agentId => running.get(agentId) ?? 0,
		append,
		appendGap(agentId, gap) {
			for (const [key, entry] of kept) {
				if (entry.topic.agentId === agentId && entry.topic.endedAt === 0) {
					push(key, entry, {gap, at: Date.now()}, 64);
				}
			}
		},
		end(agentId, requestId) {
			const entry = kept.get(keyOf(agentId, requestId));
			if (entry) {
				end(entry);
			}
		},
		read(agentId, requestId, cursor, max) {
			const entry = kept.get(keyOf(agentId, requestId));
			if (!entry) {
				return undefined;
			}

			const {ring, topic} = entry;
			topic.readAt = Date.now();
			const entries = ring.after(cursor, max);
			const seen = entries.at(-1)?.seq ?? Math.max(cursor, ring.first - 1);
			return {entries, dropped: Math.max(0, ring.first - 1 - cursor), ended: topic.endedAt > 0 && seen >= ring.last};
		},
		subscribe(agentId, requestId, wake) {
			const entry = kept.get(keyOf(agentId, requestId));
			if (!entry) {
				return () => undefined;
			}

			entry.wakes.add(wake);
			entry.topic.readers++;
			return () => {
				if (entry.wakes.delete(wake)) {
					entry.topic.readers--;
					entry.topic.readAt = Date.now();
				}
			};
		},
		remove(agentId, requestId) {
			const key = keyOf(agentId, requestId);
			const entry = kept.get(key);
			if (entry) {
				drop(key, entry);
			}
		},
		close() {
			clearInterval(sweeper);
			for (const [key, entry] of kept) {
				drop(key, entry);
			}

			orphans.clear();
		},
	};
}

/** Bytes that a message keeps in memory: what it carries and a flat cost for the rest of it. */
function sizeOf(response: ActionResponse): number {
	let size = 200 + response.message.length + (response.executeResult?.resultsJson?.length ?? 0);
	for (const any of response.executeResult?.results ?? []) {
		size += any.value.length;
	}

	for (const data of response.consoleResult?.results ?? []) {
		size += data.dataBytes.length;
	}

	return size;
}
