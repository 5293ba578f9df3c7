import type {Block} from '../../../views/block.js';
import {type Members, membersOf} from '../../../views/members.js';
import {shapeBlocks} from '../../../views/shape-view.js';
import type {DocOptions, DocRow} from '../doc.js';
import {blockRows} from './block-rows.js';

/** What a drawing for the screen has not taken, as the view in text shows it. All of it is taken then, so that nothing is drawn twice. */
export function viewRows(members: Members, view: (members: Members) => Block[], key: string, options: DocOptions): DocRow[] {
	const rest = members.rest();
	members.hide(...Object.keys(rest));
	const others = membersOf(rest);
	return [...blockRows(view(others), key, options), ...blockRows(shapeBlocks(others.rest()), `${key}-rest`, options)];
}
