import type {Job} from '../../core/client/job.js';
import {
	createStream, streamWindow, type StreamPlace, type StreamState, type StreamView,
} from '../../workspace/stream.js';
import type {PaneContext} from '../panes/pane-view.js';
import {lastCall} from '../panes/last-call.js';
import type {Anchor} from './row-list.js';
import type {RowReader} from './row-reader.js';
import {modelOf, type StreamModel} from './stream-model.js';
import {partOf, seqOf, type StreamRow} from './stream-row.js';
import {tableOf} from './tables/table-of.js';
import type {StreamTable} from './tables/stream-table.js';

/** A pane of this height has a blank row below the figures. */
export const roomy = 16;

/** Rows of a pane above those of the stream: figures and the titles of columns. */
export function rowsAbove(height: number): number {
	return height >= roomy ? 3 : 2;
}

/** What a pane shows of a job at this moment. */
export type ShownStream = {
	job: Job;
	agent: string;
	state: StreamState;
	model: StreamModel;
	reader: RowReader;
	table: StreamTable;
	view: StreamView;
	/** Rows of the opened hit, 0 where none is open; the row above it is blank. */
	hitHeight: number;
	rowAt(place: StreamPlace): StreamRow | undefined;
};

/** Undefined where nothing has run in the pane since it was restored. */
export function shownStream(context: PaneContext): ShownStream | undefined {
	const {pane, width, height, say, glyphs, now, program} = context;
	const thing = program.live.get(pane.live);
	if (thing?.kind !== 'job') {
		return undefined;
	}

	const {job} = thing;
	const state = pane.stream ?? noState;
	const model = modelOf(job);
	const above = rowsAbove(height);
	const hitHeight = state.hit ? hitHeightIn(height, above) : 0;
	const room = Math.max(height - above - (hitHeight > 0 ? hitHeight + 1 : 0) - (state.follow ? 0 : 1), 1);
	const reader = model.read(state.filter, anchorOf(state, room));
	const view = viewOf(reader, thing.agent.ref, room, now);
	return {
		job, agent: thing.agent.ref, state, model, reader, view, hitHeight,
		table: tableFor(job.commandLine, state.columns, width, say, glyphs),
		rowAt: place => rowAt(reader, place),
	};
}

const noState = createStream();

const tableFor = lastCall((command: string, columns: readonly string[] | null, width: number, say: PaneContext['say'], glyphs: PaneContext['glyphs']) => tableOf({
	command, columns, width, say, glyphs,
}));

/** A third, or as much as leaves four rows of the stream. */
function hitHeightIn(height: number, above: number): number {
	return Math.max(Math.min(Math.floor(height / 3), height - above - 5), 0);
}

/** What a person is looking at stays when the log drops it: rows that are paused, or the one that is open. */
function anchorOf({follow, top, cursor}: StreamState, height: number): Anchor | undefined {
	const place = follow ? cursor : top;
	return place === null ? undefined : {place, ...(follow ? {before: 0, after: 1} : {before: 4 * height, after: 5 * height})};
}

function viewOf({rows}: RowReader, agent: string, height: number, now: number): StreamView {
	return {
		count: rows.count,
		placeAt(index) {
			const row = rows.at(index);
			return row && {agent, seq: seqOf(row), part: partOf(row)};
		},
		indexOf: place => rows.indexOf(place),
		height,
		now,
	};
}

function rowAt({rows}: RowReader, place: StreamPlace): StreamRow | undefined {
	const row = rows.at(rows.indexOf(place));
	return row && seqOf(row) === place.seq && partOf(row) === place.part ? row : undefined;
}

/** The row under the cursor. */
export function cursorRow({state, view, reader}: Pick<ShownStream, 'state' | 'view' | 'reader'>): StreamRow | undefined {
	return reader.rows.at(streamWindow(state, view).cursor);
}
