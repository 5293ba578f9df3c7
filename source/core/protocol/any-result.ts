import {Buffer} from 'node:buffer';
import {protocolError} from '../error.js';
import {ExactNumber} from './exact-number.js';
import type {Any} from './generated/google/protobuf/any.js';
import {
	MessageResult, SessionResult, StatusResult, SystemEnvResult, UnknownResult, VersionResult,
} from './generated/ArthasResults.js';
import type {Json, JsonObject, Result} from './result.js';

/** A decoded message of `ArthasResults.proto`: only such members occur there. */
export type PackedMembers = Record<string, string | number | bigint | Record<string, string>>;

type Packed = {encode(message: never): {finish(): Uint8Array}; decode(bytes: Uint8Array): object; fromPartial(members: never): object};

const prefix = 'type.googleapis.com/com.alibaba.arthas.channel.proto.';

const types: ReadonlyMap<string, Packed> = new Map<string, Packed>(Object.entries({
	MessageResult, SessionResult, StatusResult, SystemEnvResult, UnknownResult, VersionResult,
}));

/**
The members of a packed result in the order of their fields; undefined for a type not in `ArthasResults.proto`.

@throws ArthasError ERR_PROTOCOL_RESULT when the bytes are no message of that type.
*/
export function unpackAny({type_url: url, value}: Any): PackedMembers | undefined {
	const type = typeOf(url);
	try {
		return type?.decode(value) as PackedMembers | undefined;
	} catch (error) {
		throw protocolError(`a packed result can't be read as ${url.slice(prefix.length)}`, {code: 'ERR_PROTOCOL_RESULT', cause: error});
	}
}

/** The counterpart of `unpackAny`; members that don't fit leave the result empty. */
export function packAny(url: string, members: JsonObject): Any {
	const type = typeOf(url);
	const {value} = members;
	if (!type) {
		return {type_url: url, value: Buffer.from(typeof value === 'string' ? value : '', 'base64')};
	}

	try {
		return {type_url: url, value: Buffer.from(type.encode(type.fromPartial(members as never) as never).finish())};
	} catch {
		return {type_url: url, value: Buffer.alloc(0)};
	}
}

/**
A packed result as the JSON form of the same result would be. Agents (3.5.6) pack the results of most
commands as an UnknownResult that tells their type only, and `message` results as a StatusResult.
*/
export function anyResult(any: Any): Result {
	const members = unpackAny(any);
	if (!members) {
		return {type: 'unknown', resultType: any.type_url, message: 'a packed result of a type that is not known here'};
	}

	const result: Result = {type: members['type'] as string};
	for (const [key, value] of Object.entries(members)) {
		if (value !== '' && !(key === 'statusCode' && result.type === 'message')) {
			result[key] = jsonOf(value);
		}
	}

	return any.type_url === `${prefix}UnknownResult` ? {...result, type: 'unknown', resultType: result.type} : result;
}

function typeOf(url: string): Packed | undefined {
	return url.startsWith(prefix) ? types.get(url.slice(prefix.length)) : undefined;
}

function jsonOf(value: PackedMembers[string]): Json {
	if (typeof value !== 'bigint') {
		return value;
	}

	const number = Number(value);
	return Number.isSafeInteger(number) ? number : new ExactNumber(String(value));
}
