import type {Block} from '../block.js';
import {span, textBlock} from '../build-block.js';
import type {Members} from '../members.js';

/** The time that the terminal prints as well is not in the result. */
export function rowAffectView(result: Members): Block[] {
	const count = result.text('rowCount');
	return count === undefined ? [] : [textBlock([span(`Affect(row-cnt:${count})`, 'dim')])];
}
