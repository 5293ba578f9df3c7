import {protocolError} from '../error.js';
import {ExactNumber} from './exact-number.js';
import {isJsonObject} from './is-json-object.js';
import {stringifyJson} from './json.js';
import type {Json} from './result.js';

/** Reads one value of the JSON form of protobuf; it never sees null, which counts as absent. */
export type Read<T> = (value: Json) => T;

const packageName = 'com.alibaba.arthas.channel.proto';

/** A reader for a message; errors are worded as the Java printer of protobuf 3 has them. */
export function message<T extends object>(name: string, create: () => T, fields: {[K in keyof T]-?: Read<T[K]>}): Read<T> {
	return value => {
		if (!isJsonObject(value)) {
			fail(`Expect message object but got: ${stringifyJson(value)}`);
		}

		const read = create();
		for (const [key, member] of Object.entries(value)) {
			if (!Object.hasOwn(fields, key)) {
				fail(`Cannot find field: ${key} in message ${packageName}.${name}`);
			}

			if (member !== null) {
				const field = key as keyof T;
				read[field] = fields[field](member);
			}
		}

		return read;
	};
}

/** A string; numbers and booleans are taken by their spelling. */
export function textValue(value: Json): string {
	if (typeof value === 'object' && !(value instanceof ExactNumber)) {
		fail(`Not a string value: ${stringifyJson(value)}`);
	}

	return String(value);
}

/** A number or a numeric string without a fraction that fits 32 bits. */
export function int32(value: Json): number {
	const number = wholeNumber(value);
	return number ?? fail(`Not an int32 value: ${stringifyJson(value)}`);
}

/** The number of an enum, given by name or by number; numbers without a name are passed on. */
export function enumNumber<T extends number>(name: string, values: Record<string, string | number>): Read<T> {
	return value => {
		const named = typeof value === 'string' && Object.hasOwn(values, value) ? values[value] : undefined;
		const number = typeof named === 'number' ? named : wholeNumber(value);
		return (number ?? fail(`Invalid enum value: ${textValue(value)} for enum type: ${packageName}.${name}`)) as T;
	};
}

function wholeNumber(value: Json): number | undefined {
	const isNumeric = typeof value === 'number' || (typeof value === 'string' && /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/u.test(value));
	const number = isNumeric ? Number(value) : Number.NaN;
	return Number.isInteger(number) && Math.abs(number + 0.5) < 2 ** 31 ? number : undefined;
}

function fail(words: string): never {
	throw protocolError(words, {code: 'ERR_PROTOCOL_FORMAT'});
}
