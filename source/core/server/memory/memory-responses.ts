import {ResponseStatus, type ActionResponse} from '../../protocol/generated/ArthasService.js';
import {steadyNow} from '../clock.js';
import type {
	Batch, Gap, NewTopic, Outcome, ResponseStore, Topic,
} from '../store.js';
import {Orphans} from './orphans.js';
import {sizeOf} from './size-of.js';
import {
	topicKey, TopicTable, wake, type KeptTopic, type TopicLimits,
} from './topic-table.js';

export type ResponseLimits = TopicLimits & {
	/** How long a console without a reader stays open, ms. */
	consoleLingerMs: number;
};

const defaultLimits: ResponseLimits = {
	entries: 10_000, bytes: 8 << 20, totalBytes: 512 << 20, keepMs: 600_000, keptTopics: 20_000, consoleLingerMs: 60_000,
};

const readerLimit = 1000;
const sweepMs = 5000;

/** Answers in the memory of this process: a ring for each request, read by cursors. */
export class MemoryResponses implements ResponseStore {
	readonly #table: TopicTable;
	readonly #consoleLingerMs: number;
	readonly #orphans = new Orphans();
	readonly #sweeper: NodeJS.Timeout;

	constructor(limits: Partial<ResponseLimits>) {
		const {consoleLingerMs, ...ofTopics} = {...defaultLimits, ...limits};
		this.#consoleLingerMs = consoleLingerMs;
		this.#table = new TopicTable(ofTopics);
		this.#sweeper = setInterval(() => {
			this.#table.sweep();
			this.#orphans.sweep();
		}, sweepMs).unref();
	}

	open(wanted: NewTopic): Topic {
		const {key, topic} = this.#table.add(wanted);
		for (const response of this.#orphans.take(key)) {
			this.append(response);
		}

		return topic;
	}

	adopt(wanted: NewTopic): Topic | undefined {
		return this.#orphans.has(topicKey(wanted.agentId, wanted.requestId)) ? this.open(wanted) : undefined;
	}

	get(agentId: string, requestId: string): Topic | undefined {
		return this.#table.get(agentId, requestId)?.topic;
	}

	live(agentId?: string): Topic[] {
		return this.#table.live(agentId).map(({topic}) => topic);
	}

	latestJob(agentId: string, sessionId: string): string | undefined {
		return this.#table.latestJob(agentId, sessionId)?.topic.requestId;
	}

	running(agentId: string): number {
		return this.#table.live(agentId).filter(({topic, isGivenUp}) => topic.kind !== 'console' && !isGivenUp).length;
	}

	append(response: ActionResponse): void {
		const {agentId, requestId, sessionId, status} = response;
		const kept = this.#table.get(agentId, requestId);
		if (!kept) {
			this.#orphans.keep(topicKey(agentId, requestId), response, sizeOf(response));
			return;
		}

		// The first status other than CONTINUOUS is the end; stock agents send one more message after it.
		if (kept.topic.endedAt > 0) {
			return;
		}

		if (sessionId !== '' && kept.topic.sessionId === '') {
			this.#table.learnSession(kept, sessionId);
		}

		shareIds(response, kept.topic);

		if (status !== ResponseStatus.CONTINUOUS) {
			this.#table.finish(kept, kept.isGivenUp && kept.topic.kind === 'job' ? 'interrupted' : 'done');
			this.#openConsole(kept.topic, response);
		}

		this.#table.push(kept, response, sizeOf(response));
	}

	appendGap(agentId: string, gap: Gap): void {
		for (const kept of this.#table.live(agentId)) {
			this.#table.push(kept, {gap}, 64);
		}
	}

	end(agentId: string, requestId: string, outcome: Outcome, last?: ActionResponse): void {
		const kept = this.#running(agentId, requestId);
		if (!kept) {
			return;
		}

		this.#table.finish(kept, outcome);
		if (last) {
			this.#table.push(kept, last, sizeOf(last));
		} else {
			wake(kept);
		}
	}

	giveUp(agentId: string, requestId: string): void {
		const kept = this.#running(agentId, requestId);
		if (kept) {
			kept.isGivenUp = true;
		}
	}

	read(agentId: string, requestId: string, cursor: number, max: number): Batch | undefined {
		const kept = this.#table.get(agentId, requestId);
		if (!kept) {
			return undefined;
		}

		const {ring, topic} = kept;
		topic.readAt = steadyNow();
		const entries = ring.after(cursor, max);
		const seen = entries.at(-1)?.seq ?? Math.max(cursor, ring.first - 1);
		return {
			entries, dropped: Math.max(0, ring.first - 1 - cursor), last: ring.last, ended: topic.endedAt > 0 && seen >= ring.last,
		};
	}

	take(agentId: string, requestId: string, reader: string, max: number): Batch | undefined {
		const cursors = this.#table.get(agentId, requestId)?.cursors;
		const cursor = cursors?.get(reader) ?? 0;
		const batch = this.read(agentId, requestId, cursor, max);
		if (cursors && batch && (cursors.size < readerLimit || cursors.has(reader))) {
			cursors.set(reader, batch.entries.at(-1)?.seq ?? cursor + batch.dropped);
		}

		return batch;
	}

	subscribe(agentId: string, requestId: string, wakeReader: () => void): () => void {
		const kept = this.#table.get(agentId, requestId);
		if (!kept) {
			return () => undefined;
		}

		kept.wakes.add(wakeReader);
		kept.topic.readers++;
		return () => {
			if (kept.wakes.delete(wakeReader)) {
				kept.topic.readers--;
				kept.topic.readAt = steadyNow();
			}
		};
	}

	remove(agentId: string, requestId: string): void {
		const kept = this.#table.get(agentId, requestId);
		if (kept) {
			this.#table.drop(kept);
		}
	}

	close(): void {
		clearInterval(this.#sweeper);
		this.#table.clear();
		this.#orphans.clear();
	}

	#running(agentId: string, requestId: string): KeptTopic | undefined {
		const kept = this.#table.get(agentId, requestId);
		return kept?.topic.endedAt === 0 ? kept : undefined;
	}

	/** Console output comes under the console's own id, which is born with the answer to OPEN_CONSOLE. */
	#openConsole({agentId, incarnation}: Topic, {status, consoleResult}: ActionResponse): void {
		const requestId = consoleResult?.consoleId;
		if (requestId && status === ResponseStatus.SUCCEEDED && !this.#table.get(agentId, requestId)) {
			this.open({
				agentId, requestId, kind: 'console', lingerMs: this.#consoleLingerMs, sessionId: '', ownsSession: false, incarnation,
			});
		}
	}
}

const noResults = Object.freeze([]) as never[];

/** Every message brings its own copies of the same ids, which would be a fifth of what a ring keeps. */
function shareIds(response: ActionResponse, {agentId, requestId, sessionId}: Topic): void {
	response.agentId = agentId;
	response.requestId = requestId;
	if (response.sessionId === sessionId) {
		response.sessionId = sessionId;
	}

	if (response.executeResult?.results.length === 0) {
		response.executeResult.results = noResults;
	}
}
