import {stringifyJson} from '../core/protocol/json.js';

/** One JSON value for a person or a program: indented, with a newline at its end. */
export function jsonText(value: unknown): string {
	return `${harmless(stringifyJson(value, 2))}\n`;
}

/** One JSON value in one line. */
export function jsonLine(value: unknown): string {
	return `${harmless(stringifyJson(value))}\n`;
}

/** JSON lets DEL, C1 and the characters that turn the writing direction stand in a text, and a terminal would obey them. */
function harmless(json: string): string {
	return json.replaceAll(/[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu, character => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}
