import {ArthasError, isArthasError} from '../../error.js';
import type {JobEnd} from '../job-state.js';
import type {WireEvent} from '../wire.js';
import {endByError} from './answer-error.js';

export type AfterFailure = 'resume' | 'poll' | Extract<WireEvent, {kind: 'end' | 'retry'}>;

/** What an error of a job's first attachment means for it. */
export function afterFailure(error: unknown, {hasBegun, mayPoll}: {hasBegun: boolean; mayPoll: boolean}): AfterFailure {
	const failure = isArthasError(error)
		? error
		: new ArthasError('ERR_PROTOCOL', `reading the job failed: ${error instanceof Error ? error.message : String(error)}`, {cause: error, ran: 'maybe'});
	if (hasBegun && failure.code.startsWith('ERR_CONNECT')) {
		return 'resume';
	}

	if (!hasBegun && mayPoll && failure.code === 'ERR_PROTOCOL_PEER' && failure.ran === 'no') {
		return 'poll';
	}

	if (failure.code === 'ERR_CONNECT_REFUSED' || failure.code === 'ERR_CONNECT_TIMEOUT') {
		return {kind: 'retry', reason: 'not-connected', agentWord: failure.message};
	}

	return failure.code === 'ERR_CONNECT_DOWN' || (failure.code === 'ERR_PROTOCOL_PEER' && failure.ran === 'maybe')
		? {kind: 'retry', reason: 'unanswered', agentWord: failure.message}
		: {kind: 'end', end: endByError(failure)};
}

/** An error of a later attachment ends the job only when trying again can't help. */
export function afterResumeFailure(error: unknown): JobEnd | undefined {
	if (!isArthasError(error)) {
		return undefined;
	}

	const isHopeless = error.code.startsWith('ERR_AUTH') || error.code === 'ERR_AGENT_UNKNOWN' || error.code === 'ERR_PROTOCOL_TOO_LARGE';
	return isHopeless ? {name: 'lost', reason: error.code === 'ERR_AGENT_UNKNOWN' ? 'evicted' : 'link', mayStillRun: true} : undefined;
}
