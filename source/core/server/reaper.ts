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
export function startReaper(store: Store, tell: Tell): () => void {
	/** Requests whose job was told to stop, and when. */
	const stopped = new Map<string, number>();

	const reapJob = async (topic: Topic) => {
		const {agentId, requestId} = topic;
		const since = stopped.get(requestId);
		if (since !== undefined) {
			if (steadyNow() - since > lastWordMs) {
				stopped.delete(requestId);
				await store.responses.end(agentId, requestId, 'interrupted');
			}
		} else if (!await isForeground(store, topic)) {
			await store.responses.end(agentId, requestId, 'interrupted');
		} else if (await stopJob(tell, topic)) {
			stopped.set(requestId, steadyNow());
			await store.responses.giveUp(agentId, requestId);
		}
	};

	const reapUnread = async (topic: Topic) => {
		const {agentId, requestId, kind} = topic;
		if (kind === 'job') {
			await reapJob(topic);
			return;
		}

		await store.responses.end(agentId, requestId, 'unanswered');
		if (kind === 'console') {
			await tell(ActionRequest.fromPartial({
				agentId, requestId, action: RequestAction.CLOSE_CONSOLE, consoleParams: {consoleId: requestId},
			}));
		}
	};

	const reap = async () => {
		const now = steadyNow();
		for (const [requestId, since] of stopped) {
			if (now - since > 2 * lastWordMs) {
				stopped.delete(requestId);
			}
		}

		for (const topic of await store.responses.live()) {
			if (topic.answerBy > 0 && now > topic.answerBy) {
				await endUnanswered(store, topic);
			} else if (topic.readers === 0 && now - topic.readAt >= topic.lingerMs) {
				await reapUnread(topic);
			}
		}
	};

	const timer = setInterval(() => {
		void reap();
	}, everyMs).unref();
	return () => {
		clearInterval(timer);
	};
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
