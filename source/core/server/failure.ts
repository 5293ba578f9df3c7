import type {printBootError} from '../protocol/boot-error.js';
import {steadyNow} from './clock.js';

export type FailureFields = Omit<Parameters<typeof printBootError>[0], 'path'> & {
	/** The methods that a path takes, for 405. */
	allow?: string | undefined;
};

/** A refusal or failure that a caller gets as an HTTP status with a JSON reason, at once. */
export class RequestFailure extends Error {
	readonly fields: FailureFields;

	constructor(fields: FailureFields & {message: string}) {
		super(fields.message);
		this.fields = fields;
	}
}

export const unknownAgent = (agentId: string, others: number) => new RequestFailure({
	status: 404,
	code: 'AGENT_UNKNOWN',
	ran: 'no',
	message: `no agent ${agentId || '(empty id)'} here; ${others === 1 ? '1 other is' : `${others} others are`}`,
	hint: 'GET /agents lists them',
	agentId,
});

/** `goneSince` is when its connection went; 0 or nothing when nobody knows. */
export const agentGone = (agentId: string, goneSince = 0) => new RequestFailure({
	status: 503,
	code: 'AGENT_GONE',
	ran: 'no',
	message: goneSince > 0 ? `${agentId} has had no connection for ${Math.round((steadyNow() - goneSince) / 1000)} s; nothing was sent` : `${agentId} has no connection; nothing was sent`,
	hint: 'agents come back within 6 s of a lost connection',
	agentId,
	retryAfterMs: 5000,
});

export const consoleOnly = (agentId: string) => new RequestFailure({
	status: 501,
	code: 'CONSOLE_ONLY',
	ran: 'no',
	message: `${agentId} came by the tunnel door, and a stock agent takes no commands there but in a console`,
	hint: `/ws?method=connectArthas&id=${encodeURIComponent(agentId)}; arthas-tui exec types into one`,
	agentId,
});

export const agentBusy = (agentId: string, inFlight: number) => new RequestFailure({
	status: 429,
	code: 'AGENT_BUSY',
	ran: 'no',
	message: `${agentId} has ${inFlight} requests in flight; nothing was sent`,
	agentId,
	retryAfterMs: 1000,
});

export const agentLost = (agentId: string, requestId: string) => new RequestFailure({
	status: 502,
	code: 'AGENT_LOST',
	ran: 'maybe',
	message: `${agentId} went away after it was given the command`,
	agentId,
	requestId,
});

export const noAnswer = (agentId: string, requestId: string, waitedMs: number, likely: string) => new RequestFailure({
	status: 504,
	code: 'DEADLINE',
	ran: 'maybe',
	message: `no answer from ${agentId} in ${Math.round(waitedMs / 100) / 10} s; ${likely}`,
	hint: `GET /agent/${encodeURIComponent(agentId)}/results/${requestId} reads a late answer for 10 min`,
	agentId,
	requestId,
});

export const notKept = (agentId: string, requestId: string) => new RequestFailure({
	status: 404,
	ran: 'maybe',
	message: `no request ${requestId} of ${agentId} is kept here`,
	hint: 'ended requests are kept for 10 min, and none over a restart of the server',
	agentId,
	requestId,
});

export const draining = (ran: 'no' | 'maybe') => new RequestFailure({
	status: 503,
	code: 'DRAINING',
	ran,
	message: ran === 'no' ? 'this server is shutting down and takes no new jobs' : 'this server was shut down while the command ran',
	retryAfterMs: 10_000,
});

export const tooLarge = (bytes: number) => new RequestFailure({
	status: 413,
	code: 'TOO_LARGE',
	ran: 'no',
	message: `a request of more than ${bytes} bytes is refused, since an agent loses its connection over one of 4 MiB`,
});

export const notAllowed = (message: string) => new RequestFailure({
	status: 403,
	code: 'NOT_ALLOWED',
	ran: 'no',
	message,
});

/** A caller that says it asks again means a request that may have been taken before: it is never started a second time on a guess. */
export const keyUnknown = () => new RequestFailure({
	status: 409,
	code: 'KEY_UNKNOWN',
	ran: 'maybe',
	message: 'nothing is known here of an earlier request with this Idempotency-Key; the server may have been restarted since',
});

export const keyReused = () => new RequestFailure({
	status: 409,
	code: 'KEY_REUSED',
	ran: 'no',
	message: 'this Idempotency-Key was used for another body',
});
