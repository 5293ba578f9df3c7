import {ArthasError, isArthasError} from '../../error.js';
import {apiResults, parseApiResponse, type ApiResponse} from '../../protocol/arthas-api.js';
import {isJsonObject} from '../../protocol/is-json-object.js';
import {recoverBatch} from '../../protocol/recover-json.js';
import type {Json, Result} from '../../protocol/result.js';
import type {Endpoint} from '../endpoint.js';
import {loginError} from '../login-error.js';

export type ApiAnswer = {
	response: ApiResponse;
	results: Result[];
	/** Set when the answer was invalid JSON of which the rest could be read: how much is missing, and whether its end was. */
	damage?: {lost: number; isCut: boolean; text: string} | undefined;
};

/**
Reads an answer of `/api`. Its state is the caller's to judge: 200 says nothing.

@throws ArthasError ERR_AUTH_LOGIN, ERR_PROTOCOL_RESULT (Arthas could not write the answer to what it ran),
ERR_PROTOCOL_JSON (nothing of it can be read), ERR_PROTOCOL_PEER, ERR_CONNECT_DOWN (a proxy answered).
*/
export function readAnswer(status: number, text: string, endpoint: Endpoint): ApiAnswer {
	if (status !== 200) {
		throw statusError(status, text, endpoint);
	}

	try {
		const response = parseApiResponse(text);
		return {response, results: apiResults(response)};
	} catch (error) {
		if (isArthasError(error) && error.code === 'ERR_PROTOCOL_JSON') {
			return recover(text);
		}

		throw isArthasError(error) && error.code === 'ERR_PROTOCOL_PEER' ? notArthas(text, endpoint, error) : error;
	}
}

/** Text member of the body, such as `jobStatus`. */
export function bodyText({response}: ApiAnswer, name: string): string | undefined {
	return textOf(response.body?.[name]);
}

/** Number member of the body, such as `createTime`. */
export function bodyNumber({response}: ApiAnswer, name: string): number | undefined {
	const value = response.body?.[name];
	return typeof value === 'number' ? value : undefined;
}

function recover(text: string): ApiAnswer {
	const {results, lost, envelope} = recoverBatch(text);
	const response: ApiResponse = {state: textOf(envelope['state']) ?? ''};
	const message = textOf(envelope['message']);
	return {
		response: {
			...response, ...(message !== undefined && {message}), ...(isJsonObject(envelope['body']) && {body: envelope['body']}),
		},
		results,
		damage: {lost, isCut: response.state === '', text},
	};
}

function textOf(value: Json | undefined): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function statusError(status: number, text: string, endpoint: Endpoint): ArthasError {
	const {host} = endpoint.base;
	if (status === 401 || status === 403) {
		return loginError(endpoint, host);
	}

	if (status === 413) {
		return new ArthasError('ERR_PROTOCOL_TOO_LARGE', `${host} takes no request of this size`, {hint: 'Arthas takes 10 MiB, a proxy on the way perhaps less'});
	}

	if (status === 500 && text.trim() === 'Server error') {
		// A cycle among the recorded objects of `tt`, for one (4.1.5).
		return new ArthasError('ERR_PROTOCOL_RESULT', 'the command ran, and Arthas could not write its answer', {
			hint: 'if it was tt: `tt --delete-all` cures it, for every user', ran: 'maybe', cause: text,
		});
	}

	if (status >= 500) {
		return new ArthasError('ERR_CONNECT_DOWN', `a proxy before ${host} answers ${status}: the JVM behind it can't be reached`, {
			hint: 'is Arthas attached there? does the proxy have the right port?', retryable: true, ran: 'maybe',
		});
	}

	return notArthas(text, endpoint, `status ${status}`);
}

function notArthas(text: string, {base}: Endpoint, cause: unknown): ArthasError {
	const says = text.trimStart().startsWith('<') ? 'a web page' : 'something else';
	return new ArthasError('ERR_PROTOCOL_PEER', `${base.host} is no Arthas HTTP API: ${base.pathname === '/' ? '' : base.pathname}/api answers with ${says}`, {
		hint: `Arthas listens at 8563 unless configured otherwise; for a channel server write channel+${base.protocol}//${base.host}; a login page may stand before it`, cause,
	});
}
