import type {Block} from '../block.js';
import {linesBlock, span, textBlock} from '../build-block.js';
import type {Members} from '../members.js';
import {recordTable} from '../record-table.js';

/** What the compiler in the agent wrote. */
export function mcView(result: Members): Block[] {
	const files = result.texts('files');
	return files === undefined ? [] : [textBlock([span('Memory compiler output:', 'title')]), linesBlock(files)];
}

/** Classes that were replaced. */
export function redefineView(result: Members): Block[] {
	return replacedBlocks('redefine', result.text('redefinitionCount'), result.texts('redefinedClasses'));
}

/** Classes that were replaced, or the list of replacements that are in force. */
export function retransformView(result: Members): Block[] {
	const entries = result.objects('retransformEntries');
	const classes = result.texts('retransformClasses');
	const count = result.text('retransformCount');
	const ids = result.texts('ids');
	return [
		...(entries === undefined ? replacedBlocks('retransform', count, classes) : []),
		...(ids === undefined ? [] : [textBlock(`ids: ${ids.join(', ')}`)]),
		// `bytes` is the whole class file.
		...(entries === undefined
			? []
			: [recordTable(entries, [
				{title: 'Id', of: 'id', align: 'right'},
				{title: 'ClassName', of: 'className', cut: 'middle'},
				{title: 'TransformCount', of: 'transformCount', align: 'right'},
				{title: 'LoaderHash', of: 'hashCode'},
				{title: 'LoaderClassName', of: 'classLoaderClass', cut: 'middle'},
			], ['bytes'])]),
	];
}

function replacedBlocks(verb: string, count: string | undefined, classes: string[] | undefined): Block[] {
	return count === undefined && classes === undefined
		? []
		: [textBlock(`${verb} success, size: ${count ?? '?'}${classes === undefined ? '' : ', classes:'}`), linesBlock(classes ?? [])];
}
