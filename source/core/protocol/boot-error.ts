import {readJsonObject} from './read-json-object.js';
import type {Json} from './result.js';

/** The JSON body of an HTTP answer that is no success. */
export type BootError = {
	status: number;
	path: string;
	message?: string | undefined;
	/** What went wrong, for programs: AGENT_UNKNOWN, AGENT_GONE, AGENT_BUSY, … */
	code?: string | undefined;
	/** Whether the command may have run on the agent. */
	ran?: 'no' | 'maybe' | undefined;
	/** What to do about it, for a person. */
	hint?: string | undefined;
	agentId?: string | undefined;
	requestId?: string | undefined;
	retryAfterMs?: number | undefined;
};

/** The phrases of Spring 5.2; this folder imports nothing of `node:http`. */
const phrases: Readonly<Record<number, string>> = {
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	405: 'Method Not Allowed',
	406: 'Not Acceptable',
	408: 'Request Timeout',
	409: 'Conflict',
	411: 'Length Required',
	413: 'Payload Too Large',
	414: 'URI Too Long',
	415: 'Unsupported Media Type',
	426: 'Upgrade Required',
	429: 'Too Many Requests',
	431: 'Request Header Fields Too Large',
	500: 'Internal Server Error',
	501: 'Not Implemented',
	502: 'Bad Gateway',
	503: 'Service Unavailable',
	504: 'Gateway Timeout',
};

/** An error body: the members of Spring Boot's, which users of the Java channel server know, then ours. */
export function printBootError(error: BootError): string {
	return JSON.stringify({
		timestamp: new Date().toISOString().replace('Z', '+00:00'),
		status: error.status,
		error: phrases[error.status] ?? `Http Status ${error.status}`,
		message: error.message ?? '',
		path: error.path,
		code: error.code,
		ran: error.ran,
		hint: error.hint,
		agentId: error.agentId,
		requestId: error.requestId,
		retryAfterMs: error.retryAfterMs,
	});
}

/** Reads an error body of ours or of Spring Boot; undefined when the text is none. */
export function parseBootError(text: string): BootError | undefined {
	// A proxy's page or nothing at all: the caller goes by the status line.
	const json = readJsonObject(text);
	const status = json?.['status'];
	if (!json || typeof status !== 'number' || typeof json['error'] !== 'string') {
		return undefined;
	}

	const {ran, retryAfterMs} = json;
	return {
		status,
		path: textOf(json['path']) ?? '',
		message: textOf(json['message']),
		code: textOf(json['code']),
		ran: ran === 'no' || ran === 'maybe' ? ran : undefined,
		hint: textOf(json['hint']),
		agentId: textOf(json['agentId']),
		requestId: textOf(json['requestId']),
		retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : undefined,
	};
}

function textOf(json: Json | undefined): string | undefined {
	return typeof json === 'string' && json !== '' ? json : undefined;
}
