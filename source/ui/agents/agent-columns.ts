import {displayWidth} from '../../views/width.js';
import type {AgentColumnId, AgentEntry} from '../../workspace/agents.js';
import type {AgentInk} from './agent-cell.js';
import {columnRules, type ColumnRule} from './column-rules.js';
import {contentWidth, hasContent} from './content-width.js';

/** Cells before the first column: cursor, mark, a blank. */
export const gutter = 3;
export const columnGap = 2;

/** A column with its place in the row. */
export type PlacedColumn = {
	id: AgentColumnId; start: number; width: number; align: 'left' | 'right'; cut: 'shared' | 'end';
};

/** What all rows have in common. */
export type RowPlan = {columns: readonly PlacedColumn[]; width: number};

export type ColumnOptions = {
	width: number;
	/** What the list is grouped by, which needs no column. */
	group: string | null;
	/** The column that shows the sign of the order. */
	sorted: string | null;
	/** The columns that a person chose, from left to right. */
	chosen?: readonly AgentColumnId[] | undefined;
};

/**
The columns that have room in a row of `width` cells. They are as wide as what is in them, within limits;
where that is too much they give way, then leave from the right; the last one takes what is left.
*/
export function agentColumns(entries: readonly AgentEntry[], options: ColumnOptions, ink: AgentInk): PlacedColumn[] {
	const wanted = rulesOf(options)
		.filter(({id}) => id !== options.group && isWanted(entries, id, ink))
		.map(rule => ({rule, natural: naturalWidth(entries, rule, options, ink)}));
	const room = options.width - gutter;
	while (leastWidth(wanted) > room && wanted.some(({rule}) => !rule.keep)) {
		wanted.splice(wanted.findLastIndex(({rule}) => !rule.keep), 1);
	}

	const widths = shared(wanted, room);
	let start = gutter;
	return wanted.map(({rule}, at) => {
		const width = widths[at] ?? 0;
		const column: PlacedColumn = {
			id: rule.id, start, width, align: rule.align ?? 'left', cut: rule.cut ?? 'end',
		};
		start += width + columnGap;
		return column;
	});
}

/** Who chose columns wants those, also where they have little room. */
function rulesOf({width, chosen}: ColumnOptions): readonly ColumnRule[] {
	if (chosen === undefined) {
		return columnRules.filter(({from}) => width >= from);
	}

	const ids = new Set<AgentColumnId>(['name', ...chosen]);
	return [...ids].map(id => columnRules.find(rule => rule.id === id)).filter(rule => rule !== undefined);
}

type Wanted = {rule: ColumnRule; natural: number};

const ifKnown: ReadonlySet<AgentColumnId> = new Set(['app', 'host', 'ip', 'java', 'since', 'sessions', 'os', 'labels']);

/** What no server tells of any agent needs no room. */
function isWanted(entries: readonly AgentEntry[], id: AgentColumnId, ink: AgentInk): boolean {
	return !ifKnown.has(id) || hasContent(entries, id, ink);
}

function naturalWidth(entries: readonly AgentEntry[], {id, max}: ColumnRule, {sorted}: ColumnOptions, ink: AgentInk): number {
	const title = displayWidth(ink.words.columns[id]) + (sorted === id ? 2 : 0);
	return Math.max(title, contentWidth(entries, id, Math.min(max, 60), ink));
}

function leastWidth(wanted: readonly Wanted[]): number {
	let least = -columnGap;
	for (const {rule} of wanted) {
		least += rule.min + columnGap;
	}

	return least;
}

/** What all want, less what there is not, taken from the widest that can give; the rest goes to the last. */
function shared(wanted: readonly Wanted[], room: number): number[] {
	const widths = wanted.map(({rule, natural}) => Math.max(Math.min(natural, rule.max), rule.min));
	const last = widths.length - 1;
	let rest = room + columnGap;
	for (const width of widths) {
		rest -= width + columnGap;
	}

	for (; rest < 0; rest++) {
		const slack = wanted.map(({rule}, at) => (widths[at] ?? 0) > rule.min ? widths[at] ?? 0 : 0);
		const widest = slack.indexOf(Math.max(...slack));
		if ((slack[widest] ?? 0) === 0) {
			break;
		}

		widths[widest] = (widths[widest] ?? 0) - 1;
	}

	// What was cut at its limit may have what nobody else needs.
	for (const [at, {natural}] of wanted.entries()) {
		// A number far from what it belongs to is not read with it.
		const more = at === last && wanted[at]?.rule.align !== 'right' ? rest : Math.min(Math.max(natural - (widths[at] ?? 0), 0), Math.max(rest, 0));
		widths[at] = Math.max((widths[at] ?? 0) + more, 0);
		rest -= more;
	}

	return widths;
}
