import type {Json} from '../../core/protocol/result.js';
import {traceOf} from '../../workspace/fold-traces.js';
import {createList, cursorIndexOf} from '../../workspace/list-state.js';
import {
	logPattern, nextMatch, openTraces, viewedRows, type LogRow,
} from '../../workspace/log-rows.js';
import type {PaneState} from '../../workspace/pane-state.js';
import type {ActionContext} from '../context.js';

/** Keeps something in the focused pane of a log; undefined takes it out. */
export function changeFile({store, focus}: ActionContext, members: Readonly<Record<string, Json | undefined>>): void {
	const {id, state} = focus();
	store.dispatch({type: 'pane', pane: id, change: {data: withData(state, members)}});
}

/** Puts the cursor on the next line with what is looked for, in folded traces too, or says that there is none. */
export function findInFile(context: ActionContext, by: 1 | -1, from: 'here' | 'next' = 'next'): void {
	const {live, focus, notify, say} = context;
	const {state} = focus();
	const thing = live.get(state.live);
	const search = state.data?.['search'];
	const text = typeof search === 'string' ? search : '';
	const pattern = logPattern(text);
	if (thing?.kind !== 'file' || !pattern) {
		return;
	}

	const all = thing.file.rows();
	const view = viewedRows(all, pattern, isOnly(state), openTraces(state.data));
	const row = view[cursorIndexOf(state.list ?? createList(), view)];
	const cursor = all.findIndex(({key}) => key === row?.key);
	const at = nextMatch(all, pattern, from === 'here' ? cursor - by : cursor, by);
	const found = all[at];
	if (found) {
		const trace = traceOf(all, at);
		const open = new Set([...openTraces(state.data), ...trace && trace !== found ? [trace.offset] : []]);
		goTo(context, found, {all, pattern, open});
	} else {
		notify('info', say({en: 'nothing here has “{text}”', zh: '此处没有“{text}”'}, {text}));
	}
}

/** Shows the rest of the stack trace under the cursor, or folds it; whether there is one. */
export function toggleTrace(context: ActionContext): void {
	const {state} = context.focus();
	const trace = traceAtCursor(context);
	const thing = context.live.get(state.live);
	if (!trace || thing?.kind !== 'file') {
		return;
	}

	const open = new Set(openTraces(state.data));
	if (!open.delete(trace.offset)) {
		open.add(trace.offset);
	}

	goTo(context, trace, {all: thing.file.rows(), pattern: undefined, open});
}

/** The first line of the trace under the cursor, by the rows that are shown: the footer asks with each frame. */
export function traceAtCursor({screen, focus}: ActionContext): LogRow | undefined {
	const {id, state} = focus();
	const rows = screen.listOf(id).lines as readonly LogRow[];
	const at = cursorIndexOf(state.list ?? createList(), rows);
	return rows[at]?.trace ? rows[at] : rows[at] && traceOf(rows, at);
}

type View = {all: readonly LogRow[]; pattern: RegExp | undefined; open: ReadonlySet<number>};

/** The cursor on a row, with these traces open. */
function goTo({store, focus, screen}: ActionContext, {key}: LogRow, {all, pattern, open}: View): void {
	const {id, state} = focus();
	const list = state.list ?? createList();
	const cursorIndex = viewedRows(all, pattern, isOnly(state), open).findIndex(row => row.key === key);
	store.dispatch({
		type: 'pane', pane: id, change: {
			data: withData(state, {open: open.size === 0 ? undefined : [...open].slice(-mostOpen)}),
			list: {
				...list, cursor: key, cursorIndex, cursorLine: Math.floor(screen.sizeOf(id).height / 2),
			},
		},
	});
}

/** Traces that a pane remembers as open. */
const mostOpen = 200;

function isOnly({data}: PaneState): boolean {
	return data?.['only'] === true;
}

function withData({data}: PaneState, members: Readonly<Record<string, Json | undefined>>): Record<string, Json> {
	return Object.fromEntries(Object.entries({...data, ...members}).flatMap(([name, value]) => value === undefined || value === '' ? [] : [[name, value]]));
}
