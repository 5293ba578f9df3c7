import type {Block} from '../block.js';
import {textBlock} from '../build-block.js';
import type {Members} from '../members.js';
import {namedObjects, objectBlocks} from '../object-value.js';
import {fragmentDetail} from './tt-detail.js';
import {fragmentTable} from './tt-table.js';

/** The time tunnel: a list of calls, one in detail, an expression over one or several, or a replay. */
export function ttView(result: Members): Block[] {
	const fragments = result.objects('timeFragmentList');
	const fragment = result.object('timeFragment');
	const value = result.json('watchValue');
	const values = result.object('watchResults');
	result.hide('expand', 'sizeLimit');
	const isFirst = result.flag('first') ?? true;
	return [
		...(fragments === undefined ? [] : [fragmentTable(fragments, isFirst)]),
		...(fragment === undefined ? [] : fragmentDetail(fragment)),
		...(value === undefined ? [] : objectBlocks(value)),
		...(values === undefined ? [] : namedObjects(Object.entries(values))),
		...replayBlocks(result),
	];
}

function replayBlocks(result: Members): Block[] {
	const replay = result.object('replayResult');
	if (replay === undefined) {
		return [];
	}

	const count = result.text('replayNo') ?? '1';
	return [...fragmentDetail(replay, count), textBlock(`replay ${count} done`, '')];
}
