import type {JsonObject} from '../../../../core/protocol/result.js';
import type {Span} from '../../../../views/block.js';
import {listItem, span} from '../../../../views/build-block.js';
import {membersOf} from '../../../../views/members.js';
import {recordTable, type RecordColumn} from '../../../../views/record-table.js';
import {shapeBlocks} from '../../../../views/shape-view.js';
import {texts} from '../../../../words/index.js';
import type {DocOptions, DocRow} from '../../doc.js';
import {grouped} from '../../numbers.js';
import {blockRows} from '../../rows/block-rows.js';
import {lineRow} from '../../rows/line-row.js';
import {listRows} from '../../rows/list-rows.js';
import {tableRows} from '../../rows/table-rows.js';
import {durationText} from '../../times.js';

/** How often and how long the collectors of garbage worked since the JVM began. */
export function collectorRows(collectors: readonly JsonObject[], options: DocOptions): DocRow[] {
	return tableRows(recordTable(collectors, collectorColumns), 'gc', options);
}

const collectorColumns: RecordColumn[] = [
	{title: 'GC', min: 18, of: collector => collector.text('name')?.replace(/_generation$/u, '').replace(/^g1_/u, 'G1_').replace(/^ps_/u, 'PS_').replaceAll('_', ' ')},
	{
		title: 'COUNT', align: 'right', min: 7, of: collector => groupedText(collector.text('collectionCount')),
	},
	{
		title: 'TIME ms', align: 'right', min: 9, of: collector => groupedText(collector.text('collectionTime')),
	},
];

function groupedText(text: string | undefined): string | undefined {
	return text === undefined ? undefined : grouped(text);
}

/** What runs, where, and since when. */
export function runtimeRows(runtime: JsonObject, options: DocOptions): DocRow[] {
	const members = membersOf(runtime);
	const {say} = options;
	const uptime = members.number('uptime');
	const asked = members.number('timestamp');
	const load = members.number('systemLoadAverage');
	const items: Array<[name: string, parts: Array<string | undefined>]> = [
		['java', [members.text('javaVersion'), members.text('javaHome')]],
		[say(texts.docs.os), [members.text('osName'), members.text('osVersion'), processorsText(members.text('processors'), options)]],
		[say(texts.docs.up), [uptime === undefined ? undefined : durationText(uptime), uptime === undefined || asked === undefined ? undefined : sinceText(asked - (uptime * 1000), options)]],
		// -1 is what a JVM says that can't know it.
		[say(texts.docs.load), [load === undefined ? undefined : (load < 0 ? options.glyphs.none : load.toFixed(2))]],
	];
	const known = items.filter(([, parts]) => parts.some(part => part !== undefined));
	const list = known.map(([name, parts]) => listItem(name, [[valueSpan(parts)]]));
	return [
		lineRow('runtime', [span(say(texts.docs.runtime), 'header')], options, {isQuiet: true}),
		...listRows({kind: 'list', items: list}, 'run', options),
		...blockRows(shapeBlocks(members.rest()), 'run-rest', options),
	];
}

function sinceText(time: number, {say}: DocOptions): string {
	return say(texts.docs.since, {time: new Date(time).toISOString().replace('T', ' ').slice(0, 19)});
}

function valueSpan(parts: ReadonlyArray<string | undefined>): Span {
	return span(parts.filter(part => part !== undefined).join('  '));
}

function processorsText(count: string | undefined, {say}: DocOptions): string | undefined {
	return count === undefined ? undefined : say(texts.docs.processors, {count});
}
