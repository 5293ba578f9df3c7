import type {OutputEntry} from '../core/protocol/output-listing.js';
import type {Block, Line} from './block.js';
import {lineOf, span, textBlock} from './build-block.js';
import {sizeText} from './host/quantity.js';

/** What JVMs have written, as a table; whose it is stands there where there are several. */
export function filesView(lists: ReadonlyArray<{agent: string; files: readonly OutputEntry[]}>): Block {
	if (lists.every(({files}) => files.length === 0)) {
		return textBlock([span('no files', 'dim')]);
	}

	const hasAgents = lists.length > 1;
	return {
		kind: 'table',
		columns: [
			...hasAgents ? [{title: 'AGENT', cut: 'middle' as const}] : [],
			{title: 'NAME', min: 12, cut: 'wrap'},
			{title: 'SIZE', align: 'right'},
			{title: 'MODIFIED', optional: true},
		],
		rows: lists.flatMap(({agent, files}) => files.map(({name, isFolder, sizeBytes, modified}): Line[] => [
			...hasAgents ? [lineOf(agent)] : [],
			lineOf(isFolder ? `${name}/` : name),
			lineOf(sizeBytes === null ? span('–', 'dim') : sizeText(sizeBytes)),
			lineOf(modified ?? span('–', 'dim')),
		])),
	};
}
