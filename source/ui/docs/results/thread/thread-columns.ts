import {span} from '../../../../views/build-block.js';
import type {JsonObject} from '../../../../core/protocol/result.js';
import {type Members, membersOf} from '../../../../views/members.js';
import type {Span} from '../../../../views/block.js';
import {heatOf} from '../../bar.js';
import {deeper} from '../../deeper.js';
import type {DocOptions} from '../../doc.js';
import {grouped} from '../../numbers.js';
import type {RecordColumn} from '../../rows/record-rows.js';
import {stateRank, stateSpan} from './states.js';

/** Cells of a name that tell most threads apart, where groups stand beside them. */
const widthOfName = 32;

/** The columns of `thread`, whose groups tell the states, or of the threads of `dashboard`, which change with each sample. */
export function threadColumns({glyphs, width}: DocOptions, {isSample}: {isSample: boolean}): RecordColumn[] {
	const columns: RecordColumn[] = [
		{
			title: 'ID', align: 'right', min: 4, cell: thread => thread.text('id'),
		},
		{
			title: 'NAME', cut: 'middle', min: width >= 100 ? widthOfName : 20, cell: thread => nameCell(thread),
		},
		{
			title: 'GROUP', cut: 'middle', min: 6, from: 120, cell: thread => groupName(thread),
		},
		{
			title: 'STATE', min: 15, cell: thread => stateCell(thread, glyphs), order: thread => stateRank(thread.text('state') ?? ''),
		},
		{
			title: 'PRI', align: 'right', from: 120, cell: thread => thread.text('priority'),
		},
		{
			title: '%CPU', align: 'right', min: 6, cell: thread => cpuCell(thread), order: thread => thread.number('cpu'),
		},
		{
			title: 'Δ ms', align: 'right', min: 6, from: 120, cell: thread => numberText(thread.text('deltaTime')), order: thread => thread.number('deltaTime'),
		},
		{
			title: 'TIME s', align: 'right', min: 8, from: 100, cell: thread => secondsText(thread.number('time')), order: thread => thread.number('time'),
		},
		{title: 'FLAGS', from: 120, cell: thread => flagsText(thread)},
	];
	const others = isSample ? ['PRI', 'FLAGS'] : ['STATE'];
	return columns.filter(({title}) => !others.includes(title));
}

/** The stack of one; those of the JVM itself have none. */
export function stackOf(thread: Members): string | undefined {
	const id = thread.text('id');
	return Number(id) > 0 ? deeper('thread', id) : undefined;
}

/** Java threads have numbers of their own; those of the JVM itself share -1, and are known by their names. */
export function threadKey(thread: JsonObject, index: number): string {
	const members = membersOf(thread);
	const id = members.number('id') ?? -1;
	return id > 0 ? String(id) : `${members.text('name') ?? ''} ${index}`;
}

/** Threads of Arthas itself are there only because somebody looks. */
export function isOfArthas(thread: Members): boolean {
	return /^(?:arthas-|mcp-keep-alive|Timer-for-arthas)/u.test(thread.text('name') ?? '');
}

/** Threads whose group is gone have an empty one. */
function groupName(thread: Members): string | undefined {
	const group = thread.text('group');
	return group === '' ? undefined : group;
}

function nameCell(thread: Members): Span | undefined {
	const name = thread.text('name');
	return name === undefined ? undefined : span(name, isOfArthas(thread) ? 'dim' : undefined);
}

function stateCell(thread: Members, glyphs: DocOptions['glyphs']): Span | undefined {
	const state = thread.text('state');
	return state === undefined ? undefined : stateSpan(state, glyphs);
}

function cpuCell(thread: Members): Span | undefined {
	const cpu = thread.number('cpu');
	return cpu === undefined ? undefined : span(cpu.toFixed(2), cpu < 0.005 ? 'dim' : heatOf(cpu / 100));
}

function numberText(text: string | undefined): string | undefined {
	return text === undefined ? undefined : grouped(text);
}

function secondsText(ms: number | undefined): string | undefined {
	return ms === undefined ? undefined : grouped((ms / 1000).toFixed(3));
}

function flagsText(thread: Members): string {
	return ['daemon', 'interrupted'].filter(name => thread.flag(name)).join(' ');
}
