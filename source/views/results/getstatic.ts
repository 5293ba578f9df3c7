import type {Block} from '../block.js';
import {lineOf, span, textBlock} from '../build-block.js';
import type {Members} from '../members.js';
import {objectBlocks} from '../object-value.js';

/** One static field. Arthas of the channel-server branch (3.5.6) calls its value `fieldValue`. */
export function getstaticView(result: Members): Block[] {
	const name = result.text('fieldName');
	const value = result.json('field') ?? result.json('fieldValue');
	result.hide('expand', 'sizeLimit');
	return [
		...(name === undefined ? [] : [textBlock(lineOf('field: ', span(name, 'title')))]),
		...(value === undefined ? [] : objectBlocks(value)),
	];
}
