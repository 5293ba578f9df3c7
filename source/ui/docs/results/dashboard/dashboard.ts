import type {JsonObject} from '../../../../core/protocol/result.js';
import {span} from '../../../../views/build-block.js';
import {isJsonObject} from '../../../../views/json-text.js';
import {membersOf} from '../../../../views/members.js';
import {shapeBlocks} from '../../../../views/shape-view.js';
import {texts} from '../../../../words/index.js';
import {sparkText} from '../../bar.js';
import type {DocOptions, DocRow} from '../../doc.js';
import {mostGutter} from '../../gutter.js';
import type {DocKind} from '../../kind.js';
import {beside} from '../../rows/beside.js';
import {blockRows} from '../../rows/block-rows.js';
import {foldOf, isOpen} from '../../rows/folds.js';
import {lineRow} from '../../rows/line-row.js';
import {placeRecords, type RecordColumn} from '../../rows/record-rows.js';
import {textRows} from '../../rows/text-rows.js';
import {countsLine} from '../thread/thread.js';
import {
	isOfArthas, stackOf, threadColumns, threadKey,
} from '../thread/thread-columns.js';
import {memoryRows} from './memory.js';
import {collectorRows, runtimeRows} from './runtime.js';

/** One sample of `dashboard`: threads above, memory below them, and collectors and the JVM beside that where there is room. */
export const dashboardDoc: DocKind = (members, options) => {
	const threads = members.objects('threads');
	const memory = members.object('memoryInfo');
	const collectors = members.objects('gcInfos');
	const runtime = members.object('runtimeInfo');
	const tomcat = members.object('tomcatInfo');
	const isWide = options.width + mostGutter >= besideFrom;
	const right = {...options, width: isWide ? options.width - rightStart : options.width};
	const left = {...options, width: isWide ? rightStart - 2 : options.width};
	const below = [
		...(collectors === undefined ? [] : [...collectorRows(collectors, right), blank('after-gc')]),
		...(runtime === undefined ? [] : runtimeRows(runtime, right)),
	];
	const pools = memory === undefined ? [] : memoryRows(memory, 'm', left);
	return [
		...(threads === undefined ? [] : [...threadRows(threads, options), blank('after-threads')]),
		...(isWide ? beside(pools, below, rightStart) : [...pools, blank('after-memory'), ...below]),
		...(tomcat === undefined ? [] : [blank('after-runtime'), ...blockRows(shapeBlocks(tomcat), 'tomcat', options)]),
	];
};

/** From which width of the pane two parts stand beside each other, and where the right one begins. */
const besideFrom = 110;
const rightStart = 66;

function blank(key: string): DocRow {
	return {key, spans: [], isQuiet: true};
}

/** Percent of a core below which a thread is not worth a row. */
const leastCpu = 0.1;
const fewestRows = 6;

function threadRows(threads: readonly JsonObject[], options: DocOptions): DocRow[] {
	const {header, records} = placeRecords(threads, {
		columns: withCourse(threadColumns(options, {isSample: true}), options), keyOf: threadKey, deeperOf: stackOf, sort: {column: '%CPU', direction: 'down'},
	}, 't', options);
	const isByCpu = options.state.sort === undefined || options.state.sort.column === '%CPU';
	const shown = records.filter(({members}, index) => !isByCpu || (members.number('cpu') ?? 0) >= leastCpu || members.text('state') === 'BLOCKED' || index < fewestRows);
	const isShown = new Set(shown);
	const rest = records.filter(placed => !isShown.has(placed));
	const open = isOpen(options.state, 'idle', false);
	const {glyphs, say} = options;
	const own = rest.filter(({members}) => isOfArthas(members)).length;
	const line = [span(`     ${open ? glyphs.open : glyphs.folded} `, 'dim'), span(say(texts.docs.idleThreads, {count: rest.length, own}), 'dim')];
	return [
		...textRows([countsLine(statesOf(threads), threads, options)], 'counts', options),
		header,
		...shown.flatMap(({rows}) => rows),
		...(rest.length === 0 ? [] : [lineRow('idle', line, options, {fold: foldOf(open)})]),
		...(open ? rest.flatMap(({rows}) => rows.map(row => ({...row, parent: row.parent ?? 'idle'}))) : []),
	];
}

/** How many Java threads are in each state. */
function statesOf(threads: readonly JsonObject[]): JsonObject {
	const counts: Record<string, number> = {};
	for (const thread of threads) {
		const state = membersOf(thread).text('state');
		if (state !== undefined) {
			counts[state] = (counts[state] ?? 0) + 1;
		}
	}

	return counts;
}

const samples = 12;

/** The percents of each thread in the samples before and in this one, where there were any, behind the newest one. */
function withCourse(columns: readonly RecordColumn[], {previous = [], glyphs}: DocOptions): RecordColumn[] {
	if (previous.length === 0) {
		return [...columns];
	}

	const courses = previous.slice(1 - samples).map(({threads}) => new Map((Array.isArray(threads) ? threads : []).filter(thread => isJsonObject(thread))
		.map((thread): [string, number | undefined] => [threadKey(thread, 0), membersOf(thread).number('cpu')])));
	const course: RecordColumn = {
		title: 'LAST', from: 120, min: samples,
		cell(thread) {
			const key = thread.text('id') ?? '';
			const values = [...courses.map(course => course.get(key)), thread.number('cpu')];
			return span(sparkText(values, 1, glyphs), 'heat2');
		},
	};
	return columns.flatMap(column => column.title === '%CPU' ? [column, course] : [column]);
}
