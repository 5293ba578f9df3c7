import {ArthasError, type ErrorCode} from '../../error.js';
import {parseBootError} from '../../protocol/boot-error.js';
import type {Endpoint} from '../endpoint.js';
import type {JobEnd} from '../job-state.js';
import type {HttpAnswer} from '../http.js';

/** An HTTP status that is no success, as an error that says what to do. */
export function answerError({status, headers, text}: Pick<HttpAnswer, 'status' | 'headers' | 'text'>, endpoint: Endpoint): ArthasError {
	const body = parseBootError(text);
	const {host} = endpoint.base;
	if (status === 401) {
		return new ArthasError('ERR_AUTH_LOGIN', body?.message ? `${host}: ${body.message}` : `${host} asks for a login`, {
			hint: 'set ARTHAS_TUI_USERNAME and ARTHAS_TUI_PASSWORD, or use a profile with passwordCommand',
		});
	}

	if (status === 403) {
		return new ArthasError('ERR_AUTH_POLICY', `${host} refuses this: ${body?.message ?? 'forbidden'}`, {hint: body?.hint});
	}

	const codes: Record<string, ErrorCode> = {
		AGENT_UNKNOWN: 'ERR_AGENT_UNKNOWN', AGENT_GONE: 'ERR_AGENT_GONE', AGENT_LOST: 'ERR_COMMAND_LOST', AGENT_BUSY: 'ERR_AGENT_BUSY', DEADLINE: 'ERR_TIMEOUT', EXPIRED: 'ERR_TIMEOUT',
	};
	const ownCode = body?.code === undefined ? undefined : codes[body.code];
	if (ownCode && body) {
		return new ArthasError(ownCode, body.message ?? '', {hint: body.hint, ran: body.ran, retryable: status === 503 || status === 429});
	}

	if (status === 404 && body) {
		return new ArthasError('ERR_AGENT_UNKNOWN', `${host} doesn't know ${decodeURIComponent(body.path)}`, {hint: 'arthas-tui agents lists what is there'});
	}

	if (status === 502 || status === 504 || (status === 503 && !body)) {
		return new ArthasError('ERR_CONNECT_DOWN', `a proxy before ${host} answers ${status}: the server behind it can't be reached`, {
			hint: 'is the server running? does the proxy have the right port?', retryable: true, ran: 'maybe',
		});
	}

	if (String(headers['content-type']).includes('text/html')) {
		return new ArthasError('ERR_PROTOCOL_PEER', `${host} answers ${status} with a web page: it is no channel server, or a login page stands before it`, {
			hint: 'check host and port; a proxy may need other credentials',
		});
	}

	return new ArthasError('ERR_PROTOCOL_PEER', `${host} answers ${status}${body?.message ? `: ${body.message}` : ''}`, {
		hint: 'is this a channel server?', ran: status >= 500 ? 'maybe' : 'no', retryable: status >= 500,
	});
}

/** How a refusal of the server ends a job; undefined when the answer doesn't say whether the command ran. */
export function endByError(error: ArthasError): JobEnd {
	switch (error.code) {
		case 'ERR_AGENT_BUSY': {
			return {name: 'refused', by: 'agent-busy', message: error.message};
		}

		case 'ERR_AGENT_GONE': {
			return {name: 'refused', by: 'agent-gone', message: error.message};
		}

		case 'ERR_AUTH_LOGIN': {
			return {name: 'refused', by: 'login', message: error.message};
		}

		case 'ERR_AUTH_POLICY': {
			return {name: 'refused', by: 'policy', message: error.message};
		}

		case 'ERR_COMMAND_LOST': {
			return {name: 'lost', reason: 'agent-gone', mayStillRun: true};
		}

		case 'ERR_TIMEOUT': {
			return {name: 'timed-out', ended: 'unknown', message: error.message};
		}

		default: {
			return {name: 'failed', error, mayHaveRun: error.ran === 'maybe'};
		}
	}
}
