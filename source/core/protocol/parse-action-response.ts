import {Buffer} from 'node:buffer';
import {protocolError} from '../error.js';
import {packAny} from './any-result.js';
import {ExactNumber} from './exact-number.js';
import {
	ResponseStatus, type ActionResponse, type ConsoleResult, type ExecuteResult,
} from './generated/ArthasService.js';
import {isJsonObject} from './is-json-object.js';
import {parseJson} from './json.js';
import type {Json, JsonObject} from './result.js';

/**
Reads the JSON form of a response. It is lenient, because servers differ: unknown members are ignored,
members of another type count as absent, a status that isn't known is IGNORED1.

@throws ArthasError ERR_PROTOCOL_JSON when the text is no JSON, ERR_PROTOCOL_PEER when it is no object.
*/
export function parseActionResponse(text: string): ActionResponse {
	const json = parseJson(text);
	if (!isJsonObject(json)) {
		throw protocolError('the answer is JSON, but no message of a channel server', {
			code: 'ERR_PROTOCOL_PEER',
			hint: 'check that the address is that of a channel server (port 8800 unless configured otherwise)',
		});
	}

	return toActionResponse(json);
}

/** The same of JSON that is parsed already, such as one of several in an answer. */
export function toActionResponse(json: JsonObject): ActionResponse {
	return {
		agentId: textOf(json['agentId']),
		requestId: textOf(json['requestId']),
		status: statusOf(json['status']),
		message: textOf(json['message']),
		sessionId: textOf(json['sessionId']),
		executeResult: executeResultOf(json['executeResult']),
		consoleResult: consoleResultOf(json['consoleResult']),
	};
}

function executeResultOf(json: Json | undefined): ExecuteResult | undefined {
	if (!isJsonObject(json)) {
		return undefined;
	}

	const {results, resultsJson} = json;
	return {
		results: objectsIn(results).map(({'@type': url, ...members}) => packAny(textOf(url), members)),
		resultsJson: typeof resultsJson === 'string' ? resultsJson : undefined,
	};
}

function consoleResultOf(json: Json | undefined): ConsoleResult | undefined {
	if (!isJsonObject(json)) {
		return undefined;
	}

	return {
		results: objectsIn(json['results']).map(({dataType, dataBytes}) => ({
			dataType: textOf(dataType),
			dataBytes: Buffer.from(textOf(dataBytes), 'base64'),
		})),
		consoleId: textOf(json['consoleId']),
	};
}

function statusOf(json: Json | undefined): ResponseStatus {
	const values = ResponseStatus as unknown as Record<string, number | string | undefined>;
	const status = typeof json === 'string' ? values[json] : json;
	return typeof status === 'number' ? status : ResponseStatus.IGNORED1;
}

function textOf(json: Json | undefined): string {
	return typeof json === 'string' || typeof json === 'number' || json instanceof ExactNumber ? String(json) : '';
}

function objectsIn(json: Json | undefined): JsonObject[] {
	return Array.isArray(json) ? json.filter(element => isJsonObject(element)) : [];
}
