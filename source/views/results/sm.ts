import type {Block} from '../block.js';
import {textBlock} from '../build-block.js';
import {type Members, membersOf} from '../members.js';
import {shapeBlocks} from '../shape-view.js';
import {methodDetail} from './class-detail.js';

/** One method of a class, on a line or in detail. */
export function smView(result: Members): Block[] {
	const method = result.object('methodInfo');
	const isDetail = result.flag('detail') ?? false;
	if (method === undefined) {
		return [];
	}

	if (isDetail) {
		return [...methodDetail(method), textBlock('')];
	}

	const members = membersOf(method);
	members.hide('constructor');
	const line = `${members.text('declaringClass') ?? '?'} ${members.text('methodName') ?? '?'}${members.text('descriptor') ?? ''}`;
	return [textBlock(line), ...shapeBlocks(members.rest())];
}
