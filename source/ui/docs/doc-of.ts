import type {Result} from '../../core/protocol/result.js';
import {hasView, viewOf} from '../../views/index.js';
import {membersOf} from '../../views/members.js';
import {shapeBlocks} from '../../views/shape-view.js';
import type {DocOf, DocOptions, DocRow} from './doc.js';
import type {DocKind} from './kind.js';
import {classloaderDoc} from './results/classes/classloader.js';
import {scDoc} from './results/classes/detail.js';
import {smDoc} from './results/classes/sm.js';
import {dashboardDoc} from './results/dashboard/dashboard.js';
import {memoryDoc} from './results/dashboard/memory.js';
import {jvmDoc} from './results/jvm.js';
import {lineDoc} from './results/line.js';
import {loggerDoc, mbeanDoc} from './results/names.js';
import {monitorDoc} from './results/monitor.js';
import {
	keyValueDoc, optionsDoc, perfcounterDoc, vmoptionDoc,
} from './results/tables.js';
import {jadDoc} from './results/source/jad.js';
import {stackDoc} from './results/stack.js';
import {textDoc} from './results/text.js';
import {threadDoc} from './results/thread/thread.js';
import {traceDoc} from './results/trace/trace.js';
import {ttDoc} from './results/tt/tt.js';
import {getstaticDoc, valueDoc} from './results/values.js';
import {watchDoc} from './results/watch.js';
import {blockRows} from './rows/block-rows.js';
import {objectRows} from './rows/object-rows.js';

/** A result as rows for the screen. Asked again for the same in the same way, it answers with the same rows. */
export const docOf: DocOf = (result, options) => {
	const known = lastDocs.get(result);
	if (known !== undefined && isSame(known.options, options)) {
		return known.rows;
	}

	const rows = withoutLastBlanks(rowsOf(result, options));
	lastDocs.set(result, {options, rows});
	return rows;
};

/** Results that the screen shows better than the terminal of Arthas does. All others are the rows of their view. */
const docs: Record<string, DocKind> = {
	classloader: classloaderDoc,
	dashboard: dashboardDoc,
	getstatic: getstaticDoc,
	jad: jadDoc,
	jvm: jvmDoc,
	line: lineDoc,
	logger: loggerDoc,
	mbean: mbeanDoc,
	memory: memoryDoc,
	monitor: monitorDoc,
	ognl: valueDoc,
	options: optionsDoc,
	perfcounter: perfcounterDoc,
	sc: scDoc,
	sm: smDoc,
	stack: stackDoc,
	sysenv: keyValueDoc('env'),
	sysprop: keyValueDoc('props'),
	text: textDoc,
	thread: threadDoc,
	trace: traceDoc,
	tt: ttDoc,
	vmoption: vmoptionDoc,
	vmtool: valueDoc,
	watch: watchDoc,
};

function rowsOf(result: Result, options: DocOptions): DocRow[] {
	const doc = Object.hasOwn(docs, result.type) ? docs[result.type] : undefined;
	if (doc === undefined) {
		return hasView(result.type) ? blockRows(viewOf(result), '', options) : objectRows(result, {owner: result, key: 'v', label: result.type}, options);
	}

	const members = membersOf(result);
	members.hide('type', 'jobId');
	const rows = doc(members, options, result);
	return [...rows, ...blockRows(shapeBlocks(members.rest()), 'rest', options)];
}

/** Panes ask for every frame, and mostly for what they asked for before. */
const lastDocs = new WeakMap<Result, {options: DocOptions; rows: DocRow[]}>();

function isSame(one: DocOptions, other: DocOptions): boolean {
	return one.width === other.width && one.state === other.state && one.glyphs === other.glyphs && one.say === other.say
		&& one.command === other.command && one.previous === other.previous;
}

/** Views end with a blank line where a terminal needs one. */
function withoutLastBlanks(rows: DocRow[]): DocRow[] {
	const last = rows.findLastIndex(({spans}) => spans.some(({text}) => text.trim() !== ''));
	return last === rows.length - 1 ? rows : rows.slice(0, last + 1);
}
