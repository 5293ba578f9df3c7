import type {JsonObject} from '../../../../core/protocol/result.js';
import type {Line} from '../../../../views/block.js';
import {span} from '../../../../views/build-block.js';
import {jsonText} from '../../../../views/json-text.js';
import {membersOf} from '../../../../views/members.js';
import {shapeBlocks} from '../../../../views/shape-view.js';
import {texts} from '../../../../words/index.js';
import type {DocOptions, DocRow} from '../../doc.js';
import type {DocKind} from '../../kind.js';
import {blockRows} from '../../rows/block-rows.js';
import {textRows} from '../../rows/text-rows.js';
import {stateRank, stateSpan} from './states.js';
import {threadList} from './thread-list.js';
import {threadStack} from './thread-stack.js';

/** All threads by state; the busiest, or one of them, with its stack; or the holder of the worst lock. */
export const threadDoc: DocKind = (members, options) => {
	members.hide('all');
	const threads = members.objects('threadStats');
	const counts = members.object('threadStateCount');
	const busy = members.objects('busyThreads') ?? [];
	const one = members.object('threadInfo');
	const blocking = members.object('blockingLockInfo');
	return [
		...(counts === undefined ? [] : textRows([countsLine(counts, threads ?? [], options)], 'counts', options)),
		...(threads === undefined ? [] : threadList(threads, options)),
		...busy.flatMap((thread, index) => threadStack(thread, `b${index}`, options)),
		...(one === undefined ? [] : threadStack(one, 'one', options)),
		...(blocking === undefined ? [] : blockingRows(blocking, options)),
	];
};

/** The counts are those of Java threads; the list has the JVM's own as well. */
export function countsLine(counts: JsonObject, threads: readonly JsonObject[], {glyphs, say}: DocOptions): Line {
	const own = threads.filter(thread => (membersOf(thread).number('id') ?? 1) <= 0).length;
	const total = Object.values(counts).reduce<number>((sum, count) => sum + (Number(count) || 0), 0) + own;
	const states = Object.entries(counts).filter(([, count]) => count !== 0).sort(([one], [other]) => stateRank(one) - stateRank(other));
	return [
		span(say(texts.docs.threads, {count: total}), 'title'),
		...states.flatMap(([state, count]) => [span('   '), {...stateSpan(state, glyphs), text: `${jsonText(count)} ${state}`}]),
		...(own === 0 ? [] : [span(`   ${say(texts.docs.ownCount, {count: own})}`, 'dim')]),
	];
}

function blockingRows(blocking: JsonObject, options: DocOptions): DocRow[] {
	const members = membersOf(blocking);
	const thread = members.object('threadInfo');
	const lock = {code: members.number('lockIdentityHashCode'), blocked: members.text('blockingThreadCount')};
	return [
		...(thread === undefined ? [] : threadStack(thread, 'blocking', options, lock)),
		...blockRows(shapeBlocks(members.rest()), 'blocking-rest', options),
	];
}
