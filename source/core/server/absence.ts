import {ResponseStatus, type ActionResponse} from '../protocol/generated/ArthasService.js';
import {steadyNow} from './clock.js';
import {agentLost} from './failure.js';
import {stopJob, type Tell} from './stop-job.js';
import type {Store, Topic} from './store.js';

/** How long the same process may stay away before its running commands count as lost. */
const lostAfterMs = 15_000;

type Away = {since: number; timer: NodeJS.Timeout; lost: Topic[]};

/** Decides what becomes of running commands when their agent goes away: a gap when the same process returns, an end when it doesn't. */
export class Absence {
	readonly #store: Store;
	readonly #tell: Tell;
	readonly #away = new Map<string, Away>();
	readonly #unsubscribe: () => void;

	constructor(store: Store, tell: Tell) {
		this.#store = store;
		this.#tell = tell;
		this.#unsubscribe = store.agents.subscribe(({kind, agent}) => {
			if (kind === 'remove') {
				this.#forget(agent.agentId);
			}
		});
	}

	/** Nothing is waited for here, so that a quick return can't come before it. */
	left(agentId: string): void {
		if (!this.#away.has(agentId)) {
			const timer = setTimeout(() => {
				void this.#giveUp(agentId);
			}, lostAfterMs);
			this.#away.set(agentId, {since: steadyNow(), timer, lost: []});
		}
	}

	/** Its answers will come now: what the same process still owes under the old request ids, and nothing from one before it. */
	registered(agentId: string, incarnation: number): void {
		const away = this.#away.get(agentId);
		if (away) {
			this.#store.responses.appendGap(agentId, {
				reason: 'agent-reconnect', count: null, since: away.since, until: steadyNow(),
			});
		}

		void this.#loseOlder(agentId, incarnation);
	}

	/** Requests reach it again. */
	attached(agentId: string): void {
		const lost = this.#forget(agentId)?.lost ?? [];
		if (lost.length > 0) {
			void this.#stopLost(agentId, lost);
		}
	}

	close(): void {
		this.#unsubscribe();
		for (const agentId of this.#away.keys()) {
			this.#forget(agentId);
		}
	}

	#forget(agentId: string): Away | undefined {
		const away = this.#away.get(agentId);
		clearTimeout(away?.timer);
		this.#away.delete(agentId);
		return away;
	}

	async #giveUp(agentId: string): Promise<void> {
		const topics = await this.#store.responses.live(agentId);
		this.#away.get(agentId)?.lost.push(...topics);
		await this.#lose(topics);
	}

	async #lose(topics: Topic[]): Promise<void> {
		for (const topic of topics) {
			await this.#store.responses.end(topic.agentId, topic.requestId, 'lost', lastWord(topic));
		}
	}

	async #loseOlder(agentId: string, incarnation: number): Promise<void> {
		const topics = await this.#store.responses.live(agentId);
		await this.#lose(topics.filter(topic => topic.incarnation < incarnation));
	}

	/** Their readers were told that they are lost, so that nobody would ever end them. */
	async #stopLost(agentId: string, topics: Topic[]): Promise<void> {
		const incarnation = (await this.#store.agents.get(agentId))?.incarnation ?? 0;
		for (const topic of topics.filter(({kind, sessionId}) => kind === 'job' && sessionId !== '')) {
			if (topic.incarnation >= incarnation) {
				await stopJob(this.#tell, topic);
			}
		}
	}
}

/** In the shape of an answer, so that every reader understands it. */
function lastWord({agentId, requestId, sessionId}: Topic): ActionResponse {
	return {
		agentId, requestId, status: ResponseStatus.FAILED, message: agentLost(agentId, requestId).message, sessionId, executeResult: undefined, consoleResult: undefined,
	};
}
