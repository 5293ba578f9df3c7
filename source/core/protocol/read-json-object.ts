import {isJsonObject} from './is-json-object.js';
import {parseJson} from './json.js';
import type {JsonObject} from './result.js';

/** The object that a text of JSON is; undefined for any other text. */
export function readJsonObject(text: string): JsonObject | undefined {
	try {
		const json = parseJson(text);
		return isJsonObject(json) ? json : undefined;
	} catch {
		return undefined;
	}
}
