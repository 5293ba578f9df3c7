import {Buffer} from 'node:buffer';
import {
	SessionResult, StatusResult, SystemEnvResult, UnknownResult, VersionResult,
} from '../../../source/core/protocol/generated/ArthasResults.js';
import type {Any} from '../../../source/core/protocol/generated/google/protobuf/any.js';

type Fields = {
	readonly type: string;
	readonly version: string;
	readonly statusCode: number;
	readonly message: string;
	readonly javaPid: number;
	readonly sessionId: string;
	readonly env: Record<string, string>;
};

/** Packs a result as the agent does when it is not asked for JSON; most types become unusable. */
export function toAny(result: string): Any {
	const [name, value] = pack(JSON.parse(result) as Fields);
	return {type_url: `type.googleapis.com/com.alibaba.arthas.channel.proto.${name}`, value: Buffer.from(value)};
}

function pack(fields: Fields): [string, Uint8Array] {
	const {type, version, statusCode, message = '', javaPid, sessionId, env} = fields;
	switch (type) {
		case 'version': {
			return ['VersionResult', VersionResult.encode({type, version}).finish()];
		}

		// A message is packed as a status by 3.5.6, which has a MessageResult that it never uses.
		case 'message':
		case 'status': {
			return ['StatusResult', StatusResult.encode({type, statusCode: statusCode ?? 0, message}).finish()];
		}

		case 'session': {
			return ['SessionResult', SessionResult.encode(SessionResult.fromPartial({type, javaPid, sessionId})).finish()];
		}

		case 'sysenv': {
			return ['SystemEnvResult', SystemEnvResult.encode(SystemEnvResult.fromPartial({type, env})).finish()];
		}

		default: {
			return ['UnknownResult', UnknownResult.encode({type, message: 'unsupported proto format'}).finish()];
		}
	}
}
