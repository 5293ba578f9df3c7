import type {JsonObject} from '../../core/protocol/result.js';
import type {Block} from '../block.js';
import {textBlock} from '../build-block.js';
import {jsonText} from '../json-text.js';
import {type Members, membersOf} from '../members.js';
import {shapeBlocks} from '../shape-view.js';
import {threadStack} from './thread-stack.js';
import {threadTable} from './thread-table.js';

/** All threads as a table, the busiest or one of them with its stack, or the holder of the worst lock. */
export function threadView(result: Members): Block[] {
	result.hide('all');
	const threads = result.objects('threadStats');
	const counts = result.object('threadStateCount');
	const busy = result.objects('busyThreads') ?? [];
	const one = result.object('threadInfo');
	const blocking = result.object('blockingLockInfo');
	return [
		...(counts === undefined ? [] : [textBlock(countsText(counts, threads ?? []))]),
		...(threads === undefined ? [] : [threadTable(threads)]),
		...busy.flatMap(thread => [...threadStack(thread), textBlock('')]),
		...(one === undefined ? [] : threadStack(one)),
		...(blocking === undefined ? [] : blockingBlocks(blocking)),
	];
}

/** The counts are those of Java threads; the table has the JVM's own as well. */
function countsText(counts: JsonObject, threads: readonly JsonObject[]): string {
	const internal = threads.filter(thread => (membersOf(thread).number('id') ?? 1) <= 0).length;
	const java = Object.values(counts).map(Number).reduce((sum, count) => sum + count, 0);
	return [
		`Threads Total: ${java + internal}`,
		...Object.entries(counts).map(([state, count]) => `${state}: ${jsonText(count)}`),
		...(internal === 0 ? [] : [`Internal threads: ${internal}`]),
	].join(', ');
}

function blockingBlocks(blocking: JsonObject): Block[] {
	const members = membersOf(blocking);
	const thread = members.object('threadInfo');
	const lock = {identityHashCode: members.number('lockIdentityHashCode'), blockedThreads: members.text('blockingThreadCount')};
	return [...(thread === undefined ? [] : threadStack(thread, lock)), ...shapeBlocks(members.rest())];
}
