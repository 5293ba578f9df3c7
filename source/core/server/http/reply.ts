import {Buffer} from 'node:buffer';
import type {ServerResponse} from 'node:http';
import {printBootError} from '../../protocol/boot-error.js';
import {RequestFailure} from '../failure.js';

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
	const {status, headers, body} = failureAnswer(failure, path);
	reply(response, status, 'application/json', body, headers);
}

/** The same for whoever has no `ServerResponse`. */
export function failureAnswer(failure: unknown, path: string): {status: number; headers: Record<string, string>; body: string} {
	const {allow, ...fields} = failure instanceof RequestFailure
		? failure.fields
		: {status: 500, message: failure instanceof Error ? failure.message : String(failure), allow: undefined};
	const headers: Record<string, string> = {};
	if (fields.retryAfterMs) {
		headers['retry-after'] = String(Math.ceil(fields.retryAfterMs / 1000));
	}

	if (fields.status === 401) {
		headers['www-authenticate'] = 'Basic realm="Realm"';
	}

	if (allow) {
		headers['allow'] = allow;
	}

	if (fields.status === 413) {
		// What is still on its way is not read.
		headers['connection'] = 'close';
	}

	return {status: fields.status, headers, body: printBootError({...fields, path})};
}
