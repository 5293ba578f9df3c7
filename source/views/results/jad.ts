import type {Block, ListItem} from '../block.js';
import {
	listItem, outputBlock, span, textBlock,
} from '../build-block.js';
import {type Members, membersOf} from '../members.js';
import {shapeBlocks} from '../shape-view.js';
import {classChain} from './class-chain.js';

/** Where a class came from, and its source as the decompiler sees it. */
export function jadView(result: Members): Block[] {
	const info = result.object('classInfo');
	const location = result.text('location');
	const source = result.text('source');
	// The source carries the line numbers that this maps.
	result.hide('mappings');
	return [
		...(info === undefined ? [] : loaderBlocks(membersOf(info))),
		...(location === undefined ? [] : [textBlock([span('Location:', 'title')], location, '')]),
		...(source === undefined ? [] : [outputBlock(source)]),
	];
}

/** Classes that were written to files, with the file of each. */
export function dumpView(result: Members): Block[] {
	const classes = result.objects('dumpedClasses') ?? [];
	return classes.flatMap((dumped): Block[] => {
		const members = membersOf(dumped);
		const loaders = members.texts('classloader');
		const items = [
			...textItem('name', members.text('name')),
			...textItem('HASHCODE', members.text('classLoaderHash')),
			...(loaders === undefined ? [] : [listItem('CLASSLOADER', classChain(loaders))]),
			...textItem('LOCATION', members.text('location')),
		];
		return [{kind: 'list', items}, ...shapeBlocks(members.rest()), textBlock('')];
	});
}

function loaderBlocks(info: Members): Block[] {
	const loaders = info.texts('classloader') ?? [];
	// The source names the class, and the loader its hash.
	info.hide('name', 'classLoaderHash');
	return [{kind: 'text', lines: [[span('ClassLoader:', 'title')], ...classChain(loaders), []]}, ...shapeBlocks(info.rest())];
}

function textItem(name: string, text: string | undefined): ListItem[] {
	return text === undefined ? [] : [listItem(name, text)];
}
