import {isJsonObject} from '../is-json-object.js';
import {parseJson} from '../json.js';
import type {Json, Result} from '../result.js';
import type {Answer} from './message.js';
import {retcodes} from './retcode.js';
import {statusOf} from './status-of.js';

/** The results of a command that ended with this answer, `status` as the last, like those of a channel. */
export function toResults(method: string, {id: _, ...answer}: Answer, jobId: number): Result[] {
	const {
		resp, retcode, message, statuscode, results, ...body
	} = answer;
	const isSuccess = resp === 'success';
	const statusCode = statusOf(answer);
	// What an interrupt ended has no word of its own, as at a channel.
	const isCut = statusCode === -10 && retcode === retcodes.killed.code;
	const status = {
		type: 'status', jobId, statusCode, ...(!isSuccess && !isCut && {message}),
	};
	// Where results went ahead, the answer says only how it ended.
	if (typeof results === 'number') {
		return [status];
	}

	const isPlain = isSuccess && !/^a?sync\.bash$/.test(method);
	const own = isPlain
		? body
		: {
			resp, retcode, message, ...body,
		};
	return [{
		type: method, jobId, ...own, ...(isPlain && 'data' in own && {data: readData(own['data'])}),
	}, status];
}

/** The document shows `data` as text everywhere, so that an agent may put JSON into a string. */
function readData(data: Json | undefined): Json {
	if (typeof data !== 'string' || !/^\s*[[{]/.test(data)) {
		return data ?? null;
	}

	try {
		const json = parseJson(data);
		return isJsonObject(json) || Array.isArray(json) ? json : data;
	} catch {
		return data;
	}
}
