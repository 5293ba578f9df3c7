import type {JsonObject} from '../../core/protocol/result.js';
import type {Span, Style, TableBlock} from '../block.js';
import {span} from '../build-block.js';
import type {Members} from '../members.js';
import {type RecordColumn, recordTable} from '../record-table.js';

/** The columns of `thread` and `dashboard` in the terminal of Arthas. */
export function threadTable(threads: readonly JsonObject[]): TableBlock {
	return recordTable(threads, columns);
}

const columns: RecordColumn[] = [
	{
		title: 'ID', of: 'id', align: 'right', min: 4,
	},
	{
		title: 'NAME', of: 'name', cut: 'middle', min: 28,
	},
	{
		title: 'GROUP', of: groupOf, cut: 'middle', min: 6, optional: true,
	},
	{
		title: 'PRIORITY', of: 'priority', align: 'right', optional: true,
	},
	{title: 'STATE', of: stateOf, min: 13},
	{
		title: '%CPU', of: record => record.number('cpu')?.toFixed(2), align: 'right', min: 6,
	},
	{
		title: 'DELTA_TIME', of: record => secondsText(record.number('deltaTime')), align: 'right', optional: true,
	},
	{
		title: 'TIME', of: record => minutesText(record.number('time')), align: 'right', min: 9,
	},
	{title: 'INTERRUPTED', of: 'interrupted', optional: true},
	{title: 'DAEMON', of: 'daemon', optional: true},
];

const stateStyles: Record<string, Style> = {
	NEW: 'info',
	RUNNABLE: 'ok',
	BLOCKED: 'bad',
	WAITING: 'warn',
	TIMED_WAITING: 'dim',
	TERMINATED: 'dim',
};

/** The state of a Java thread in the style of its meaning. */
export function stateSpan(state: string): Span {
	return span(state, Object.hasOwn(stateStyles, state) ? stateStyles[state] : undefined);
}

function stateOf(record: Members): Span | undefined {
	const state = record.text('state');
	return state === undefined ? undefined : stateSpan(state);
}

/** Threads of the JVM itself have no group, and those whose group is gone an empty one. */
function groupOf(record: Members): string | undefined {
	const group = record.text('group');
	return group === '' ? undefined : group;
}

function secondsText(ms: number | undefined): string | undefined {
	return ms === undefined ? undefined : (ms / 1000).toFixed(3);
}

function minutesText(ms: number | undefined): string | undefined {
	return ms === undefined ? undefined : `${Math.floor(ms / 60_000)}:${((ms % 60_000) / 1000).toFixed(3)}`;
}
