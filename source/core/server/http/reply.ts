import {Buffer} from 'node:buffer';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {printBootError} from '../../protocol/boot-error.js';
import {RequestFailure, tooLarge} from '../failure.js';

/** The agent loses its connection over a request of 4 MiB, so larger bodies stop here. */
export const bodyLimit = 3 << 20;

/** On every answer, so that a client can tell this server from the Java one and correct its clock. */
export function ownHeaders(): Record<string, string> {
	return {
		'arthas-tui': '1',
		'arthas-tui-time': String(Date.now()),
		'cache-control': 'no-store',
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
	};
}

export function reply(response: ServerResponse, status: number, type: string, body: string | Uint8Array, headers: Record<string, string> = {}): void {
	const bytes = typeof body === 'string' ? Buffer.from(body) : body;
	response.writeHead(status, {
		...ownHeaders(), 'content-type': type, 'content-length': String(bytes.byteLength), ...headers,
	});
	response.end(bytes);
}

export function replyJson(response: ServerResponse, body: string, status = 200): void {
	reply(response, status, 'application/json', body);
}

/** Spring Boot's error shape, then ours. */
export function replyFailure(response: ServerResponse, failure: unknown, path: string): void {
	const fields = failure instanceof RequestFailure
		? failure.fields
		: {status: 500, message: failure instanceof Error ? failure.message : String(failure)};
	const headers: Record<string, string> = {};
	if (fields.retryAfterMs) {
		headers['retry-after'] = String(Math.ceil(fields.retryAfterMs / 1000));
	}

	if (fields.status === 401) {
		headers['www-authenticate'] = 'Basic realm="Realm"';
	}

	reply(response, fields.status, 'application/json', printBootError({...fields, path}), headers);
}

export async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Uint8Array>) {
		size += chunk.byteLength;
		if (size > bodyLimit) {
			throw tooLarge(bodyLimit);
		}

		chunks.push(chunk);
	}

	return Buffer.concat(chunks).toString('utf8');
}
