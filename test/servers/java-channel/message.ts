import {Buffer} from 'node:buffer';
import {
	ActionRequest, type ActionResponse, RequestAction, ResponseStatus, ResultFormat,
} from '../../../source/core/protocol/generated/ArthasService.js';

/** The server can't print a protobuf `Any`, no type registry is configured. */
export class UnprintableAny extends Error {}

/** The server could not read a request; `message` is protobuf's own, without the class of the exception. */
export class UnreadableRequest extends Error {}

/** An answer as protobuf's Java printer writes it: defaults omitted, two spaces, `=` and quotes escaped. */
export function printResponse(response: ActionResponse): string {
	if (response.executeResult?.results.length) {
		throw new UnprintableAny();
	}

	const {agentId, requestId, status, message, sessionId, executeResult, consoleResult} = response;
	return print({
		agentId,
		requestId,
		status: status ? ResponseStatus[status] : undefined,
		message,
		sessionId,
		executeResult: executeResult && {resultsJson: executeResult.resultsJson},
		consoleResult: consoleResult && {
			results: consoleResult.results.map(({dataType, dataBytes}) => ({dataType, dataBytes})),
			consoleId: consoleResult.consoleId,
		},
	}, '');
}

type Printable = string | Uint8Array | undefined | readonly Printable[] | {readonly [key: string]: Printable};

function print(value: Printable, indent: string): string {
	if (typeof value === 'string') {
		return escapeHtml(JSON.stringify(value));
	}

	if (value instanceof Uint8Array) {
		// Base64 is not escaped, unlike any other text.
		return `"${Buffer.from(value).toString('base64')}"`;
	}

	if (Array.isArray(value)) {
		return `[${value.map((one: Printable) => print(one, indent)).join(', ')}]`;
	}

	const inner = `${indent}  `;
	const lines = Object.entries(value ?? {})
		.filter(([, member]) => member !== undefined && member !== '' && !(Array.isArray(member) && member.length === 0))
		.map(([name, member]) => `${inner}"${name}": ${print(member, inner)}`);
	return `{\n${lines.join(',\n')}${lines.length > 0 ? '\n' : ''}${indent}}`;
}

function escapeHtml(json: string): string {
	return json.replaceAll(/[=<>&'\u2028\u2029]/g, character => `\\u${character.codePointAt(0)?.toString(16).padStart(4, '0')}`);
}

/** Reads the JSON of an ActionRequest as strictly as protobuf's Java parser. */
export function parseRequest(text: string): ActionRequest {
	const body = object(parseJson(text), text);
	fields(body, 'ActionRequest', ['agentId', 'requestId', 'action', 'sessionId', 'executeParams', 'consoleParams']);
	return ActionRequest.fromPartial({
		action: enumeration(body['action'], RequestAction, 'RequestAction'),
		sessionId: body['sessionId'] as string | null ?? '',
		executeParams: executeParams(body['executeParams']),
		consoleParams: consoleParams(body['consoleParams']),
	});
}

function executeParams(value: unknown) {
	if (value === undefined || value === null) {
		return undefined;
	}

	const params = object(value, JSON.stringify(value));
	fields(params, 'ExecuteParams', ['commandLine', 'execTimeout', 'resultFormat']);
	return {
		commandLine: params['commandLine'] as string | null ?? '',
		execTimeout: Number(params['execTimeout'] ?? 0),
		resultFormat: enumeration(params['resultFormat'], ResultFormat, 'ResultFormat'),
	};
}

function consoleParams(value: unknown) {
	if (value === undefined || value === null) {
		return undefined;
	}

	const params = object(value, JSON.stringify(value));
	fields(params, 'ConsoleParams', ['inputData', 'consoleId']);
	return {inputData: params['inputData'] as string | null ?? '', consoleId: params['consoleId'] as string | null ?? ''};
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// The Java reader stops at the end of the text and names the last member that it began.
		const name = [...text.matchAll(/[A-Za-z_]\w*/g)].at(-1)?.[0] ?? '';
		throw new UnreadableRequest(`java.io.EOFException: End of input at line 1 column ${text.length + 1} path $.${name}`);
	}
}

function object(value: unknown, text: string): Record<string, unknown> {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new UnreadableRequest(`Expect message object but got: ${text}`);
	}

	return value as Record<string, unknown>;
}

function fields(value: Record<string, unknown>, message: string, known: readonly string[]): void {
	const unknown = Object.keys(value).find(name => !known.includes(name));
	if (unknown !== undefined) {
		throw new UnreadableRequest(`Cannot find field: ${unknown} in message com.alibaba.arthas.channel.proto.${message}`);
	}
}

/** Names and numbers are taken; unknown numbers are passed on to the agent. */
function enumeration(value: unknown, names: Record<string, string | number>, type: string): number {
	if (value === undefined || value === null) {
		return 0;
	}

	const name = value as string | number;
	const number = typeof name === 'number' ? name : names[name];
	if (typeof number !== 'number') {
		throw new UnreadableRequest(`Invalid enum value: ${name} for enum type: com.alibaba.arthas.channel.proto.${type}`);
	}

	return number;
}
