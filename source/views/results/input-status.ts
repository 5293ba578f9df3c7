import type {Block} from '../block.js';
import type {Members} from '../members.js';

/** Tells a prompt whether it may take input; there is nothing to read in it. */
export function inputStatusView(result: Members): Block[] {
	result.hide('inputStatus');
	return [];
}
