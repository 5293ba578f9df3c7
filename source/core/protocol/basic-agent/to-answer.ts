import type {JsonObject} from '../result.js';
import {retcodes, type Retcode} from './retcode.js';
import {statusOf} from './status-of.js';

/** An answer as a line: what the method says, its envelope around it. `statuscode` is ours, and stands where nothing else tells it. */
export function toAnswer(id: string, body: JsonObject, {statusCode, message}: {statusCode: number; message?: string | undefined}): JsonObject {
	const isSuccess = statusCode === 0;
	const {code, text} = isSuccess ? retcodes.success : retcodes.internalError;
	const answer = {
		id, resp: isSuccess ? 'success' : 'failed', retcode: code, message: message ?? text, ...body,
	};
	return statusCode === statusOf(answer) ? answer : {...answer, statuscode: statusCode};
}

export function failedAnswer(retcode: Retcode, detail?: string, id?: string): JsonObject {
	const {code, text} = retcodes[retcode];
	return {
		...(id !== undefined && {id}), resp: 'failed', retcode: code, message: detail === undefined ? text : `${text}: ${detail}`,
	};
}
