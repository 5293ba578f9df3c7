import type {ActionResponse} from '../../../source/core/protocol/generated/ArthasService.js';
import {type Clock, now} from '../simulation/clock.js';

/** A reader that gets messages the moment they come. */
export type Reader = {
	/** Takes a message; false when it wants no more. */
	write(message: ActionResponse): boolean;
	/** Set when the HTTP side has gone; the server finds out with the next message, which is lost. */
	dead: boolean;
	/** While it can't take more the stream of the whole agent waits, and `drained` is called after. */
	busy: boolean;
	drained?: () => void;
};

type Topic = {
	queue: ActionResponse[];
	reader?: Reader | undefined;
	polls: Array<(message: ActionResponse) => void>;
	/** Set while the agent waits for room in the queue. */
	onRoom?: (() => void) | undefined;
	usedAt: number;
};

/**
The message exchange of the Java channel server 3.5.6 in memory mode, with its defects: subscribers
get the queue without emptying it, only the newest of them hears live messages, a message is lost
on a dead one, and a full queue blocks everything that the agent sends.
*/
export class Exchange {
	/** Messages that went to a reader that had gone. */
	lost = 0;
	readonly #topics = new Map<string, Topic>();
	readonly #clock: Clock;
	readonly #capacity: number;
	readonly #survivalMs: number;

	constructor({clock, capacity, survivalMs}: {clock: Clock; capacity: number; survivalMs: number}) {
		this.#clock = clock;
		this.#capacity = capacity;
		this.#survivalMs = survivalMs;
	}

	/** Messages that wait to be polled. */
	unread(agentId: string, requestId: string): number {
		return this.#topics.get(key(agentId, requestId))?.queue.length ?? 0;
	}

	/** Takes a message of an agent; false when there is no room, then `resume` is called once there is. */
	accept(message: ActionResponse, resume: () => void): boolean {
		const topic = this.#open(message.agentId, message.requestId);
		const {reader} = topic;
		topic.usedAt = now();
		if (reader?.dead) {
			topic.reader = undefined;
			this.lost++;
			return true;
		}

		if (reader?.busy) {
			reader.drained = resume;
			return false;
		}

		if (reader) {
			if (!reader.write(message)) {
				topic.reader = undefined;
			}

			return true;
		}

		const poll = topic.polls.shift();
		if (poll) {
			poll(message);
			return true;
		}

		if (topic.queue.length >= this.#capacity) {
			topic.onRoom = resume;
			return false;
		}

		topic.queue.push(message);
		return true;
	}

	/** The next message within `ms`; `missing` when there is no such topic, `timeout` when none came. */
	async poll(agentId: string, requestId: string, ms: number): Promise<ActionResponse | 'missing' | 'timeout'> {
		const topic = this.#find(agentId, requestId);
		return topic ? this.#next(topic, ms) : 'missing';
	}

	/** The first message of a request that is about to be sent; the topic is forgotten with it. */
	async first(agentId: string, requestId: string, ms: number): Promise<ActionResponse | 'timeout'> {
		const message = await this.#next(this.#open(agentId, requestId), ms);
		this.#topics.delete(key(agentId, requestId));
		return message;
	}

	/** A new reader gets what is queued, and from then on everything, unless it is `stranded`. */
	subscribe(agentId: string, requestId: string, reader: Reader, stranded = false): void {
		const topic = this.#open(agentId, requestId);
		if (stranded) {
			return;
		}

		topic.reader = reader;
		for (const message of topic.queue) {
			if (!reader.write(message)) {
				topic.reader = undefined;
				return;
			}
		}
	}

	/** A restarted server knows nothing of before. */
	clear(): void {
		this.#topics.clear();
	}

	async #next(topic: Topic, ms: number): Promise<ActionResponse | 'timeout'> {
		const queued = topic.queue.shift();
		if (queued) {
			const resume = topic.onRoom;
			topic.onRoom = undefined;
			resume?.();
			return queued;
		}

		return new Promise(resolve => {
			const take = (message: ActionResponse) => {
				cancel();
				resolve(message);
			};

			const cancel = this.#clock.after(ms, () => {
				topic.polls = topic.polls.filter(poll => poll !== take);
				resolve('timeout');
			});
			topic.polls.push(take);
		});
	}

	#open(agentId: string, requestId: string): Topic {
		const known = this.#find(agentId, requestId);
		if (known) {
			return known;
		}

		const topic: Topic = {queue: [], polls: [], usedAt: now()};
		this.#topics.set(key(agentId, requestId), topic);
		return topic;
	}

	/** Topics that were silent too long are removed, and an agent that waits for room in one waits for ever. */
	#find(agentId: string, requestId: string): Topic | undefined {
		const topic = this.#topics.get(key(agentId, requestId));
		if (topic && !topic.reader && now() - topic.usedAt > this.#survivalMs) {
			this.#topics.delete(key(agentId, requestId));
			return undefined;
		}

		return topic;
	}
}

function key(agentId: string, requestId: string): string {
	return `${agentId}\n${requestId}`;
}
