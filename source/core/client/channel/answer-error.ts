import {ArthasError, type ErrorCode} from '../../error.js';
import {parseBootError, type BootError} from '../../protocol/boot-error.js';
import type {Endpoint} from '../endpoint.js';
import type {HttpAnswer} from '../http.js';
import {loginError} from '../login-error.js';

type Answer = Pick<HttpAnswer, 'status' | 'headers' | 'text'>;

/** What our own server says in the body of its answer. */
const ownCodes: Record<string, ErrorCode> = {
	AGENT_UNKNOWN: 'ERR_AGENT_UNKNOWN',
	AGENT_GONE: 'ERR_AGENT_GONE',
	AGENT_LOST: 'ERR_COMMAND_LOST',
	AGENT_BUSY: 'ERR_AGENT_BUSY',
	DEADLINE: 'ERR_TIMEOUT',
	EXPIRED: 'ERR_TIMEOUT',
	DRAINING: 'ERR_CONNECT_DRAINING',
	TOO_LARGE: 'ERR_PROTOCOL_TOO_LARGE',
};

/** An HTTP answer that is not what was asked for, as an error that says what to do. */
export function answerError(answer: Answer, endpoint: Endpoint): ArthasError {
	const {status} = answer;
	const {host} = endpoint.base;
	const body = parseBootError(answer.text);
	if (status === 401) {
		return loginError(endpoint, host, answer.text);
	}

	if (status === 403) {
		return new ArthasError('ERR_AUTH_POLICY', `${host} refuses this: ${body?.message ?? 'forbidden'}`, {hint: body?.hint});
	}

	return (body && errorByBody(body, host)) ?? errorByStatus(answer, body, host);
}

function errorByBody({status, code = '', message, hint, ran, path}: BootError, host: string): ArthasError | undefined {
	if (Object.hasOwn(ownCodes, code)) {
		return new ArthasError(ownCodes[code]!, message ?? `${host} answers ${status}`, {hint, ran, retryable: status === 503 || status === 429});
	}

	return status === 404 && path.startsWith('/agent/')
		? new ArthasError('ERR_AGENT_UNKNOWN', message ?? `${host} doesn't know ${path}`, {hint: hint ?? 'arthas-tui agents lists what is there', ran})
		: undefined;
}

function errorByStatus({status, headers}: Answer, body: BootError | undefined, host: string): ArthasError {
	if (status === 502 || status === 504 || (status === 503 && !body)) {
		return new ArthasError('ERR_CONNECT_DOWN', `a proxy before ${host} answers ${status}: the server behind it can't be reached`, {
			hint: 'is the server running? does the proxy have the right port?', retryable: true, ran: 'maybe',
		});
	}

	if (String(headers['content-type']).includes('text/html')) {
		return new ArthasError('ERR_PROTOCOL_PEER', `${host} answers ${status} with a web page: it is no channel server, or a login page stands before it`, {
			hint: `check host and port; the HTTP port of an Arthas is written arthas+http://${host}; a proxy may need other credentials`, ran: ranByStatus(status),
		});
	}

	return new ArthasError('ERR_PROTOCOL_PEER', `${host} answers ${status}${body?.message ? `: ${body.message}` : ''}`, {
		hint: 'is this a channel server?', ran: body?.ran ?? ranByStatus(status), retryable: status >= 500 || status === 429,
	});
}

/** A refusal keeps the command from running; a success in a form that wasn't asked for, or an error inside the server, does not. */
function ranByStatus(status: number): 'no' | 'maybe' {
	return status >= 300 && status < 500 ? 'no' : 'maybe';
}
