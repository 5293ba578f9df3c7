import {visible} from '../../workspace/list-state.js';
import type {HitState} from '../../workspace/stream.js';
import {textBlock} from '../../views/build-block.js';
import {layout} from '../../views/layout.js';
import {withoutColors} from '../../views/without-colors.js';
import type {DocRow} from '../docs/doc.js';
import {docOf} from '../docs/doc-of.js';
import type {PaneContext} from '../panes/pane-view.js';
import type {PaneRow} from '../terminal/paint/layers.js';
import {apartMessage} from './apart-message.js';
import {noteWords} from './note-words.js';
import {entryOf, type StreamRow} from './stream-row.js';
import type {ShownStream} from './stream-screen.js';

/** Before each row of an opened result: the sign of the cursor and a blank. */
const indent = 2;

/** The rows of an opened result, and of whatever else a row says, whole. */
export function openedRows(row: StreamRow, {job, state, model}: ShownStream, {width, glyphs, now, say}: PaneContext): DocRow[] {
	const room = Math.max(width - indent, 1);
	const entry = entryOf(row);
	if (entry.kind === 'result' && state.hit) {
		return docOf(entry.result, {
			width: room, state: state.hit.doc, glyphs, now, say, command: job.commandLine,
		});
	}

	const {state: end, message} = entry.kind === 'state' ? apartMessage(entry.state) : {};
	const {text, style} = noteWords(end && entry.kind === 'state' ? {...entry, state: end} : entry, {
		say, glyphs, agent: job.agent.name, hits: model.figures.hits,
	});
	const blocks = [textBlock([{text, style}]), ...message === undefined ? [] : [textBlock([{text: withoutColors(message).trimEnd()}])]];
	return layout(blocks, room).map((spans, index) => ({key: String(index), spans, value: message ?? text}));
}

/** The result that is open, with its own cursor while the keys go to it. */
export function paintOpened(rows: readonly DocRow[], hit: HitState, height: number, {focused, glyphs}: PaneContext): PaneRow[] {
	const view = visible(hit.list, rows, height);
	return view.items.map(({spans}, index) => {
		const isAtCursor = hit.isFocused && view.top + index === view.cursor;
		const sign = isAtCursor ? (focused ? glyphs.cursor : glyphs.blurred) : ' ';
		const row = [{text: `${sign} `, style: 'accent' as const}, ...spans];
		return isAtCursor && focused ? {spans: row, on: 'selection' as const} : row;
	});
}
