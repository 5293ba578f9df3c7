import type {Gap} from '../job-state.js';
import type {WireEvent} from '../wire.js';
import type {ApiAnswer} from './read-answer.js';

/** The pull that was under way took results with it, and what came about meanwhile may have overflowed. */
export const linkDown: Gap = {reason: 'link-down', count: null, atLeast: 0};

export const forgotten: Gap = {
	reason: 'reattach', count: null, atLeast: 0, detail: 'the agent had forgotten this reader',
};

export const headLost: Gap = {
	reason: 'consumer-overflow', count: null, atLeast: 0, detail: 'the beginning was lost: the agent produced results faster than they could be fetched',
};

/** Results that were in an answer and can't be read. */
export function unreadable(lost: number): Gap {
	return {
		reason: 'unreadable-batch', count: null, atLeast: Math.max(1, lost), detail: 'the agent wrote an answer that can\'t be read',
	};
}

/** What to tell of an answer that was no valid JSON. */
export function damageEvent({lost, isCut}: NonNullable<ApiAnswer['damage']>): Extract<WireEvent, {kind: 'gap' | 'notice'}> {
	return lost > 0 || isCut
		? {kind: 'gap', gap: unreadable(lost)}
		: {kind: 'notice', text: 'the agent wrote invalid JSON (a map with a null key, for one); all of it could be read'};
}
