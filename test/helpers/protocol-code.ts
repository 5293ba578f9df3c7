import {isArthasError} from '../../source/core/error.js';

/** The code of the protocol error that `action` throws, or undefined; any other error goes on, since none is allowed. */
export function protocolCode(action: () => unknown): string | undefined {
	try {
		action();
		return undefined;
	} catch (error) {
		if (isArthasError(error) && error.code.startsWith('ERR_PROTOCOL')) {
			return error.code;
		}

		throw error;
	}
}
