import type {Block} from '../block.js';
import {isJsonObject} from '../json-text.js';
import type {Members} from '../members.js';
import {shapeBlocks} from '../shape-view.js';
import {hostFailure} from './host-answer.js';

/** What a host says of itself: the data of any `getinfo` method, drawn by its shape. */
export function getinfoView(result: Members): Block[] {
	const failure = hostFailure(result);
	const data = result.json('data');
	if (data === undefined || data === null) {
		return failure;
	}

	return [...failure, ...shapeBlocks(isJsonObject(data) ? data : {data})];
}
