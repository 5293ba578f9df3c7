import type {StreamPlace} from '../../workspace/stream.js';
import type {ActionContext} from '../context.js';
import {changeStream, streamOf} from './change-stream.js';
import type {StreamPort} from './stream-port.js';

/** Puts the cursor on a row that was found, or says that there is none. */
export function goTo(context: ActionContext, text: string, find: (stream: StreamPort) => StreamPlace | undefined): void {
	const stream = streamOf(context);
	if (!stream || text === '') {
		return;
	}

	const place = find(stream);
	if (place) {
		changeStream(context, {type: 'to', place});
	} else {
		context.notify('info', context.say({en: 'nothing here has “{text}”', zh: '此处没有“{text}”'}, {text}));
	}
}
