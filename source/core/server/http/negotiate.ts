import {Buffer} from 'node:buffer';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {printActionResponse, printActionResponseText} from '../../protocol/channel-response.js';
import {ActionResponse} from '../../protocol/generated/ArthasService.js';
import {RequestFailure} from '../failure.js';
import {reply} from './reply.js';

export type Format = 'json' | 'text' | 'protobuf';

/** Chosen before the command runs; the Java server runs it and then answers 406. */
export function negotiate(request: IncomingMessage): Format {
	const accepted = (request.headers.accept ?? '*/*').split(',').map(part => part.split(';')[0]?.trim().toLowerCase() ?? '');
	for (const type of accepted) {
		switch (type) {
			case '*/*':
			case 'application/*':
			case 'application/json': {
				return 'json';
			}

			case 'text/plain':
			case 'text/*': {
				return 'text';
			}

			case 'application/x-protobuf': {
				return 'protobuf';
			}

			default:
		}
	}

	throw new RequestFailure({status: 406, message: 'this endpoint answers application/json, text/plain or application/x-protobuf'});
}

export function replyAction(response: ServerResponse, format: Format, action: ActionResponse): void {
	if (format === 'json') {
		reply(response, 200, 'application/json;charset=utf-8', printActionResponse(action, {pretty: true}));
	} else if (format === 'text') {
		reply(response, 200, 'text/plain;charset=utf-8', printActionResponseText(action));
	} else {
		reply(response, 200, 'application/x-protobuf;charset=UTF-8', Buffer.from(ActionResponse.encode(action).finish()), {
			'x-protobuf-schema': 'ArthasService.proto',
			'x-protobuf-message': 'com.alibaba.arthas.channel.proto.ActionResponse',
		});
	}
}
