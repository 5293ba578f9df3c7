import type {Row} from '../../views/layout.js';
import {displayWidth} from '../../views/width.js';
import type {AgentChanges, AgentEntry} from '../../workspace/agents.js';
import type {ListItem, ListState, Visible} from '../../workspace/list-state.js';
import type {AgentInk} from './agent-cell.js';
import type {PlacedColumn} from './agent-columns.js';
import {agentRow} from './agent-row.js';
import {groupRow} from './group-row.js';
import {placeSpans} from './place-spans.js';

export type AgentPainting = {
	view: Visible<ListItem<AgentEntry>>;
	list: ListState;
	columns: readonly PlacedColumn[];
	width: number;
	/** Whether the pane has the focus. */
	focused: boolean;
	changes: AgentChanges;
	ink: AgentInk;
};

/** The rows of the list of agents, each in exactly `width` cells: the titles of its columns, then what is in view. */
export function paintAgents(painting: AgentPainting): Row[] {
	const {view} = painting;
	const neighbours = view.items.flatMap(item => item.kind === 'row' ? [item.row] : []);
	const rows = view.items.map((item, at) => {
		const isAtCursor = view.top + at === view.cursor;
		const row = itemRow(item, isAtCursor, neighbours, painting);
		return isAtCursor && painting.focused ? row.map(({text}) => ({text, style: 'selection' as const})) : row;
	});
	return [headerRow(painting), ...rows];
}

function itemRow(item: ListItem<AgentEntry>, isAtCursor: boolean, neighbours: readonly AgentEntry[], painting: AgentPainting): Row {
	const {list, columns, width, focused, changes, ink} = painting;
	const cursor = isAtCursor ? (focused ? ink.glyphs.cursor : ink.glyphs.blurred) : ' ';
	return item.kind === 'group'
		? groupRow(item.group, item.rows, {columns, width}, {cursor, folded: item.folded, changes}, ink)
		: agentRow(item.row, {columns, width}, {
			cursor, marked: list.marks.has(item.key), neighbours, changes,
		}, ink);
}

function headerRow({list, columns, width, ink: {words, glyphs}}: AgentPainting): Row {
	return placeSpans(columns.map(({id, start, width: cells, align}) => {
		const sign = list.sort?.column === id ? ` ${list.sort.direction === 'up' ? glyphs.ascending : glyphs.descending}` : '';
		const text = words.columns[id] + sign;
		return {start: align === 'right' ? Math.max(start + cells - displayWidth(text), start) : start, span: {text, style: 'header' as const}};
	}), width, glyphs.cut);
}
