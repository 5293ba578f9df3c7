import {ActionRequest, RequestAction} from '../protocol/generated/ArthasService.js';
import type {Topic} from './store.js';

/** Writes a request whose answer nobody needs; false when it did not leave. */
export type Tell = (request: ActionRequest) => Promise<boolean>;

/** Interrupts a job on its agent, and closes the session that was made for it alone. */
export async function stopJob(tell: Tell, {agentId, sessionId, ownsSession}: Pick<Topic, 'agentId' | 'sessionId' | 'ownsSession'>): Promise<boolean> {
	const request = ActionRequest.fromPartial({agentId, sessionId});
	const isTold = await tell({...request, action: RequestAction.INTERRUPT_JOB});
	if (isTold && ownsSession) {
		await tell({...request, action: RequestAction.CLOSE_SESSION});
	}

	return isTold;
}
