import type {JsonObject} from '../result.js';

/** The status code of an answer: what it says, 0 for success, the exit code of a command, -1. */
export function statusOf({resp, statuscode, exitcode}: JsonObject): number {
	if (typeof statuscode === 'number') {
		return statuscode;
	}

	if (resp === 'success') {
		return 0;
	}

	return typeof exitcode === 'number' && exitcode !== 0 ? exitcode : -1;
}
