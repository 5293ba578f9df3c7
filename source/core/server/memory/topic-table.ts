import {steadyNow} from '../clock.js';
import type {
	NewTopic, Outcome, Topic, TopicEntry,
} from '../store.js';
import {Ring} from './ring.js';

export type TopicLimits = {
	/** Entries and bytes of one topic. */
	entries: number;
	bytes: number;
	/** Bytes of all topics together. */
	totalBytes: number;
	/** How long an ended topic stays readable, ms, and how many of them do. */
	keepMs: number;
	keptTopics: number;
};

export type KeptTopic = {
	readonly key: string;
	readonly topic: {-readonly [Name in keyof Topic]: Topic[Name]};
	readonly ring: Ring<TopicEntry>;
	readonly wakes: Set<() => void>;
	/** What each named reader has taken. */
	readonly cursors: Map<string, number>;
	isGivenUp: boolean;
};

/** Over the common limit so much is freed that the next push finds room. */
const freeShare = 0.95;

export function topicKey(agentId: string, requestId: string): string {
	return `${requestId}\n${agentId}`;
}

/** Which topics there are, when they go, and what all of them may cost. */
export class TopicTable {
	readonly #limits: TopicLimits;
	readonly #topics = new Map<string, KeptTopic>();
	readonly #live = new Map<string, Set<KeptTopic>>();
	/** In the order in which they ended. */
	readonly #ended = new Set<KeptTopic>();
	readonly #latestJobs = new Map<string, KeptTopic>();
	#bytes = 0;

	constructor(limits: TopicLimits) {
		this.#limits = limits;
	}

	add(wanted: NewTopic): KeptTopic {
		const key = topicKey(wanted.agentId, wanted.requestId);
		const earlier = this.#topics.get(key);
		if (earlier) {
			this.drop(earlier);
		}

		const now = steadyNow();
		const kept: KeptTopic = {
			key,
			topic: {
				answerBy: 0, ...wanted, createdAt: now, endedAt: 0, outcome: undefined, readers: 0, readAt: now,
			},
			ring: new Ring(this.#limits),
			wakes: new Set(),
			cursors: new Map(),
			isGivenUp: false,
		};
		this.#topics.set(key, kept);
		const siblings = this.#live.get(wanted.agentId) ?? new Set();
		this.#live.set(wanted.agentId, siblings.add(kept));
		this.#noteJob(kept);
		return kept;
	}

	get(agentId: string, requestId: string): KeptTopic | undefined {
		return this.#topics.get(topicKey(agentId, requestId));
	}

	/** Topics that have not ended, of one agent or of all. */
	live(agentId?: string): KeptTopic[] {
		return agentId === undefined ? [...this.#live.values()].flatMap(set => [...set]) : [...this.#live.get(agentId) ?? []];
	}

	latestJob(agentId: string, sessionId: string): KeptTopic | undefined {
		return this.#latestJobs.get(topicKey(agentId, sessionId));
	}

	learnSession(kept: KeptTopic, sessionId: string): void {
		kept.topic.sessionId = sessionId;
		this.#noteJob(kept);
	}

	push(kept: KeptTopic, value: TopicEntry, size: number): void {
		const before = kept.ring.bytes;
		kept.ring.push(value, size);
		this.#bytes += kept.ring.bytes - before;
		if (this.#bytes > this.#limits.totalBytes) {
			this.#shrink(kept);
		}

		wake(kept);
	}

	finish(kept: KeptTopic, outcome: Outcome): void {
		if (kept.topic.endedAt > 0) {
			return;
		}

		kept.topic.endedAt = steadyNow();
		kept.topic.outcome = outcome;
		this.#leave(kept);
		this.#ended.add(kept);
		if (this.#ended.size > this.#limits.keptTopics) {
			const [oldest] = this.#ended;
			this.drop(oldest ?? kept);
		}
	}

	drop(kept: KeptTopic): void {
		this.#leave(kept);
		this.#ended.delete(kept);
		this.#topics.delete(kept.key);
		const jobKey = topicKey(kept.topic.agentId, kept.topic.sessionId);
		if (this.#latestJobs.get(jobKey) === kept) {
			this.#latestJobs.delete(jobKey);
		}

		this.#bytes -= kept.ring.bytes;
		kept.ring.clear();
		wake(kept);
	}

	/** Forgets what ended long ago and is not being read. */
	sweep(): void {
		const now = steadyNow();
		for (const kept of this.#ended) {
			if (now - kept.topic.endedAt <= this.#limits.keepMs) {
				return;
			}

			if (kept.wakes.size === 0) {
				this.drop(kept);
			}
		}
	}

	clear(): void {
		for (const kept of this.#topics.values()) {
			this.drop(kept);
		}
	}

	#leave(kept: KeptTopic): void {
		const {agentId} = kept.topic;
		const siblings = this.#live.get(agentId);
		siblings?.delete(kept);
		if (siblings?.size === 0) {
			this.#live.delete(agentId);
		}
	}

	#noteJob(kept: KeptTopic): void {
		const {kind, agentId, sessionId} = kept.topic;
		if (kind === 'job' && sessionId !== '') {
			this.#latestJobs.set(topicKey(agentId, sessionId), kept);
		}
	}

	/** Ended topics give way first, the oldest before the others, then the largest of those that run. */
	#shrink(keep: KeptTopic): void {
		const enough = this.#limits.totalBytes * freeShare;
		for (const kept of this.#ended) {
			if (this.#bytes <= enough) {
				return;
			}

			if (kept !== keep) {
				this.drop(kept);
			}
		}

		const bySize = [...this.#topics.values()].sort((left, right) => right.ring.bytes - left.ring.bytes);
		for (const {ring} of bySize) {
			// Half of the largest, so that one wild stream does not starve the rest by one entry each.
			const spare = ring.bytes / 2;
			while (this.#bytes > enough && ring.bytes > spare) {
				this.#bytes -= ring.shift()?.size ?? 0;
			}
		}
	}
}

export function wake({wakes}: KeptTopic): void {
	for (const one of wakes) {
		one();
	}
}
