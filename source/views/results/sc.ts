import type {Block} from '../block.js';
import {linesBlock, textBlock} from '../build-block.js';
import type {Members} from '../members.js';
import {classDetail} from './class-detail.js';

/** Names of classes, one on a line, or one class in detail. */
export function scView(result: Members): Block[] {
	const names = result.texts('classNames');
	const detail = result.object('classInfo');
	result.hide('segment', 'detailed', 'withField');
	return [
		...(names === undefined ? [] : [linesBlock(names)]),
		...(detail === undefined ? [] : [...classDetail(detail), textBlock('')]),
	];
}
