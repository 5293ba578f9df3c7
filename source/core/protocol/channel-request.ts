import {isArthasError, protocolError, type ArthasError} from '../error.js';
import {endOfInput} from './end-of-input.js';
import {
	ActionRequest, ConsoleParams, ExecuteParams, RequestAction, ResultFormat, type DeepPartial,
} from './generated/ArthasService.js';
import {parseJson} from './json.js';
import {
	enumNumber, int32, message, textValue,
} from './read-proto-json.js';
import type {Json} from './result.js';

const readActionRequest = message('ActionRequest', ActionRequest.create, {
	agentId: textValue,
	requestId: textValue,
	action: enumNumber<RequestAction>('RequestAction', RequestAction),
	sessionId: textValue,
	executeParams: message('ExecuteParams', ExecuteParams.create, {
		commandLine: textValue,
		execTimeout: int32,
		resultFormat: enumNumber<ResultFormat>('ResultFormat', ResultFormat),
	}),
	consoleParams: message('ConsoleParams', ConsoleParams.create, {inputData: textValue, consoleId: textValue}),
});

/**
Reads the JSON form of an ActionRequest by the rules of the Java channel server (3.5.6): names in
lowerCamelCase only, unknown names are an error, enums by name or number, null counts as absent.

@throws ArthasError ERR_PROTOCOL_FORMAT with the words that server puts behind the name of its exception,
ERR_PROTOCOL_TOO_LARGE beyond a limit.
*/
export function parseActionRequest(text: string): ActionRequest {
	return readActionRequest(text.trim() === '' ? null : readOrComplain(text));
}

/** The compact JSON form; members that have their default are left out. */
export function printActionRequest(request: DeepPartial<ActionRequest>): string {
	const {executeParams, consoleParams} = request;
	return JSON.stringify({
		agentId: orAbsent(request.agentId),
		requestId: orAbsent(request.requestId),
		action: nameOf(RequestAction, request.action),
		sessionId: orAbsent(request.sessionId),
		executeParams: executeParams && {
			commandLine: orAbsent(executeParams.commandLine),
			execTimeout: orAbsent(executeParams.execTimeout),
			resultFormat: nameOf(ResultFormat, executeParams.resultFormat),
		},
		consoleParams: consoleParams && {
			inputData: orAbsent(consoleParams.inputData),
			consoleId: orAbsent(consoleParams.consoleId),
		},
	});
}

function readOrComplain(text: string): Json {
	try {
		return parseJson(text);
	} catch (error) {
		throw isArthasError(error) && error.code === 'ERR_PROTOCOL_JSON' ? complaint(text, error) : error;
	}
}

function complaint(text: string, error: ArthasError): ArthasError {
	const words = endOfInput(text) ?? `com.google.gson.stream.MalformedJsonException: ${error.message}`;
	return protocolError(words, {code: 'ERR_PROTOCOL_FORMAT', cause: error});
}

function orAbsent<T extends string | number>(value: T | undefined): T | undefined {
	return value === '' || value === 0 ? undefined : value;
}

/** The name of an enum's number; the number itself where it has none, as protobuf's JSON has it. */
function nameOf(names: Record<number, string | undefined>, number: number | undefined): string | number | undefined {
	return number === undefined || number === 0 ? undefined : names[number] ?? number;
}
