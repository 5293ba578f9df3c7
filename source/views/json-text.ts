import {ExactNumber} from '../core/protocol/exact-number.js';
import {stringifyJson} from '../core/protocol/json.js';
import type {Json, JsonObject} from '../core/protocol/result.js';

/** A value in one text: scalars as they are, lists of scalars with commas, everything else as compact JSON. */
export function jsonText(value: Json): string {
	const scalar = scalarText(value);
	if (scalar !== undefined) {
		return scalar;
	}

	const texts = Array.isArray(value) ? scalarTexts(value) : undefined;
	return texts === undefined || texts.length === 0 ? stringifyJson(value) : texts.join(', ');
}

/** Undefined for lists, objects and null. Numbers keep the digits that came over the wire. */
export function scalarText(value: Json): string | undefined {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof ExactNumber
		? String(value)
		: undefined;
}

/** Undefined when a member of the list is no scalar. */
export function scalarTexts(values: Json[]): string[] | undefined {
	const texts = values.map(value => scalarText(value)).filter(text => text !== undefined);
	return texts.length === values.length ? texts : undefined;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

export function isNumeric(value: Json | undefined): value is number | ExactNumber {
	return typeof value === 'number' || value instanceof ExactNumber;
}
