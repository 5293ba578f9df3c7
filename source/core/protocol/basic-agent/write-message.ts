import {stringifyJson} from '../json.js';
import type {JsonObject} from '../result.js';

/** One JSON object as one line. */
export function writeMessage(message: JsonObject): string {
	return `${stringifyJson(message)}\r\n`;
}

/** Says that somebody is there. */
export const keepAlive = '\r\n';
