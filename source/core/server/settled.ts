import type {Store} from './store.js';
import {waitForMore} from './wait-for-more.js';

/** Waits until no request runs any more, at most `limitMs`. */
export async function settled({responses}: Store, limitMs: number): Promise<void> {
	const deadline = performance.now() + limitMs;
	for (const {agentId, requestId} of (await responses.live()).filter(({kind}) => kind !== 'console')) {
		for (;;) {
			const more = waitForMore(responses, agentId, requestId);
			try {
				const topic = await responses.get(agentId, requestId);
				const left = deadline - performance.now();
				if (!topic || topic.endedAt > 0 || left <= 0) {
					break;
				}

				await more.within(left);
			} finally {
				more.stop();
			}
		}
	}
}
