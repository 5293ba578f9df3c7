import {unpackAny, type PackedMembers} from './any-result.js';
import type {Any} from './generated/google/protobuf/any.js';
import {
	ResponseStatus, type ActionResponse, type ConsoleResult, type ExecuteResult,
} from './generated/ArthasService.js';

/**
The JSON form of a response as the Java channel server (3.5.6) prints it: defaults left out, `resultsJson`
a string, `= ' < > &` escaped in strings. Pretty is what its plain endpoints answer; compact is the
same on one line. Packed results print by their type, which that server fails to do.
*/
export function printActionResponse(response: ActionResponse, {pretty = false}: {pretty?: boolean} = {}): string {
	const {agentId, requestId, status, message, sessionId, executeResult, consoleResult} = response;
	const print = pretty ? prettyForm : compactForm;
	const members: string[] = [];
	print.text(members, 'agentId', agentId);
	print.text(members, 'requestId', requestId);
	if (status !== ResponseStatus.IGNORED1) {
		const name = (ResponseStatus as Record<number, string | undefined>)[status];
		print.member(members, 'status', name === undefined ? String(status) : `"${name}"`);
	}

	print.text(members, 'message', message);
	print.text(members, 'sessionId', sessionId);
	if (executeResult) {
		print.member(members, 'executeResult', printExecuteResult(executeResult, print));
	}

	if (consoleResult) {
		print.member(members, 'consoleResult', printConsoleResult(consoleResult, print));
	}

	return print.object(members, 0);
}

type Form = {
	member(members: string[], name: string, printed: string): void;
	text(members: string[], name: string, value: string): void;
	object(members: string[], depth: number): string;
	list(elements: string[]): string;
};

const compactForm = form(':', ',', members => `{${members.join(',')}}`);

const prettyForm = form(': ', ', ', (members, depth) => {
	const outer = `\n${'  '.repeat(depth)}`;
	return members.length === 0 ? `{${outer}}` : `{${outer}  ${members.join(`,${outer}  `)}${outer}}`;
});

function form(colon: string, comma: string, object: Form['object']): Form {
	return {
		object,
		list: elements => `[${elements.join(comma)}]`,
		member(members, name, printed) {
			members.push(`"${name}"${colon}${printed}`);
		},
		text(members, name, value) {
			if (value !== '') {
				members.push(`"${name}"${colon}${quoted(value)}`);
			}
		},
	};
}

function printExecuteResult({results, resultsJson}: ExecuteResult, print: Form): string {
	const members: string[] = [];
	if (results.length > 0) {
		print.member(members, 'results', print.list(results.map(any => printAny(any, print))));
	}

	if (resultsJson !== undefined) {
		print.member(members, 'resultsJson', quoted(resultsJson));
	}

	return print.object(members, 1);
}

function printConsoleResult({results, consoleId}: ConsoleResult, print: Form): string {
	const members: string[] = [];
	if (results.length > 0) {
		print.member(members, 'results', print.list(results.map(({dataType, dataBytes}) => {
			const data: string[] = [];
			print.text(data, 'dataType', dataType);
			if (dataBytes.length > 0) {
				// The original escapes the = of strings and leaves that of base64 alone.
				print.member(data, 'dataBytes', `"${dataBytes.toString('base64')}"`);
			}

			return print.object(data, 2);
		})));
	}

	print.text(members, 'consoleId', consoleId);
	return print.object(members, 1);
}

function printAny(any: Any, print: Form): string {
	const members: string[] = [];
	print.text(members, '@type', any.type_url);
	const packed: PackedMembers = unpackAny(any) ?? {value: any.value.toString('base64')};
	for (const [name, value] of Object.entries(packed)) {
		if (typeof value === 'object') {
			printMap(members, name, value, print);
		} else if (value !== '' && value !== 0 && value !== 0n) {
			// The JSON form of protobuf has 64-bit integers as strings.
			print.member(members, name, typeof value === 'number' ? String(value) : quoted(String(value)));
		}
	}

	return print.object(members, 2);
}

function printMap(members: string[], name: string, map: Record<string, string>, print: Form): void {
	const entries: string[] = [];
	for (const [key, value] of Object.entries(map)) {
		entries.push(`${quoted(key)}${print === prettyForm ? ': ' : ':'}${quoted(value)}`);
	}

	if (entries.length > 0) {
		print.member(members, name, print.object(entries, 3));
	}
}

const needsEscape = /[&'<=>\u2028\u2029]/u;

/** A JSON string with the characters escaped that Gson escapes for the sake of HTML. */
function quoted(text: string): string {
	const json = JSON.stringify(text);
	return needsEscape.test(json) ? json.replaceAll(/[&'<=>\u2028\u2029]/gu, escapeOf) : json;
}

function escapeOf(character: string): string {
	return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
