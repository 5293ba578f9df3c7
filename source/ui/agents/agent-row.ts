import type {Row} from '../../views/layout.js';
import type {Span} from '../../views/block.js';
import {displayWidth} from '../../views/width.js';
import {isChanged, type AgentChanges, type AgentEntry} from '../../workspace/agents.js';
import {agentCell, type AgentInk} from './agent-cell.js';
import type {PlacedColumn, RowPlan} from './agent-columns.js';
import {fitText} from './fit-text.js';
import {placeSpans} from './place-spans.js';

export type RowLook = {
	/** The sign of the cursor, or a blank. */
	cursor: string;
	marked: boolean;
	/** The other rows in view, for what their names share. */
	neighbours: readonly AgentEntry[];
	changes: AgentChanges;
};

/** One agent in exactly `width` cells. All of what is not known now is dim. */
export function agentRow(entry: AgentEntry, {columns, width}: RowPlan, look: RowLook, ink: AgentInk): Row {
	const {glyphs} = ink;
	const cells = columns.map(column => {
		const cell = fitCell(entry, column, look.neighbours, ink);
		const changed = isChanged(look.changes, entry.key, column.id, ink.now);
		const style = entry.lostAt === null ? (changed ? 'changed' as const : cell.style) : 'dim' as const;
		const blanks = column.align === 'right' ? column.width - displayWidth(cell.text) : 0;
		return {start: column.start + blanks, span: {...cell, style}};
	});
	return placeSpans([
		{start: 0, span: {text: look.cursor, style: 'accent'}},
		{start: 1, span: {text: look.marked ? glyphs.mark : ' ', style: 'accent'}},
		...cells,
	], width, glyphs.cut);
}

function fitCell(entry: AgentEntry, {id, width, cut}: PlacedColumn, neighbours: readonly AgentEntry[], ink: AgentInk): Span {
	const cell = agentCell(entry, id, ink);
	if (displayWidth(cell.text) <= width) {
		return cell;
	}

	const others = cut === 'shared' ? neighbours.map(other => agentCell(other, id, ink).text) : undefined;
	return {...cell, text: fitText(cell.text, width, ink.glyphs.cut, others)};
}
