import {texts} from '../../words/index.js';
import {newerCount, streamWindow} from '../../workspace/stream.js';
import {isEnd} from '../../core/client/job-state.js';
import {clockTime} from '../clock-time.js';
import {grouped} from '../docs/numbers.js';
import type {PaneContext, PanePainting} from '../panes/pane-view.js';
import type {PaneRow} from '../terminal/paint/layers.js';
import {cellText} from './cell-text.js';
import type {EndContext} from './end-words.js';
import {figuresRow} from './figures-row.js';
import {openedRows, paintOpened} from './opened-hit.js';
import {margin, placeColumns} from './place-columns.js';
import {createRecent, type Recent} from './recent.js';
import {
	headerSpans, hitSpans, noteSpans, type RowPlan,
} from './row-spans.js';
import {clipSpans, markFound} from './spans.js';
import {
	entryOf, partOf, recordOf, seqOf, type StreamRow,
} from './stream-row.js';
import {
	cursorRow, roomy, shownStream, type ShownStream,
} from './stream-screen.js';
import type {StreamCell, StreamTable} from './tables/stream-table.js';
import {textPattern} from './text-pattern.js';

/** A stream from its figures down to the opened hit. */
export function paintStream(context: PaneContext): PanePainting {
	const {say, width, height, now, glyphs} = context;
	const shown = shownStream(context);
	if (!shown) {
		return {rows: [[{text: cellText(`   ${say(texts.stream.neverRan)}`, width, glyphs.cut), style: 'dim'}]]};
	}

	const {job, model, state, reader, hitHeight} = shown;
	const words: EndContext = {
		say, glyphs, agent: job.agent.name, hits: model.figures.hits,
	};
	const list = paintRows(shown, words, context);
	const rows: PaneRow[] = [
		figuresRow({
			...words, job, figures: model.figures, state, reader, width, now,
		}),
		...height >= roomy ? [[]] : [],
		...list,
		...state.follow ? [] : [pausedRow(shown, context)],
		...hitHeight > 0 ? [[], ...openedPart(shown, context)] : [],
	];
	return {rows: rows.slice(0, height).map(row => width < narrow ? clipped(row, width) : row), nextChange: nextChange(shown, now)};
}

/** Below this many cells not even what is always shown has room. */
const narrow = 60;

function clipped(row: PaneRow, width: number): PaneRow {
	return 'spans' in row ? {...row, spans: clipSpans(row.spans, width)} : clipSpans(row, width);
}

function paintRows(shown: ShownStream, words: EndContext, context: PaneContext): PaneRow[] {
	const {width, glyphs, focused, say} = context;
	const {state, view, reader, table, model} = shown;
	const {top, end, cursor} = streamWindow(state, view);
	const rows = Array.from({length: Math.min(view.height, Math.max(end - top, 0))}, (_, line) => reader.rows.at(top + line)!);
	const cells = rows.map(row => cellsOf(row, table));
	const plan: RowPlan = {columns: placeColumns(table.columns, cells.filter(row => row !== undefined), width, model.widths), width, sign: glyphs.cut};
	const pattern = state.search === '' ? undefined : textPattern(state.search, 'giu');
	const painted = rows.map((row, line) => {
		const isAtCursor = top + line === cursor;
		const sign = isAtCursor ? (focused && !state.hit?.isFocused ? glyphs.cursor : glyphs.blurred) : '';
		const own = cells[line];
		const signs = state.marked?.seq === seqOf(row) ? `${sign.padEnd(1)}${glyphs.marked}` : sign;
		const spans = own ? hitSpans(own, signs, plan) : noteSpans(entryOf(row), sign, words, plan);
		const found = pattern ? markFound(spans, pattern) : spans;
		return isAtCursor && focused ? {spans: found, on: 'selection' as const} : found;
	});
	const isEmpty = rows.length === 0;
	const empty: PaneRow[] = isEmpty ? [[{text: cellText(`   ${say(state.filter.trim() === '' ? texts.stream.none : texts.stream.noneFits)}`, width, glyphs.cut), style: 'dim'}]] : [];
	// What follows stands at the foot, however few rows there are.
	const blanks = Array.from({length: Math.max(view.height - painted.length - empty.length, 0)}, (): PaneRow => []);
	return [headerSpans(plan), ...painted, ...empty, ...blanks];
}

const known = new WeakMap<StreamTable, Recent<StreamRow, StreamCell[] | undefined>>();

/** More rows than a pane has; a log has hundreds of times as many, and what is kept for a second is old to the collector. */
const mostRows = 128;

/** Cells are made when a row comes in sight. Undefined for a row that is no hit. */
export function cellsOf(row: StreamRow, table: StreamTable): StreamCell[] | undefined {
	const entry = entryOf(row);
	if (entry.kind !== 'result') {
		return undefined;
	}

	const rows = known.get(table) ?? createRecent<StreamRow, StreamCell[] | undefined>(mostRows);
	known.set(table, rows);
	return rows(row, () => table.cellsOf({result: entry.result, record: recordOf(entry.result, partOf(row)), at: entry.at}));
}

function pausedRow({state, view, reader}: ShownStream, {say, width, glyphs}: PaneContext): PaneRow {
	const newer = newerCount(state, view);
	// A cursor that went on from there has taken what it came by into view.
	const last = reader.rows.at(streamWindow(state, view).end - 1);
	const at = Math.max(state.paused?.at ?? view.now, last === undefined ? 0 : entryOf(last).at);
	const text = say(texts.stream.pausedAt, {time: clockTime(at), count: grouped(String(newer))});
	return [{text: ' '.repeat(margin)}, {text: cellText(`${glyphs.below} ${text}`, width - margin, glyphs.cut), style: 'warn'}];
}

function openedPart(shown: ShownStream, context: PaneContext): PaneRow[] {
	const {state: {hit}, hitHeight} = shown;
	const row = cursorRow(shown);
	return hit && row ? paintOpened(openedRows(row, shown, context), hit, hitHeight, context) : [];
}

/** What is still to be read is read with the next paint; a rate falls when nothing comes. */
function nextChange({model, reader, job}: ShownStream, now: number): number | undefined {
	if (!reader.isUpToDate || reader.newest !== (job.entries().at(-1)?.seq ?? 0) || !model.figures.isUpToDate) {
		return now;
	}

	return isEnd(job.getSnapshot().state) ? undefined : model.figures.rate.nextChange(now);
}
