import type {
	OpenedHit, ShownRow, StreamPort, TimedCalls,
} from '../../actions/stream/stream-port.js';
import {stringifyJson} from '../../core/protocol/json.js';
import {scalarText} from '../../views/json-text.js';
import {createList, visible} from '../../workspace/list-state.js';
import {streamWindow, type StreamPlace} from '../../workspace/stream.js';
import type {DocRow} from '../docs/doc.js';
import {hottestKey} from '../docs/results/trace/hottest.js';
import {lastCall} from '../panes/last-call.js';
import type {PaneContext} from '../panes/pane-view.js';
import {modesOf} from '../result/result-rows.js';
import {noteWords} from './note-words.js';
import {openedRows} from './opened-hit.js';
import {createMatcher} from './row-matcher.js';
import {cellsOf} from './paint-stream.js';
import {numberText} from './place-columns.js';
import {
	entryOf, isHit, partOf, recordOf, seqOf, type StreamRow,
} from './stream-row.js';
import {
	cursorRow, rowsAbove, shownStream, type ShownStream,
} from './stream-screen.js';

const noList = createList();

/** What actions may know of the stream in a pane; undefined where nothing runs or ran in it. */
export function streamPort(context: PaneContext): StreamPort | undefined {
	const shown = shownStream(context);
	return shown && {
		job: shown.job,
		state: shown.state,
		view: shown.view,
		row: () => shownRow(shown, context),
		hit: () => openedHit(shown, context),
		calls: () => callsOf(shown),
		lineAt: line => lineAt(shown, line, context),
		nextWith(text, direction) {
			const {cursor} = streamWindow(shown.state, shown.view);
			return find(shown, text, cursor, direction === 'up' ? -1 : 1);
		},
		nearestWith(text) {
			const {cursor} = streamWindow(shown.state, shown.view);
			return find(shown, text, cursor + 1, -1);
		},
	};
}

/** The title row of the columns is the last of those above the rows; above an opened result there are a blank one and, while it is paused, one that says so. */
function lineAt(shown: ShownStream, line: number, context: PaneContext): ReturnType<StreamPort['lineAt']> {
	const {state, view, hitHeight} = shown;
	const {top, end} = streamWindow(state, view);
	const at = line - rowsAbove(context.height);
	if (at >= 0 && at < view.height) {
		const place = top + at < end ? view.placeAt(top + at) : undefined;
		return place && {place};
	}

	const hit = hitHeight > 0 ? openedHit(shown, context) : undefined;
	const {items} = visible(state.hit?.list ?? noList, hit?.list.lines ?? [], hitHeight);
	const found = items[at - view.height - (state.follow ? 0 : 1) - 1];
	return found && {key: found.key};
}

function find({reader: {rows}, view}: ShownStream, text: string, from: number, step: 1 | -1): StreamPlace | undefined {
	const matches = createMatcher(text);
	for (let seen = 1; seen <= rows.count; seen++) {
		const index = (from + (seen * step) + (rows.count * 2)) % rows.count;
		const row = rows.at(index);
		if (row && matches(row)) {
			return view.placeAt(index);
		}
	}

	return undefined;
}

function shownRow(shown: ShownStream, context: PaneContext): ShownRow | undefined {
	const row = cursorRow(shown);
	const entry = row && entryOf(row);
	return row && entry && {
		place: {agent: shown.agent, seq: seqOf(row), part: partOf(row)},
		text: () => rowText(row, shown, context),
		value: () => wholeValue(row) ?? rowText(row, shown, context),
		isHit: entry.kind === 'result' && isHit(entry.result),
		hasValue: entry.kind === 'result' && entry.result['value'] !== undefined,
	};
}

function rowText(row: StreamRow, {table, job, model}: ShownStream, {say, glyphs}: PaneContext): string {
	const cells = cellsOf(row, table);
	return cells
		? cells.map(({text, number}) => number === undefined ? text : numberText(number, 3)).filter(text => text !== '').join('  ')
		: noteWords(entryOf(row), {
			say, glyphs, agent: job.agent.name, hits: model.figures.hits,
		}).text;
}

/** The object of a call as its agent drew it; of any other result all that it sent. */
function wholeValue(row: StreamRow): string | undefined {
	const entry = entryOf(row);
	if (entry.kind !== 'result') {
		return undefined;
	}

	const record = recordOf(entry.result, partOf(row));
	const value = record['value'] ?? record['message'];
	return (value === undefined ? undefined : scalarText(value)) ?? stringifyJson(value ?? record);
}

function callsOf(shown: ShownStream): TimedCalls | undefined {
	const row = cursorRow(shown);
	const entry = row && entryOf(row);
	return entry?.kind === 'result' && entry.result.type === 'trace' ? {hottest: hottestKey(entry.result), orders: modesOf(entry.result)} : undefined;
}

function openedHit(shown: ShownStream, context: PaneContext): OpenedHit | undefined {
	const {state: {hit}, hitHeight, view} = shown;
	const row = cursorRow(shown);
	if (!hit || !row || hitHeight === 0) {
		return undefined;
	}

	const rows = openedRows(row, shown, context);
	const line = rows[visible(hit.list, rows, hitHeight).cursor];
	return {
		get list() {
			return {lines: linesOf(rows), height: hitHeight, now: view.now};
		},
		line: line && {
			key: line.key,
			fold: line.fold,
			parent: line.parent,
			deeper: line.deeper,
			get text() {
				return line.spans.map(({text}) => text).join('');
			},
			get value() {
				return line.value;
			},
			get path() {
				return line.path;
			},
		},
	};
}

/** Asked with each frame, for trees of ten thousand rows. */
const linesOf = lastCall((rows: readonly DocRow[]) => rows.map(({key, isQuiet}) => ({key, kind: 'row' as const, isQuiet})));
