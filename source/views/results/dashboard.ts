import type {JsonObject} from '../../core/protocol/result.js';
import type {Block} from '../block.js';
import {listItem, textBlock} from '../build-block.js';
import {type Members, membersOf} from '../members.js';
import {recordTable} from '../record-table.js';
import {shapeBlocks} from '../shape-view.js';
import {memoryTable} from './memory-table.js';
import {threadTable} from './thread-table.js';

/** One sample of `dashboard`, its parts one below the other. */
export function dashboardView(result: Members): Block[] {
	const threads = result.objects('threads');
	const memory = result.object('memoryInfo');
	const collectors = result.objects('gcInfos');
	const runtime = result.object('runtimeInfo');
	const tomcat = result.object('tomcatInfo');
	return [
		...(threads === undefined ? [] : [threadTable(threads), textBlock('')]),
		...(memory === undefined ? [] : [...memoryTable(memory), textBlock('')]),
		...(collectors === undefined ? [] : [collectorTable(collectors), textBlock('')]),
		...(runtime === undefined ? [] : [...runtimeBlocks(runtime), textBlock('')]),
		...(tomcat === undefined ? [] : [...shapeBlocks(tomcat), textBlock('')]),
	];
}

function collectorTable(collectors: readonly JsonObject[]): Block {
	return recordTable(collectors, [
		{title: 'GC', of: 'name', min: 20},
		{
			title: 'count', of: 'collectionCount', align: 'right', min: 7,
		},
		{title: 'time(ms)', of: 'collectionTime', align: 'right'},
	]);
}

function runtimeBlocks(runtime: JsonObject): Block[] {
	const members = membersOf(runtime);
	const uptime = members.text('uptime');
	const values: Array<[name: string, value: string | undefined]> = [
		['os.name', members.text('osName')],
		['os.version', members.text('osVersion')],
		['java.version', members.text('javaVersion')],
		['java.home', members.text('javaHome')],
		['systemload.average', members.number('systemLoadAverage')?.toFixed(2)],
		['processors', members.text('processors')],
		['timestamp', timeText(members.number('timestamp'))],
		['uptime', uptime === undefined ? undefined : `${uptime}s`],
	];
	return [
		{kind: 'list', items: values.flatMap(([name, value]) => value === undefined ? [] : [listItem(name, value)])},
		...shapeBlocks(members.rest()),
	];
}

/** The only time in a result that says its zone: milliseconds since 1970. */
function timeText(ms: number | undefined): string | undefined {
	return ms === undefined || Math.abs(ms) > 8.64e15 ? undefined : new Date(ms).toISOString();
}
