import {isTerminal, resultsOf} from '../../protocol/channel-response.js';
import {ResponseStatus, type ActionResponse} from '../../protocol/generated/ArthasService.js';
import {stringifyJson} from '../../protocol/json.js';
import type {JsonObject, Result} from '../../protocol/result.js';

export type LegacyAnswer = {
	requestId?: string;
	agentId?: string;
	state: string;
	message?: string;
	sessionId?: string;
	consumerId?: string;
	body?: JsonObject;
};

/** What an agent said, in the shape of the JVM's own HTTP API; acknowledgements have no body. */
export function legacyAnswer(response: ActionResponse, {extended}: {extended: boolean}): LegacyAnswer {
	const {requestId, agentId, message, sessionId, status, executeResult} = response;
	return {
		requestId,
		agentId,
		state: stateOf(status),
		message,
		sessionId,
		...(executeResult && {body: bodyOf(response, resultsOf(response), extended)}),
	};
}

/** Members in the order of the Java server; empty ones are left out but for the agent's id, which is absent only when undefined. */
export function printLegacy({requestId, agentId, state, message, sessionId, consumerId, body}: LegacyAnswer): string {
	return stringifyJson({
		...(requestId && {requestId}),
		...(agentId !== undefined && {agentId}),
		state,
		...(message && {message}),
		...(sessionId && {sessionId}),
		...(consumerId && {consumerId}),
		...(body && {body}),
	});
}

function stateOf(status: ResponseStatus): string {
	switch (status) {
		case ResponseStatus.SUCCEEDED:
		case ResponseStatus.CONTINUOUS: {
			return 'SUCCEEDED';
		}

		case ResponseStatus.REFUSED: {
			return 'REFUSED';
		}

		case ResponseStatus.INTERRUPTED: {
			return 'INTERRUPTED';
		}

		default: {
			return 'FAILED';
		}
	}
}

/** That a job has ended can't be seen in its state, which is SUCCEEDED all along; those who ask for more are told. */
function bodyOf(response: ActionResponse, results: Result[], extended: boolean): JsonObject {
	const jobId = results.find(result => result['jobId'] !== 0 && result['jobId'] !== undefined)?.['jobId'];
	return {
		results,
		...(extended && {jobStatus: isTerminal(response) ? 'TERMINATED' : 'RUNNING'}),
		...(extended && jobId !== undefined && {jobId}),
	};
}
