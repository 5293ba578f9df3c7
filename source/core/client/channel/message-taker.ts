import {ArthasError} from '../../error.js';
import {isTerminal, resultsOf} from '../../protocol/channel-response.js';
import {ResponseStatus, type ActionResponse} from '../../protocol/generated/ArthasService.js';
import type {Result} from '../../protocol/result.js';
import type {Gap, JobEnd} from '../job-state.js';
import {
	count, endByStatus, lostEnhanceRace, newTally, plainMessage, refusalOf,
} from '../judge-end.js';
import type {CommandSpec, StopRequest, WireEvent} from '../wire.js';

export type MessageTaker = {
	/** Reads one message of the job; gives the event that ends it when this was the terminal one. */
	take(response: ActionResponse, isAttachedAgain: boolean): Extract<WireEvent, {kind: 'end' | 'retry'}> | undefined;
	/** Both are empty until the first message tells them. */
	readonly requestId: string;
	readonly sessionId: string;
};

/** Turns the messages of one ASYNC_EXECUTE into events: the first status other than CONTINUOUS is the end. */
export function createMessageTaker({spec, sessionId, stopRequest, emit, onSessionId}: {
	spec: CommandSpec;
	sessionId: string;
	stopRequest: () => StopRequest | undefined;
	emit: (event: WireEvent) => void;
	onSessionId: (sessionId: string) => void;
}): MessageTaker {
	const tally = newTally();
	const known = {requestId: '', sessionId};

	const takeResults = (response: ActionResponse): boolean => {
		let isInputAllowed = false;
		for (const result of readResults(response, emit)) {
			count(tally, result, spec);
			isInputAllowed ||= result['inputStatus'] === 'ALLOW_INPUT';
			// The echo of the command and the prompt's state are for terminals.
			if (result.type !== 'command' && result.type !== 'input_status') {
				emit({kind: 'result', result});
			}
		}

		return isInputAllowed;
	};

	return {
		get requestId() {
			return known.requestId;
		},
		get sessionId() {
			return known.sessionId;
		},
		take(response, isAttachedAgain) {
			if (known.requestId === '') {
				known.requestId = response.requestId;
				emit({kind: 'state', state: {name: 'running'}});
			}

			if (response.sessionId && response.sessionId !== known.sessionId) {
				known.sessionId = response.sessionId;
				onSessionId(response.sessionId);
			}

			const isInputAllowed = takeResults(response);
			if (isTerminal(response)) {
				if (lostEnhanceRace(tally)) {
					return {kind: 'retry', reason: 'enhance-race', agentWord: tally.enhancer?.message ?? ''};
				}

				return response.executeResult
					? {kind: 'end', end: endByStatus(tally, spec, stopRequest())}
					: endWithoutResult(response);
			}

			if (!isInputAllowed || !isAttachedAgain) {
				return undefined;
			}

			// The terminal message went to a reader that was already dead (Java server 3.5.6).
			emit({kind: 'gap', gap: {reason: 'terminal-lost', count: null, atLeast: 1}});
			return {kind: 'end', end: stopRequest()?.by === 'us' ? {name: 'interrupted', by: 'us', ended: 'yes'} : {name: 'done', statusCode: null}};
		},
	};
}

function endWithoutResult({status, message}: ActionResponse): Extract<WireEvent, {kind: 'end' | 'retry'}> {
	const refusal = refusalOf(message);
	if (refusal?.kind === 'end' || refusal?.kind === 'retry') {
		return refusal;
	}

	return {kind: 'end', end: endByWord(status, message)};
}

function endByWord(status: ResponseStatus, message: string): JobEnd {
	if (message.includes('went away after it was given the command')) {
		return {name: 'lost', reason: 'agent-gone', mayStillRun: true};
	}

	return status === ResponseStatus.SUCCEEDED
		? {name: 'done', statusCode: null}
		: {name: 'failed', mayHaveRun: false, error: new ArthasError('ERR_COMMAND', plainMessage(message) || 'the agent ended the request without a word')};
}

/** Results that can't be read are missing from the job, which goes on. */
function readResults(response: ActionResponse, emit: (event: WireEvent) => void): Result[] {
	try {
		return resultsOf(response);
	} catch (error) {
		const gap: Gap = {
			reason: 'unreadable-batch', count: null, atLeast: 1, detail: (error as Error).message,
		};
		emit({kind: 'gap', gap});
		return [];
	}
}
