import {
	ActionRequest, ActionResponse, RequestAction, ResponseStatus,
} from '../protocol/generated/ArthasService.js';
import {steadyNow} from './clock.js';
import {noAnswer} from './failure.js';
import {likelyCause} from './likely-cause.js';
import {stopJob, type Tell} from './stop-job.js';
import type {Store, Topic} from './store.js';

const everyMs = 1000;
/** What an interrupted job has to say its last word. */
const lastWordMs = 5000;

/**
Ends what nobody reads and what nobody answers. A job without a reader is interrupted after its linger,
so that no agent stays instrumented for nobody; a console is closed.
*/
export class Reaper {
	readonly #store: Store;
	readonly #tell: Tell;
	/** Jobs that were told to stop, and when. */
	readonly #stopped = new WeakMap<Topic, number>();
	readonly #timer: NodeJS.Timeout;

	constructor(store: Store, tell: Tell) {
		this.#store = store;
		this.#tell = tell;
		this.#timer = setInterval(() => {
			void this.#reap();
		}, everyMs).unref();
	}

	close(): void {
		clearInterval(this.#timer);
	}

	async #reap(): Promise<void> {
		const now = steadyNow();
		for (const topic of await this.#store.responses.live()) {
			if (topic.answerBy > 0 && now > topic.answerBy) {
				await endUnanswered(this.#store, topic);
			} else if (topic.readers === 0 && now - topic.readAt >= topic.lingerMs) {
				await this.#reapUnread(topic);
			}
		}
	}

	async #reapUnread(topic: Topic): Promise<void> {
		const {agentId, requestId, kind} = topic;
		if (kind === 'job') {
			await this.#reapJob(topic);
			return;
		}

		await this.#store.responses.end(agentId, requestId, 'unanswered');
		if (kind === 'console') {
			await this.#tell(ActionRequest.fromPartial({
				agentId, requestId, action: RequestAction.CLOSE_CONSOLE, consoleParams: {consoleId: requestId},
			}));
		}
	}

	async #reapJob(topic: Topic): Promise<void> {
		const {responses} = this.#store;
		const {agentId, requestId} = topic;
		const since = this.#stopped.get(topic);
		const isOver = since === undefined ? !await isForeground(this.#store, topic) : steadyNow() - since > lastWordMs;
		if (isOver) {
			await responses.end(agentId, requestId, 'interrupted');
		} else if (since === undefined && await stopJob(this.#tell, topic)) {
			this.#stopped.set(topic, steadyNow());
			await responses.giveUp(agentId, requestId);
		}
	}
}

/** A session runs one job at a time, and INTERRUPT_JOB names the session only: it must not hit a later job, nor nothing. */
async function isForeground({responses}: Store, {agentId, sessionId, requestId}: Topic): Promise<boolean> {
	return sessionId !== '' && await responses.latestJob(agentId, sessionId) === requestId;
}

async function endUnanswered({agents, responses}: Store, {agentId, requestId, createdAt, answerBy}: Topic): Promise<void> {
	const {message} = noAnswer(agentId, requestId, answerBy - createdAt, likelyCause(await agents.get(agentId)));
	await responses.end(agentId, requestId, 'unanswered', ActionResponse.fromPartial({
		agentId, requestId, status: ResponseStatus.FAILED, message,
	}));
}
