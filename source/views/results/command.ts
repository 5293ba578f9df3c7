import type {Block} from '../block.js';
import {lineOf, span, textBlock} from '../build-block.js';
import type {Members} from '../members.js';

/** The echo of a command that was accepted is no answer yet; one that was not is. */
export function commandView(result: Members): Block[] {
	const command = result.text('command') ?? '';
	const state = result.text('state');
	const message = result.text('message');
	if (message === undefined && state === 'SCHEDULED') {
		return [];
	}

	return [textBlock(lineOf(span(`${state ?? '?'} `, state === 'FAILED' ? 'bad' : 'info'), message === undefined ? command : `${command}: ${message}`))];
}
