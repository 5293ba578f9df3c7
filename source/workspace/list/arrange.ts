import type {ListState} from './list-state.js';

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
	columns: Readonly<Record<string, (row: Row) => string | number | null>>;
	/** What they can be grouped by. */
	groups: Readonly<Record<string, (row: Row) => Group>>;
	/** The rows that a filter leaves, in their order, or why it can't be understood. */
	choose: (rows: readonly Row[], filter: string) => readonly Row[] | {problem: string};
};

export type Arranged<Row> = {
	items: Array<ListItem<Row>>;
	/** How many rows the filter leaves, those in folded groups among them. */
	shown: number;
	/** How many new rows wait until the order is let go. */
	waiting: number;
	/** Why the filter can't be understood; all rows are shown then. */
	problem: string | undefined;
};

/** The lines of a list from its rows, which come in their usual order. */
export function arrange<Row>(rows: readonly Row[], state: ListState, spec: ListSpec<Row>, now: number): Arranged<Row> {
	const chosen = state.filter.trim() === '' ? rows : spec.choose(rows, state.filter);
	const problem = 'problem' in chosen ? chosen.problem : undefined;
	const kept = 'problem' in chosen ? rows : chosen;
	const ordered = isHeld(state, now) ? heldOrder(kept, state, spec) : sorted(kept, state, spec);
	const group = state.group === null ? undefined : spec.groups[state.group];
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
	const read = sort && columns[sort.column];
	if (!read) {
		return rows;
	}

	const sign = sort.direction === 'up' ? 1 : -1;
	return rows
		.map(row => ({row, value: comparable(read(row))}))
		.sort((a, b) => compare(a.value, b.value, sign))
		.map(({row}) => row);
}

type Value = string | number | null;

/** In names, numbers count as numbers: `order-9` stands before `order-10`. */
function comparable(value: Value): Value {
	return typeof value === 'string' ? value.toLowerCase().replaceAll(/\d+/gu, digits => digits.padStart(12, '0')) : value;
}

function compare(a: Value, b: Value, sign: number): number {
	if (a === null || b === null) {
		return Number(a === null) - Number(b === null);
	}

	return a < b ? -sign : Number(a > b) * sign;
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

	return [...groups]
		.map(([name, group]) => ({name, ...group, sortKey: comparable(name)}))
		.sort((a, b) => a.rank - b.rank || compare(a.sortKey, b.sortKey, 1))
		.flatMap(group => groupItems(group.name, group.rows, state.folded.has(group.name), spec));
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
