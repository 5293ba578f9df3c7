import {status} from '@grpc/grpc-js';
import {ArthasError} from '../error.js';

/** Why a connection to a channel server ended, from the status of one of its gRPC calls. */
export function linkError(server: string, call: string, {code, details}: {code: status; details: string}): ArthasError {
	const cause = new Error(`${call}: ${status[code]} ${details}`.trimEnd());
	if (details.includes('ECONNREFUSED')) {
		return new ArthasError('ERR_CONNECT_REFUSED', `Nothing listens at ${server}`, {retryable: true, cause});
	}

	if (code === status.DEADLINE_EXCEEDED) {
		return new ArthasError('ERR_CONNECT_TIMEOUT', `${server} does not answer as a channel server`, {retryable: true, cause});
	}

	if (code === status.UNIMPLEMENTED) {
		const hint = 'The agents\' port of a channel server is 7700 unless it was told otherwise.';
		return new ArthasError('ERR_PROTOCOL_PEER', `${server} is a gRPC server, but not a channel server`, {retryable: true, cause, hint});
	}

	return new ArthasError('ERR_CONNECT_DOWN', `The connection to ${server} ended`, {retryable: true, cause});
}
