import type {JobEnd} from '../client/job-state.js';
import type {JsonObject, Result} from '../protocol/result.js';

/** The `status` of a job: the JVM's own, and how the job ended where that says more. */
export function lastResult(end: JobEnd, status: Result | undefined, jobId: number): Result {
	const own = status ?? {type: 'status', jobId, ...codeOf(end)};
	const says = end.name === 'timed-out' || end.name === 'lost' || (end.name === 'interrupted' && (end.by !== 'us' || end.ended !== 'yes')) || (end.name === 'limited' && end.by === 'cap-500');
	return says ? {...own, end: {...end, message: 'message' in end ? end.message ?? null : null}} : own;
}

/** A code where the JVM gave none: readers that know nothing of `end` shall not take it for a success. */
function codeOf(end: JobEnd): JsonObject {
	switch (end.name) {
		case 'done': {
			return end.message === undefined ? {} : {message: end.message};
		}

		case 'limited': {
			return {statusCode: 0};
		}

		case 'interrupted': {
			return {statusCode: -10};
		}

		case 'lost': {
			return {statusCode: -1, message: 'the JVM was lost'};
		}

		case 'timed-out':
		case 'refused': {
			return {statusCode: -1, message: end.message ?? 'it took too long'};
		}

		case 'failed': {
			return {statusCode: -1, message: end.error.message};
		}
	}
}
