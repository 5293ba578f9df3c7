import {Buffer} from 'node:buffer';
import {
	SessionResult, StatusResult, UnknownResult, VersionResult,
} from '../protocol/generated/ArthasResults.js';
import {ResultFormat, type ExecuteResult} from '../protocol/generated/ArthasService.js';
import type {Any} from '../protocol/generated/google/protobuf/any.js';
import {stringifyJson} from '../protocol/json.js';
import type {Json, Result} from '../protocol/result.js';

/**
Results in the form that a request asks for. Where it asks for none this agent writes JSON: the Java agent falls back
to protobuf, which knows four result types and which the Java server (3.5.6) can't print.
*/
export function encodeResults(results: Result[], format: ResultFormat): ExecuteResult {
	return format === ResultFormat.PROTO
		? {results: results.map(result => pack(result)), resultsJson: undefined}
		: {results: [], resultsJson: stringifyJson(results)};
}

/** The packing of the Java agent, its slip included: a `message` travels as a StatusResult. */
function pack(result: Result): Any {
	const {type} = result;
	switch (type) {
		case 'version': {
			return any('VersionResult', VersionResult.encode({type, version: text(result['version'])}).finish());
		}

		case 'session': {
			const javaPid = BigInt(Number(result['javaPid']));
			return any('SessionResult', SessionResult.encode({type, javaPid, sessionId: text(result['sessionId'])}).finish());
		}

		case 'status':
		case 'message': {
			const statusCode = Number(result['statusCode'] ?? 0);
			return any('StatusResult', StatusResult.encode({type, statusCode, message: text(result['message'])}).finish());
		}

		default: {
			return any('UnknownResult', UnknownResult.encode({type, message: 'unsupported proto format'}).finish());
		}
	}
}

function any(message: string, bytes: Uint8Array): Any {
	return {type_url: `type.googleapis.com/com.alibaba.arthas.channel.proto.${message}`, value: Buffer.from(bytes)};
}

function text(value: Json | undefined): string {
	return typeof value === 'string' ? value : '';
}
