import type {Block} from '../block.js';
import {span, textBlock} from '../build-block.js';
import type {Members} from '../members.js';
import {withoutColors} from '../without-colors.js';

/** The end of a job says nothing when all went well and the agent had no words for it. */
export function statusView(result: Members): Block[] {
	const code = result.text('statusCode');
	const message = result.text('message');
	const failed = code !== undefined && code !== '0';
	if (message === undefined) {
		return failed ? [textBlock([span(`status ${code}`, 'bad')])] : [];
	}

	return [textBlock([span(withoutColors(message), failed ? 'bad' : undefined)])];
}
