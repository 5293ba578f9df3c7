import {ActionRequest, RequestAction} from '../protocol/generated/ArthasService.js';
import type {Store} from './store.js';

/** A job that nobody reads is interrupted after its linger, so that no agent stays instrumented for nobody. */
export function reapUnread(store: Store, tell: (request: ActionRequest) => Promise<boolean>): () => void {
	const reap = async () => {
		const now = Date.now();
		for (const topic of await store.responses.list()) {
			if (topic.kind === 'call' || topic.endedAt > 0 || topic.readers > 0 || now - topic.readAt < topic.lingerMs) {
				continue;
			}

			const {agentId, sessionId} = topic;
			if (topic.kind === 'job' && sessionId) {
				const request = ActionRequest.fromPartial({agentId, sessionId});
				await tell({...request, action: RequestAction.INTERRUPT_JOB});
				if (topic.ownsSession) {
					await tell({...request, action: RequestAction.CLOSE_SESSION});
				}
			}

			// A second round five seconds later ends it for good, answered or not.
			if (now - topic.readAt > topic.lingerMs + 5000 || !sessionId) {
				await store.responses.end(agentId, topic.requestId);
			}
		}
	};

	const timer = setInterval(() => {
		void reap();
	}, 1000).unref();
	return () => {
		clearInterval(timer);
	};
}
