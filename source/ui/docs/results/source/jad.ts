import {listItem} from '../../../../views/build-block.js';
import {jsonText} from '../../../../views/json-text.js';
import {membersOf} from '../../../../views/members.js';
import {shapeBlocks} from '../../../../views/shape-view.js';
import type {DocKind} from '../../kind.js';
import {blockRows} from '../../rows/block-rows.js';
import {listRows} from '../../rows/list-rows.js';
import {chainLines, textItem} from '../classes/detail.js';
import {sourceRows} from './source-rows.js';

/** Where a class came from, and its source as the decompiler sees it. */
export const jadDoc: DocKind = (members, options) => {
	const info = members.object('classInfo');
	const source = members.text('source');
	if (source === undefined) {
		return [];
	}

	const known = info === undefined ? undefined : membersOf(info);
	const loaders = known?.texts('classloader') ?? [];
	const hash = known?.text('classLoaderHash');
	const items = [
		...textItem('class', known?.text('name')),
		...textItem('source', members.text('location')),
		...(loaders.length > 0 ? [listItem('loader', chainLines(loaders, options))] : textItem('loader', hash === 'null' ? 'BootstrapClassLoader' : hash)),
	];
	const numbers = new Map(Object.entries(members.object('mappings') ?? {}).map(([line, number]) => [Number(line), jsonText(number)]));
	return [
		...listRows({kind: 'list', items}, 'c', options),
		...blockRows(known === undefined ? [] : shapeBlocks(known.rest()), 'class-rest', options),
		...(items.length === 0 ? [] : [{key: 'blank', spans: [], isQuiet: true}]),
		...sourceRows(source, {numbers, className: known?.text('name')}, options),
	];
};
