import {ResponseStatus, type ActionResponse} from '../protocol/generated/ArthasService.js';
import {waitForMore} from './wait-for-more.js';
import type {Store} from './store.js';

export type FirstAnswerOptions = {
	agentId: string;
	requestId: string;
	/** Taken when this says so, and always when it is the terminal one. */
	accept: (response: ActionResponse) => boolean;
	limitMs: number;
};

/** The first answer to a request that fits; undefined when the time is over or nothing more can come. */
export async function firstAnswer({responses}: Store, {agentId, requestId, accept, limitMs}: FirstAnswerOptions): Promise<ActionResponse | undefined> {
	const deadline = performance.now() + limitMs;
	let cursor = 0;
	for (;;) {
		const more = waitForMore(responses, agentId, requestId);
		try {
			const batch = await responses.read(agentId, requestId, cursor, 100);
			for (const {seq, value} of batch?.entries ?? []) {
				cursor = seq;
				if ('status' in value && (accept(value) || value.status !== ResponseStatus.CONTINUOUS)) {
					return value;
				}
			}

			const left = deadline - performance.now();
			if (!batch || batch.ended || left <= 0) {
				return undefined;
			}

			if (batch.entries.length === 0) {
				await more.within(left);
			}
		} finally {
			more.stop();
		}
	}
}
