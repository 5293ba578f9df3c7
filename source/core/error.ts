/**
Stable error codes. Programs may branch on them; they are never renamed.

The part before the second underscore decides the exit code of a command, see `explain`.
*/
export type ErrorCode =
	| 'ERR_USAGE'
	| 'ERR_CONFIG_FILE'
	| 'ERR_CONFIG_KEY'
	| 'ERR_CONFIG_SECRET'
	| 'ERR_CONNECT_ADDRESS'
	| 'ERR_CONNECT_REFUSED'
	| 'ERR_CONNECT_TIMEOUT'
	| 'ERR_CONNECT_TLS'
	| 'ERR_CONNECT_DOWN'
	| 'ERR_CONNECT_DRAINING'
	| 'ERR_CONNECT_PORT'
	| 'ERR_AUTH_LOGIN'
	| 'ERR_AUTH_POLICY'
	| 'ERR_PROTOCOL'
	| 'ERR_PROTOCOL_JSON'
	| 'ERR_PROTOCOL_RESULT'
	| 'ERR_PROTOCOL_FORMAT'
	| 'ERR_PROTOCOL_PEER'
	| 'ERR_PROTOCOL_TOO_LARGE'
	| 'ERR_TIMEOUT'
	| 'ERR_TIMEOUT_CONSOLE'
	| 'ERR_COMMAND'
	| 'ERR_COMMAND_LOST'
	| 'ERR_AGENT_UNKNOWN'
	| 'ERR_AGENT_GONE'
	| 'ERR_AGENT_BUSY'
	| 'ERR_FILE'
	| 'ERR_CLOSED';

export type ErrorDetails = {
	/** What to do about it, one sentence for a person. */
	hint?: string | undefined;
	/** True when the same call may succeed later without anybody changing anything. */
	retryable?: boolean | undefined;
	/** Whether the command may have run on the agent. Absent: it did not leave this program. */
	ran?: 'no' | 'maybe' | undefined;
	cause?: unknown;
};

/**
The one error class of the program. What an agent answers is data and never becomes one of these:
a command that fails, is refused or times out ends its job in a state of its own.
*/
export class ArthasError extends Error {
	override readonly name = 'ArthasError';
	readonly code: ErrorCode;
	readonly hint: string | undefined;
	readonly retryable: boolean;
	readonly ran: 'no' | 'maybe';

	constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
		super(message, details.cause === undefined ? undefined : {cause: details.cause});
		this.code = code;
		this.hint = details.hint;
		this.retryable = details.retryable ?? false;
		this.ran = details.ran ?? 'no';
	}
}

/** Thrown by everything in `protocol/` when bytes can't be what they claim to be. */
export function protocolError(message: string, details: ErrorDetails & {code?: Extract<ErrorCode, `ERR_PROTOCOL${string}`>} = {}): ArthasError {
	return new ArthasError(details.code ?? 'ERR_PROTOCOL', message, details);
}

export function isArthasError(error: unknown): error is ArthasError {
	return error instanceof ArthasError;
}

/** The same error of something that came before the command. */
export function nothingRan(error: ArthasError): ArthasError {
	const {code, message, hint, retryable} = error;
	return error.ran === 'no' ? error : new ArthasError(code, message, {hint, retryable, cause: error});
}
