import {ArthasError} from '../../error.js';
import {isTerminal, resultsOf} from '../../protocol/channel-response.js';
import {ResponseStatus, type ActionResponse} from '../../protocol/generated/ArthasService.js';
import type {Result} from '../../protocol/result.js';
import {writable, type Readable} from '../../readable.js';
import type {JobEnd} from '../job-state.js';
import {
	count, endByStatus, endByStop, lostEnhanceRace, newTally, plainMessage, refusalOf, type Tally,
} from '../judge-end.js';
import type {CommandSpec, StopRequest, WireEvent} from '../wire.js';
import {endToldByBridge, toldByBridge} from './told-by-bridge.js';

export type LastEvent = Extract<WireEvent, {kind: 'end' | 'retry'}>;

export type MessageTaker = {
	/**
	Reads one message of the job; gives the event that ends it when this was the terminal one. `isAgain`: it comes
	by a reader after the first. `word`: why the job ended, as our own server says it.
	*/
	take(response: ActionResponse, about: {isAgain: boolean; word?: string | undefined}): LastEvent | undefined;
	/** Learns the ids that an answer tells; false for one of another request, which a confused server may send. */
	learn(response: ActionResponse): boolean;
	/** Both are empty until they are learnt. */
	readonly requestId: string;
	readonly sessionId: Readable<string>;
};

/** Turns the messages of one ASYNC_EXECUTE into events: the first status other than CONTINUOUS is the end. */
export function createMessageTaker({spec, sessionId: given, stopRequest, emit}: {
	spec: CommandSpec;
	sessionId: string;
	stopRequest: () => StopRequest | undefined;
	emit: (event: WireEvent) => void;
}): MessageTaker {
	const tally = newTally();
	const sessionId = writable(given);
	let requestId = '';
	let isRunning = false;
	let endTold: JobEnd | undefined;

	const learn = (response: ActionResponse): boolean => {
		if (requestId !== '' && response.requestId !== '' && response.requestId !== requestId) {
			return false;
		}

		requestId ||= response.requestId;
		sessionId.set(response.sessionId || sessionId.getSnapshot());
		return true;
	};

	const takeResults = (response: ActionResponse): boolean => {
		let isInputAllowed = false;
		for (const result of readResults(response, emit)) {
			const told = toldByBridge(result);
			if (told) {
				emit(told);
				continue;
			}

			count(tally, result, spec);
			if (result.type === 'status') {
				endTold = endToldByBridge(result, stopRequest());
			}

			isInputAllowed ||= result['inputStatus'] === 'ALLOW_INPUT';
			// The echo of the command and the prompt's state are for terminals.
			if (result.type !== 'command' && result.type !== 'input_status') {
				emit({kind: 'result', result});
			}
		}

		return isInputAllowed;
	};

	return {
		learn,
		sessionId,
		get requestId() {
			return requestId;
		},
		take(response, {isAgain, word}) {
			if (!learn(response)) {
				emit({kind: 'notice', text: 'the server sent a message of another request; it was left out'});
				return undefined;
			}

			if (isTerminal(response)) {
				takeResults(response);
				const last: LastEvent = endTold ? {kind: 'end', end: endTold} : lastEvent(response, tally, spec, stopRequest());
				return word === 'interrupted' && last.kind === 'end' && last.end.name === 'done' ? endByServer : last;
			}

			if (!isRunning) {
				isRunning = true;
				emit({kind: 'state', state: {name: 'running'}});
			}

			if (!takeResults(response) || !isAgain) {
				return undefined;
			}

			// The terminal message went to a reader that was already dead (Java server 3.5.6).
			emit({kind: 'gap', gap: {reason: 'terminal-lost', count: null, atLeast: 1}});
			const stop = stopRequest();
			return {kind: 'end', end: stop ? endByStop(stop, 'yes') : {name: 'done', statusCode: null}};
		},
	};
}

/** Our own server interrupts what nobody has read for a while. */
const endByServer: LastEvent = {kind: 'end', end: {name: 'interrupted', by: 'server', ended: 'yes'}};

function lastEvent(response: ActionResponse, tally: Tally, spec: CommandSpec, stop: StopRequest | undefined): LastEvent {
	if (lostEnhanceRace(tally)) {
		return {kind: 'retry', reason: 'enhance-race', agentWord: tally.enhancer?.message ?? ''};
	}

	if (!response.executeResult) {
		return refusalOf(response.message) ?? {kind: 'end', end: endByWord(response)};
	}

	const isUnread = tally.status === undefined && response.status === ResponseStatus.FAILED;
	return {kind: 'end', end: isUnread ? unreadEnd : endByStatus(tally, spec, stop)};
}

/** FAILED around a status that can't be read still says that its code is not 0. */
const unreadEnd: JobEnd = {
	name: 'failed', mayHaveRun: true, error: new ArthasError('ERR_PROTOCOL_RESULT', 'the command failed on the agent, and what it says about that can\'t be read', {ran: 'maybe'}),
};

function endByWord({status, message}: ActionResponse): JobEnd {
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
		emit({
			kind: 'gap', gap: {
				reason: 'unreadable-batch', count: null, atLeast: 1, detail: (error as Error).message,
			},
		});
		return [];
	}
}
