import type {ListState} from './list-state.js';
import {sortRows, type SortValue} from './sort-rows.js';

/** A line of a list: a row, or the head of a group of rows. Keys of heads begin with a NUL, so that no row has one. */
export type ListItem<Row> =
	| {kind: 'row'; key: string; row: Row; group: string | undefined}
	| {kind: 'group'; key: string; group: string; rows: readonly Row[]; keys: readonly string[]; folded: boolean};

export type Group = {
	name: string;
	/** Groups stand in the order of their ranks, then of their names. */
	rank: number;
};

export type ListSpec<Row> = {
	key: (row: Row) => string;
	/** What the rows can be sorted by; null stands last in both directions. */
	columns: Readonly<Record<string, (row: Row) => SortValue>>;
	/** The group of each row, by what they are grouped; undefined when they can't be grouped by that. */
	groupBy: (by: string) => ((row: Row) => Group) | undefined;
	/** The rows that a filter leaves, in their order, or why it can't be understood. */
	choose: (rows: readonly Row[], filter: string) => readonly Row[] | {problem: string};
};

export type Arranged<Row> = {
	items: Array<ListItem<Row>>;
	/** How many rows the filter leaves, those in folded groups among them. */
	shown: number;
	/** How many new rows wait until the order is let go. */
	waiting: number;
	/** Why the filter can't be understood; no row is shown then, so that none is marked that nobody meant. */
	problem: string | undefined;
};

/** The lines of a list from its rows, which come in their usual order. */
export function arrange<Row>(rows: readonly Row[], state: ListState, spec: ListSpec<Row>, now: number): Arranged<Row> {
	const chosen = state.filter.trim() === '' ? rows : spec.choose(rows, state.filter);
	const problem = 'problem' in chosen ? chosen.problem : undefined;
	const kept = 'problem' in chosen ? [] : chosen;
	const ordered = isHeld(state, now) ? heldOrder(kept, state, spec) : sorted(kept, state, spec);
	const group = state.group === null ? undefined : spec.groupBy(state.group);
	return {
		items: group
			? grouped(ordered, state, spec, group)
			: ordered.map(row => ({
				kind: 'row', key: spec.key(row), row, group: undefined,
			})),
		shown: ordered.length,
		waiting: kept.length - ordered.length,
		problem,
	};
}

/** Rows don't jump under the hand: for 3 s after a key, and while a range is being marked. */
export function isHeld({held, range}: ListState, now: number): boolean {
	return held !== null && (range !== null || now < held.until);
}

function heldOrder<Row>(rows: readonly Row[], {held}: ListState, {key}: ListSpec<Row>): Row[] {
	const byKey = new Map(rows.map(row => [key(row), row]));
	return (held?.order ?? []).map(name => byKey.get(name)).filter(row => row !== undefined);
}

function sorted<Row>(rows: readonly Row[], {sort}: ListState, {columns}: ListSpec<Row>): readonly Row[] {
	// A name comes from a file that people write, and must not find what every object has.
	const read = sort && Object.hasOwn(columns, sort.column) ? columns[sort.column] : undefined;
	return sort && read ? sortRows(rows, read, sort.direction) : rows;
}

function grouped<Row>(rows: readonly Row[], state: ListState, spec: ListSpec<Row>, groupOf: (row: Row) => Group): Array<ListItem<Row>> {
	const groups = new Map<string, {rank: number; rows: Row[]}>();
	for (const row of rows) {
		const {name, rank} = groupOf(row);
		const found = groups.get(name);
		if (found) {
			found.rows.push(row);
		} else {
			groups.set(name, {rank, rows: [row]});
		}
	}

	const byName = sortRows([...groups], ([name]) => name, 'up');
	return sortRows(byName, ([, {rank}]) => rank, 'up')
		.flatMap(([name, {rows}]) => groupItems(name, rows, state.folded.has(name), spec));
}

function groupItems<Row>(group: string, rows: readonly Row[], folded: boolean, {key}: ListSpec<Row>): Array<ListItem<Row>> {
	const keys = rows.map(row => key(row));
	const head: ListItem<Row> = {
		kind: 'group', key: `\0${group}`, group, rows, keys, folded,
	};
	return folded
		? [head]
		: [head, ...rows.map((row, at): ListItem<Row> => ({
			kind: 'row', key: keys[at] ?? '', row, group,
		}))];
}
