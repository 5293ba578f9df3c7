import {Buffer} from 'node:buffer';
import {protocolError} from '../error.js';
import {endOfString} from './end-of-string.js';
import {ExactNumber} from './exact-number.js';
import {readExactJson} from './read-exact-json.js';
import type {Json} from './result.js';
import {writeExactJson} from './write-exact-json.js';

export type JsonLimits = {
	/** Levels of nesting. Traces and object graphs of Arthas reach 2,048. */
	maxDepth?: number | undefined;
	/** Bytes of the text in UTF-8. */
	maxBytes?: number | undefined;
};

/** No message of any peer may be longer, in bytes. */
export const defaultMessageLimit = 16 * 1024 * 1024;

const defaultMaxDepth = 2500;

/**
A number token that a double might change: sixteen digits, or an exponent of three. Strings that look
like one cost only time. The character before the token keeps hexadecimal ids out.
*/
const suspicious = /(?:^|[[,:\s])-?(?:[\d.]{16}|[\d.]+[eE][+-]?\d{3})/u;

/**
Reads JSON from a peer. Numbers that a double can't hold become ExactNumbers, `__proto__` is a member
like any other.

@throws ArthasError ERR_PROTOCOL_TOO_LARGE beyond a limit, ERR_PROTOCOL_JSON (with the offset and a
short excerpt) when the text is no JSON.
*/
export function parseJson(text: string, limits: JsonLimits = {}): Json {
	checkSize(text, limits.maxBytes ?? defaultMessageLimit);
	checkDepth(text, limits.maxDepth ?? defaultMaxDepth);
	if (suspicious.test(text)) {
		return readExactJson(text);
	}

	try {
		return JSON.parse(text) as Json;
	} catch {
		// The engine's message does not always name the offset; ours does.
		return readExactJson(text);
	}
}

/**
Prints any tree of JSON values. ExactNumbers and bigints print their digits unquoted, members that
are undefined are dropped.
*/
export function stringifyJson(value: unknown, indent = 0): string {
	if (isNative(value, 0)) {
		return (JSON.stringify(value, undefined, indent)) ?? 'null';
	}

	return writeExactJson(value, ' '.repeat(indent));
}

function checkSize(text: string, maxBytes: number): void {
	// A UTF-16 unit is one to three bytes of UTF-8, so that most texts need no counting.
	const isTooLarge = text.length > maxBytes || (text.length * 3 > maxBytes && Buffer.byteLength(text) > maxBytes);
	if (isTooLarge) {
		throw protocolError(`the message is larger than the limit of ${maxBytes} bytes`, {code: 'ERR_PROTOCOL_TOO_LARGE'});
	}
}

function checkDepth(text: string, maxDepth: number): void {
	if (text.length <= maxDepth) {
		return;
	}

	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		switch (text.charAt(at)) {
			case '"': {
				at = (endOfString(text, at) ?? text.length) - 1;
				break;
			}

			case '[':
			case '{': {
				depth++;
				if (depth > maxDepth) {
					throw protocolError(`the message is nested deeper than ${maxDepth} levels at offset ${at}`, {code: 'ERR_PROTOCOL_TOO_LARGE'});
				}

				break;
			}

			case ']':
			case '}': {
				depth--;
				break;
			}

			default:
		}
	}
}

/** Whether the engine's own printer does: it knows no exact numbers and uses stack for nesting. */
function isNative(value: unknown, depth: number): boolean {
	if (typeof value === 'bigint' || value instanceof ExactNumber || depth > 500) {
		return false;
	}

	if (typeof value !== 'object' || value === null) {
		return true;
	}

	const members: unknown[] = Array.isArray(value) ? value : Object.values(value);
	return members.every(member => isNative(member, depth + 1));
}
