import {ExactNumber} from './exact-number.js';
import type {Json, JsonObject} from './result.js';

/** True for a JSON object, which neither a list nor an exact number is. */
export function isJsonObject(json: Json | undefined): json is JsonObject {
	return typeof json === 'object' && json !== null && !Array.isArray(json) && !(json instanceof ExactNumber);
}
