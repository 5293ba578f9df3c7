import {Buffer} from 'node:buffer';
import {ResponseStatus, type ActionResponse} from './generated/ArthasService.js';

const escapes: ReadonlyMap<number, string> = new Map([
	[0x07, String.raw`\a`],
	[0x08, String.raw`\b`],
	[0x09, String.raw`\t`],
	[0x0A, String.raw`\n`],
	[0x0B, String.raw`\v`],
	[0x0C, String.raw`\f`],
	[0x0D, String.raw`\r`],
	[0x22, String.raw`\"`],
	[0x27, String.raw`\'`],
	[0x5C, '\\\\'],
]);

/**
The text format of protobuf, which the Java channel server gives to `Accept: text/plain`: defaults
left out, bytes beyond ASCII as octal escapes, packed results raw.
*/
export function printActionResponseText(response: ActionResponse): string {
	const {executeResult, consoleResult, status} = response;
	const lines = [
		...text('agentId', response.agentId),
		...text('requestId', response.requestId),
		...(status === ResponseStatus.IGNORED1 ? [] : [`status: ${(ResponseStatus as Record<number, string | undefined>)[status] ?? status}`]),
		...text('message', response.message),
		...text('sessionId', response.sessionId),
	];
	if (executeResult) {
		lines.push(...block('executeResult', [
			...executeResult.results.flatMap(any => block('results', [...text('type_url', any.type_url), ...text('value', any.value)])),
			...(executeResult.resultsJson === undefined ? [] : block('resultsJson', text('value', executeResult.resultsJson))),
		]));
	}

	if (consoleResult) {
		lines.push(...block('consoleResult', [
			...consoleResult.results.flatMap(data => block('results', [...text('dataType', data.dataType), ...text('dataBytes', data.dataBytes)])),
			...text('consoleId', consoleResult.consoleId),
		]));
	}

	return lines.map(line => `${line}\n`).join('');
}

function block(name: string, lines: string[]): string[] {
	return [`${name} {`, ...lines.map(line => `  ${line}`), '}'];
}

function text(name: string, value: string | Buffer): string[] {
	return value.length === 0 ? [] : [`${name}: "${escaped(Buffer.from(value as string))}"`];
}

function escaped(bytes: Buffer): string {
	let printed = '';
	for (const byte of bytes) {
		const isPlain = byte >= 0x20 && byte < 0x7F;
		printed += escapes.get(byte) ?? (isPlain ? String.fromCodePoint(byte) : `\\${byte.toString(8).padStart(3, '0')}`);
	}

	return printed;
}
