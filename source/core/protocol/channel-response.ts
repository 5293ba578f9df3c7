import {protocolError} from '../error.js';
import {anyResult} from './any-result.js';
import {ResponseStatus, type ActionResponse} from './generated/ArthasService.js';
import {parseJson} from './json.js';
import type {Result} from './result.js';
import {toResult} from './to-result.js';

export {parseActionResponse, toActionResponse} from './parse-action-response.js';
export {printActionResponse} from './print-action-response.js';
export {printActionResponseText} from './print-action-response-text.js';

/**
The results that a response carries, in either of the two forms that agents send.

@throws ArthasError ERR_PROTOCOL_JSON, ERR_PROTOCOL_TOO_LARGE or ERR_PROTOCOL_RESULT when they can't be read.
*/
export function resultsOf({executeResult}: Pick<ActionResponse, 'executeResult'>): Result[] {
	if (!executeResult) {
		return [];
	}

	const packed = executeResult.results.map(any => anyResult(any));
	if (executeResult.resultsJson === undefined || executeResult.resultsJson === '') {
		return packed;
	}

	const json = parseJson(executeResult.resultsJson);
	if (!Array.isArray(json)) {
		throw protocolError('resultsJson holds no list of results', {code: 'ERR_PROTOCOL_RESULT'});
	}

	return [...packed, ...json.map(element => toResult(element))];
}

/** The first response that is terminal ends a job; agents send one more after it. */
export function isTerminal({status}: Pick<ActionResponse, 'status'>): boolean {
	return status !== ResponseStatus.CONTINUOUS;
}
