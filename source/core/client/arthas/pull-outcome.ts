import {ArthasError, isArthasError} from '../../error.js';
import type {Endpoint} from '../endpoint.js';
import type {PullAnswer} from './puller.js';
import {readAnswer, type ApiAnswer} from './read-answer.js';

export type PullOutcome =
	| {kind: 'results'; read: ApiAnswer}
	/** The agent took results out of the queue and could not write them, or nobody can read them. */
	| {kind: 'unreadable'}
	| {kind: 'no-consumer'}
	| {kind: 'no-session'}
	/** No answer, or none of a working Arthas. */
	| {kind: 'away'; error: Error};

/** What a pull came to. */
export function pullOutcome(answer: PullAnswer, endpoint: Endpoint): PullOutcome {
	try {
		if ('error' in answer) {
			throw answer.error;
		}

		const read = readAnswer(answer.status, answer.text, endpoint);
		return read.response.state === 'FAILED' ? failedOutcome(read.response.message ?? '') : {kind: 'results', read};
	} catch (error) {
		return isArthasError(error) && unreadableCodes.has(error.code) ? {kind: 'unreadable'} : {kind: 'away', error: error as Error};
	}
}

const unreadableCodes = new Set(['ERR_PROTOCOL_RESULT', 'ERR_PROTOCOL_JSON', 'ERR_PROTOCOL_TOO_LARGE']);

function failedOutcome(message: string): PullOutcome {
	if (message.includes('consumer not found')) {
		return {kind: 'no-consumer'};
	}

	return message.includes('session not found') ? {kind: 'no-session'} : {kind: 'away', error: new ArthasError('ERR_PROTOCOL', message)};
}
