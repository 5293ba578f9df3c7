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

	/** The agent's request stream is open: what its process still owes comes under the old request ids. */
	async attached(agentId: string): Promise<void> {
		const {agents, responses} = this.#store;
		const away = this.#forget(agentId);
		const topics = await responses.live(agentId);
		if (topics.length === 0 && !away) {
			return;
		}

		const incarnation = (await agents.get(agentId))?.incarnation ?? 0;
		await this.#lose(topics.filter(topic => topic.incarnation < incarnation));
		if (away) {
			this.#tellGap(topics.filter(topic => topic.incarnation >= incarnation), away.since);
			await this.#stopLost(away.lost.filter(topic => topic.incarnation >= incarnation));
		}
	}

	async detached(agentId: string): Promise<void> {
		const topics = await this.#store.responses.live(agentId);
		if (topics.length > 0 && !this.#away.has(agentId)) {
			const timer = setTimeout(() => {
				void this.#giveUp(agentId);
			}, lostAfterMs);
			this.#away.set(agentId, {since: steadyNow(), timer, lost: []});
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

	#tellGap(topics: Topic[], since: number): void {
		for (const {agentId, requestId} of topics.filter(({createdAt}) => createdAt < since)) {
			this.#store.responses.appendGap(agentId, requestId, {
				reason: 'agent-reconnect', count: null, since, until: steadyNow(),
			});
		}
	}

	/** Their readers were told that they are lost, so that nobody would ever end them. */
	async #stopLost(topics: Topic[]): Promise<void> {
		for (const topic of topics.filter(({kind, sessionId}) => kind === 'job' && sessionId !== '')) {
			await stopJob(this.#tell, topic);
		}
	}
}

/** In the shape of an answer, so that every reader understands it. */
function lastWord({agentId, requestId, sessionId}: Topic): ActionResponse {
	return {
		agentId, requestId, status: ResponseStatus.FAILED, message: agentLost(agentId, requestId).message, sessionId, executeResult: undefined, consoleResult: undefined,
	};
}
