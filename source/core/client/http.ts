import {Buffer} from 'node:buffer';
import {Pool, request} from 'undici';
import {ArthasError, protocolError} from '../error.js';
import {timeoutSignal} from '../timeout-signal.js';
import {connectError} from './connect-error.js';
import type {Endpoint} from './endpoint.js';
import {loginHeaders} from './login-headers.js';

export type HttpRequest = {
	method?: 'GET' | 'POST';
	/** Below the endpoint's base; its variable parts are percent-encoded by the caller. */
	path: string;
	body?: string;
	headers?: Record<string, string>;
	/** From sending to the last byte of the answer, ms; 0 is without end. */
	timeoutMs: number;
	signal: AbortSignal;
};

export type HttpAnswer = {status: number; headers: Record<string, string | string[] | undefined>; text: string};
export type HttpStream = {status: number; headers: Record<string, string | string[] | undefined>; body: AsyncIterable<Uint8Array>; text(): Promise<string>};

/** One endpoint over HTTP/1.1 with its login, its TLS and its limits. Rejects with ERR_CONNECT_*, ERR_TIMEOUT, ERR_PROTOCOL_*. */
export type HttpClient = {
	request(request: HttpRequest): Promise<HttpAnswer>;
	/** Resolves with the headers; the body comes as it comes. */
	stream(request: HttpRequest): Promise<HttpStream>;
	close(): Promise<void>;
};

export function createHttpClient(endpoint: Endpoint, {maxMessage, connectMs = 5000}: {maxMessage: number; connectMs?: number}): HttpClient {
	// Arthas ends a connection with each answer, and a dispatcher for many origins would make a new pool for each then.
	const dispatcher = new Pool(endpoint.base.origin, {
		connect: {
			timeout: connectMs, keepAlive: true, keepAliveInitialDelay: 15_000, ...(endpoint.ca !== undefined && {ca: endpoint.ca}),
		},
		headersTimeout: 0,
		bodyTimeout: 0,
		maxHeaderSize: 32_768,
		pipelining: 1,
	});
	const prefix = endpoint.base.pathname === '/' ? '' : endpoint.base.pathname;
	const login = loginHeaders(endpoint);

	const send = async ({method = 'GET', path, body, headers, signal}: HttpRequest, deadline: AbortSignal | undefined) => {
		try {
			return await request(`${endpoint.base.origin}${prefix}${path}`, {
				method,
				dispatcher,
				headers: {
					...login, 'arthas-tui': '1', ...(body !== undefined && {'content-type': 'application/json'}), ...headers,
				},
				body: body ?? null,
				signal: deadline ? AbortSignal.any([signal, deadline]) : signal,
			});
		} catch (error) {
			throw reasonOf(error, {endpoint, signal, deadline});
		}
	};

	const openStream = async (wanted: HttpRequest): Promise<HttpStream> => {
		const deadline = wanted.timeoutMs > 0 ? timeoutSignal(wanted.timeoutMs) : undefined;
		const {statusCode, headers, body} = await send(wanted, deadline);
		// An abandoned body may fail after everybody has left it.
		body.on('error', () => undefined);
		const chunks = async function * () {
			try {
				yield * body as AsyncIterable<Uint8Array>;
			} catch (error) {
				throw reasonOf(error, {endpoint, signal: wanted.signal, deadline});
			}
		};

		return {
			status: statusCode,
			headers,
			body: chunks(),
			text: async () => readText(chunks(), maxMessage),
		};
	};

	return {
		stream: openStream,
		async request(wanted) {
			const answer = await openStream(wanted);
			return {status: answer.status, headers: answer.headers, text: await answer.text()};
		},
		async close() {
			await dispatcher.destroy();
		},
	};
}

async function readText(chunks: AsyncIterable<Uint8Array>, maxMessage: number): Promise<string> {
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of chunks) {
		size += chunk.byteLength;
		if (size > maxMessage) {
			throw protocolError(`an answer of more than ${maxMessage} bytes was cut off`, {
				code: 'ERR_PROTOCOL_TOO_LARGE', hint: 'narrow the command, or raise maxMessage in the config', ran: 'maybe',
			});
		}

		parts.push(chunk);
	}

	return Buffer.concat(parts).toString('utf8');
}

function reasonOf(error: unknown, {endpoint, signal, deadline}: {endpoint: Endpoint; signal: AbortSignal; deadline: AbortSignal | undefined}): unknown {
	if (signal.aborted) {
		return signal.reason;
	}

	if (deadline?.aborted) {
		return new ArthasError('ERR_TIMEOUT', `${endpoint.base.host} gave no complete answer in time`, {
			retryable: true, ran: 'maybe', hint: 'it may be busy, frozen, or not a server of this kind',
		});
	}

	return connectError(error, endpoint);
}
