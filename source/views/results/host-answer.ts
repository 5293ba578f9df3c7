import type {Block} from '../block.js';
import {span, textBlock} from '../build-block.js';
import type {Members} from '../members.js';

/** The envelope of an answer of a host agent is worth a line only when it says that something failed. */
export function hostFailure(result: Members): Block[] {
	const answer = result.text('resp');
	const code = result.text('retcode');
	const message = result.text('message');
	result.hide('id');
	return answer === undefined || answer === 'success'
		? []
		: [textBlock([span(`${answer}${code === undefined ? '' : ` ${code}`}${message === undefined ? '' : `: ${message}`}`, 'bad')])];
}
