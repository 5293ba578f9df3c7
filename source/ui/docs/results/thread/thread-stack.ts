import type {JsonObject} from '../../../../core/protocol/result.js';
import type {Line} from '../../../../views/block.js';
import {lineOf, span} from '../../../../views/build-block.js';
import {type Members, membersOf} from '../../../../views/members.js';
import {frameText} from '../../../../views/results/stack-frame.js';
import {lockText} from '../../../../views/results/thread-locks.js';
import {shapeBlocks} from '../../../../views/shape-view.js';
import {texts} from '../../../../words/index.js';
import type {DocOptions, DocRow} from '../../doc.js';
import {grouped} from '../../numbers.js';
import {blockRows} from '../../rows/block-rows.js';
import {foldOf, isOpen} from '../../rows/folds.js';
import {indentRows} from '../../rows/indent-rows.js';
import {textRows} from '../../rows/text-rows.js';
import {frameSpan} from '../frame-span.js';
import {stateSpan} from './states.js';

/** The lock that the most threads wait for. */
export type WorstLock = {code: number | undefined; blocked: string | undefined};

/** A thread with its stack: what is the program's own stands out, and so do locks. */
export function threadStack(thread: JsonObject, key: string, options: DocOptions, worst?: WorstLock): DocRow[] {
	const members = membersOf(thread);
	const open = isOpen(options.state, key, true);
	const head = textRows([headLine(members, open, options)], key, options).map((row, index) => index === 0 ? {...row, key, fold: foldOf(open)} : {...row, parent: key});
	const inner = {...options, width: options.width - 2};
	const lines = [...factLines(members, options), ...stackLines(members, options, worst)];
	const rest = blockRows(shapeBlocks(members.rest()), `${key}:`, inner);
	return [...head, ...(open ? indentRows([...textRows(lines, `${key}/`, inner), ...rest], 2, key) : [])];
}

function headLine(members: Members, open: boolean, {glyphs}: DocOptions): Line {
	const id = members.text('id') ?? members.text('threadId') ?? '?';
	const state = members.text('state') ?? members.text('threadState');
	const cpu = members.text('cpu');
	const delta = members.text('deltaTime');
	const time = members.number('time');
	const usage = [
		...(cpu === undefined ? [] : [`${cpu} %CPU`]),
		...(delta === undefined ? [] : [`Δ ${grouped(delta)} ms`]),
		...(time === undefined ? [] : [`${grouped((time / 1000).toFixed(3))} s`]),
	];
	return lineOf(
		span(`${open ? glyphs.open : glyphs.folded} `, 'dim'),
		span(`${members.text('name') ?? members.text('threadName') ?? '?'}`, 'title'),
		` #${id}`,
		...(state === undefined ? [] : ['  ', stateSpan(state, glyphs)]),
		usage.length === 0 ? '' : `  ${usage.join('  ')}`,
	);
}

/** What it waits for and who has that, then what is seldom asked for. */
function factLines(members: Members, {say}: DocOptions): Line[] {
	const lock = members.text('lockName');
	const owner = members.text('lockOwnerName');
	const ownerId = members.text('lockOwnerId');
	const waits = [
		...(lock === undefined ? [] : [say(texts.docs.waitsFor, {lock})]),
		...(owner === undefined ? [] : [say(texts.docs.heldBy, {owner: `${owner} #${ownerId ?? '?'}`})]),
	];
	const facts = [
		...['daemon', 'interrupted', 'suspended', 'inNative'].filter(name => members.flag(name)),
		...['group', 'priority', 'blockedCount', 'blockedTime', 'waitedCount', 'waitedTime'].flatMap(name => {
			const text = members.text(name);
			// -1 is the time that nobody measured.
			return text === undefined || text === '' || text === '-1' ? [] : [`${name} ${text}`];
		}),
	];
	return [...(waits.length === 0 ? [] : [[span(waits.join('  '), 'warn')]]), ...(facts.length === 0 ? [] : [[span(facts.join('  '), 'dim')]])];
}

function stackLines(members: Members, options: DocOptions, worst: WorstLock | undefined): Line[] {
	const frames = members.objects('stackTrace') ?? [];
	const monitors = members.objects('lockedMonitors') ?? [];
	const synchronizers = members.objects('lockedSynchronizers') ?? [];
	const awaited = members.object('lockInfo');
	const depthOf = (monitor: JsonObject) => membersOf(monitor).number('lockedStackDepth') ?? -1;
	const held = (locks: readonly JsonObject[]) => locks.map(lock => lockLine(lock, options, worst));
	return [
		...frames.flatMap((frame, depth) => [
			[span('at ', 'dim'), frameSpan(frameText(frame))],
			...(depth === 0 && awaited !== undefined ? [[span(`   ${options.say(texts.docs.waitsFor, {lock: lockText(awaited)})}`, 'warn')]] : []),
			...held(monitors.filter(monitor => depthOf(monitor) === depth)),
		]),
		...(frames.length === 0 && awaited !== undefined ? [[span(options.say(texts.docs.waitsFor, {lock: lockText(awaited)}), 'warn')]] : []),
		// Monitors belong behind the frame that took them; of some no frame is known.
		...held(monitors.filter(monitor => depthOf(monitor) < 0 || depthOf(monitor) >= frames.length)),
		...held(synchronizers),
	];
}

function lockLine(lock: JsonObject, {say, glyphs}: DocOptions, worst: WorstLock | undefined): Line {
	const isWorst = worst?.code !== undefined && membersOf(lock).number('identityHashCode') === worst.code;
	return [
		span(`   ${say(texts.docs.locked, {lock: lockText(lock)})}`, 'warn'),
		...(isWorst ? [span(`  ${glyphs.hottest} ${say(texts.docs.blocks, {count: worst?.blocked ?? '?'})}`, 'bad')] : []),
	];
}
