import {ArthasError, isArthasError} from '../../error.js';
import {endByError} from '../end-by-error.js';
import type {JobEnd} from '../job-state.js';
import type {WireEvent} from '../wire.js';

export type AfterFailure = 'resume' | 'poll' | Extract<WireEvent, {kind: 'end' | 'retry'}>;

/** What an error of a job's first attachment means for it. `requestId` is empty as long as none is known. */
export function afterFailure(error: unknown, {requestId, mayPoll}: {requestId: string; mayPoll: boolean}): AfterFailure {
	const failure = toArthasError(error);
	if (requestId !== '') {
		const end = endOfHopeless(failure);
		return end ? {kind: 'end', end} : 'resume';
	}

	if (mayPoll && failure.code === 'ERR_PROTOCOL_PEER' && failure.ran === 'no') {
		return 'poll';
	}

	if (failure.code === 'ERR_CONNECT_REFUSED' || failure.code === 'ERR_CONNECT_TIMEOUT') {
		return {kind: 'retry', reason: 'not-connected', agentWord: failure.message};
	}

	return failure.code === 'ERR_CONNECT_DOWN' || (failure.code === 'ERR_PROTOCOL_PEER' && failure.ran === 'maybe')
		? {kind: 'retry', reason: 'unanswered', agentWord: failure.message}
		: {kind: 'end', end: endByError(failure)};
}

/** The end of a job that runs and whose messages can't be had any more; undefined when trying again may help. */
export function endOfHopeless(error: unknown): JobEnd | undefined {
	const failure = toArthasError(error);
	if (failure.code.startsWith('ERR_AUTH') || failure.code === 'ERR_AGENT_UNKNOWN') {
		return {name: 'lost', reason: failure.code === 'ERR_AGENT_UNKNOWN' ? 'evicted' : 'link', mayStillRun: true};
	}

	return failure.code === 'ERR_PROTOCOL_TOO_LARGE' || !isArthasError(error)
		? {name: 'failed', error: failure, mayHaveRun: true}
		: undefined;
}

function toArthasError(error: unknown): ArthasError {
	return isArthasError(error)
		? error
		: new ArthasError('ERR_PROTOCOL', `reading the job failed: ${error instanceof Error ? error.message : String(error)}`, {cause: error, ran: 'maybe'});
}
