import type {JsonObject} from '../../../../core/protocol/result.js';
import type {Line} from '../../../../views/block.js';
import {span} from '../../../../views/build-block.js';
import type {Members} from '../../../../views/members.js';
import {displayWidth} from '../../../../views/width.js';
import {texts} from '../../../../words/index.js';
import type {DocOptions, DocRow} from '../../doc.js';
import {groupBy} from '../../group-by.js';
import {foldOf, isOpen} from '../../rows/folds.js';
import {lineRow} from '../../rows/line-row.js';
import {placeRecords, type PlacedRecords} from '../../rows/record-rows.js';
import {stateRank, stateSpan} from './states.js';
import {stackOf, threadColumns, threadKey} from './thread-columns.js';

/** All threads by state, the most harmful first, and in each the busiest first. */
export function threadList(threads: readonly JsonObject[], options: DocOptions): DocRow[] {
	const {header, records} = placeRecords(threads, {
		columns: threadColumns(options, {isSample: false}), keyOf: threadKey, deeperOf: stackOf, sort: {column: '%CPU', direction: 'down'}, inset: 2,
	}, 't', options);
	return [header, ...groupsOf(records).flatMap(group => groupRows(group, options))];
}

type Placed = PlacedRecords['records'];

type Group = {state: string; records: Placed};

/** Threads of the JVM itself have no state. */
function groupsOf(records: Placed): Group[] {
	const groups = groupBy(records, ({members}) => members.text('state') ?? '');
	return [...groups].map(([state, records]) => ({state, records})).sort((one, other) => rankOf(one.state) - rankOf(other.state));
}

function rankOf(state: string): number {
	return state === '' ? Number.POSITIVE_INFINITY : stateRank(state);
}

function groupRows({state, records}: Group, options: DocOptions): DocRow[] {
	const key = `g/${state}`;
	const open = isOpen(options.state, key, isOpenByItself(state, records));
	const head = headLine(state, records, open, options);
	return [
		lineRow(key, head, options, {fold: foldOf(open), value: records.map(({members}) => members.text('name')).join('\n')}),
		...(open ? bodyRows(key, state, records, options) : []),
	];
}

/** What waits without an end is idle, and what the JVM does for itself is so mostly. */
function isOpenByItself(state: string, records: Placed): boolean {
	return ['BLOCKED', 'RUNNABLE', 'TIMED_WAITING'].includes(state) || records.some(({members}) => cpuOf(members) >= 1);
}

function headLine(state: string, records: Placed, open: boolean, {glyphs, say}: DocOptions): Line {
	const {text, style} = state === '' ? span(say(texts.docs.ownThreads)) : stateSpan(state, glyphs);
	const names = records.map(({members}) => members.text('name') ?? '?').join(', ');
	return [
		span(`${open ? glyphs.open : glyphs.folded} `, 'dim'),
		span(text + ' '.repeat(Math.max(17 - displayWidth(text), 0)), style === 'bad' ? 'bad' : 'title'),
		span(String(records.length).padStart(4), 'title'),
		...(open ? [] : [span(`   ${names}`, 'dim')]),
	];
}

const mostIdle = 3;

/** Threads that did nothing stand behind one row, where there are more than a few of them and the order is that of what they did. */
function bodyRows(group: string, state: string, records: Placed, options: DocOptions): DocRow[] {
	const isByCpu = options.state.sort === undefined || options.state.sort.column === '%CPU';
	const isIdle = ({members}: Placed[number]) => isByCpu && state !== 'BLOCKED' && cpuOf(members) < 0.005;
	const idle = records.filter(placed => isIdle(placed));
	const key = `${group}/idle`;
	const open = isOpen(options.state, key, false);
	const rows = (some: Placed, parent: string) => some.flatMap(placed => placed.rows.map(row => ({...row, parent: row.parent ?? parent})));
	if (idle.length <= mostIdle) {
		return rows(records, group);
	}

	const line = [span(`      ${open ? options.glyphs.open : options.glyphs.folded} `, 'dim'), span(options.say(texts.docs.moreIdle, {count: idle.length}), 'dim')];
	return [
		...rows(records.filter(placed => !isIdle(placed)), group),
		lineRow(key, line, options, {fold: foldOf(open), parent: group}),
		...(open ? rows(idle, key) : []),
	];
}

function cpuOf(thread: Members): number {
	return thread.number('cpu') ?? 0;
}
