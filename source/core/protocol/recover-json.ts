import {isArthasError, protocolError} from '../error.js';
import {endOfString} from './end-of-string.js';
import {excerpt} from './excerpt.js';
import {parseJson} from './json.js';
import type {Json, JsonObject, Result} from './result.js';
import {toResult} from './to-result.js';

export type RecoveredBatch = {
	results: Result[];
	/** Elements of `body.results` that were seen and could not be read. */
	lost: number;
	/** The members outside the results that could be read; `body` without its results. */
	envelope: JsonObject;
};

/**
Reads what can be read of an answer of an Arthas HTTP API that is no valid JSON. Arthas 4.1.5 writes a
null key of a Java map as `null:"x"`, which makes the whole answer invalid, and a connection that
breaks cuts it anywhere.

@throws ArthasError ERR_PROTOCOL_JSON when not one member could be read.
*/
export function recoverBatch(text: string): RecoveredBatch {
	const batch: RecoveredBatch = {results: [], lost: 0, envelope: {}};
	// A number at the very end may have lost digits; no whole answer ends with one.
	const readable = text.replace(/[-+.\deE]+$/u, '');
	for (const [key, value] of membersOf(readable)) {
		if (key === 'body') {
			keepBody(value, batch);
		} else {
			keep(batch.envelope, key, value);
		}
	}

	if (Object.keys(batch.envelope).length + batch.results.length + batch.lost === 0) {
		throw protocolError(`nothing of the answer can be read: ${excerpt(text)}`, {code: 'ERR_PROTOCOL_JSON'});
	}

	return batch;
}

function keepBody(text: string, batch: RecoveredBatch): void {
	const body: JsonObject = {};
	for (const [key, value] of membersOf(text)) {
		if (key === 'results') {
			keepResults(value, batch);
		} else {
			keep(body, key, value);
		}
	}

	if (Object.keys(body).length > 0) {
		batch.envelope['body'] = body;
	}
}

function keepResults(text: string, batch: RecoveredBatch): void {
	for (const element of partsOf(text, '[')) {
		const value = readOrUndefined(element);
		if (value === undefined) {
			batch.lost++;
		} else {
			batch.results.push(toResult(value));
		}
	}
}

function keep(into: JsonObject, key: string, text: string): void {
	const value = readOrUndefined(text);
	if (value !== undefined && key !== '__proto__') {
		into[key] = value;
	}
}

function readOrUndefined(text: string): Json | undefined {
	try {
		return parseJson(quoteNullKeys(text));
	} catch (error) {
		if (isArthasError(error)) {
			return undefined;
		}

		throw error;
	}
}

function * membersOf(text: string): Generator<[key: string, value: string]> {
	for (const part of partsOf(text, '{')) {
		const found = /^\s*"(?<key>(?:[^"\\]|\\.){0,200})"\s*:/u.exec(part);
		if (found) {
			yield [found.groups?.['key'] ?? '', part.slice(found[0].length)];
		}
	}
}

/** The texts between the commas of an object or array, the last one perhaps cut short. */
function * partsOf(text: string, bracket: '[' | '{'): Generator<string> {
	const first = text.indexOf(bracket);
	if (first === -1 || text.slice(0, first).trim() !== '') {
		return;
	}

	let depth = 0;
	let start = first + 1;
	for (let at = first; at < text.length; at++) {
		const character = text[at];
		if (character === '"') {
			at = (endOfString(text, at) ?? text.length) - 1;
		} else if (character === '{' || character === '[') {
			depth++;
		} else if ((character === '}' || character === ']') && --depth === 0) {
			yield * nonBlank(text.slice(start, at));
			return;
		} else if (character === ',' && depth === 1) {
			yield * nonBlank(text.slice(start, at));
			start = at + 1;
		}
	}

	yield * nonBlank(text.slice(start));
}

function nonBlank(text: string): string[] {
	return text.trim() === '' ? [] : [text];
}

/** Puts quotes around a bare `null` that stands where a key belongs. */
function quoteNullKeys(text: string): string {
	let quoted = '';
	for (let at = 0; at < text.length;) {
		const quote = text.indexOf('"', at);
		const string = quote === -1 ? text.length : quote;
		const end = endOfString(text, string) ?? text.length;
		quoted += text.slice(at, string).replaceAll(/null(?=\s*:)/gu, '"null"') + text.slice(string, end);
		at = end;
	}

	return quoted;
}
