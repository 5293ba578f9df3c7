import {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';
import {printActionResponse, printActionResponseText, resultsOf} from '../../protocol/channel-response.js';
import {ActionResponse} from '../../protocol/generated/ArthasService.js';
import {RequestFailure} from '../failure.js';
import {reply} from './reply.js';
import type {RouteContext} from './route.js';

export type Format = 'json' | 'text' | 'protobuf';

const formats: ReadonlyArray<[RegExp, Format]> = [
	[/^(?:\*|application)\/\*$|^application\/json$/u, 'json'],
	[/^text\/(?:\*|plain)$/u, 'text'],
	[/^application\/x-protobuf$/u, 'protobuf'],
];

/** Chosen before the command runs; the Java server runs it and then answers 406. */
export function negotiate({headers}: Pick<IncomingMessage, 'headers'>): Format {
	const accepted = (headers.accept ?? '*/*').split(',').map(part => part.split(';')[0]?.trim().toLowerCase() ?? '');
	for (const type of accepted) {
		const [, format] = formats.find(([pattern]) => pattern.test(type)) ?? [];
		if (format) {
			return format;
		}
	}

	throw new RequestFailure({status: 406, ran: 'no', message: 'this endpoint answers application/json, text/plain or application/x-protobuf'});
}

export function replyAction({response, extended}: Pick<RouteContext, 'response' | 'extended'>, format: Format, action: ActionResponse): void {
	if (format === 'json') {
		const printed = printActionResponse(action, {pretty: true});
		reply(response, 200, 'application/json', extended ? withStatusCode(printed, action) : printed);
	} else if (format === 'text') {
		reply(response, 200, 'text/plain', printActionResponseText(action));
	} else {
		reply(response, 200, 'application/x-protobuf;charset=UTF-8', Buffer.from(ActionResponse.encode(action).finish()), {
			'x-protobuf-schema': 'ArthasService.proto',
			'x-protobuf-message': 'com.alibaba.arthas.channel.proto.ActionResponse',
		});
	}
}

/** The word SUCCEEDED says only that the command ended; how, stands deep within its results. */
function withStatusCode(printed: string, action: ActionResponse): string {
	const status = safeResults(action).findLast(({type}) => type === 'status');
	return typeof status?.['statusCode'] === 'number' ? printed.replace(/\n\}$/u, `,\n  "statusCode": ${status['statusCode']}\n}`) : printed;
}

function safeResults(action: ActionResponse): ReturnType<typeof resultsOf> {
	try {
		return resultsOf(action);
	} catch {
		// What an agent sent is passed on as it is, readable or not.
		return [];
	}
}
