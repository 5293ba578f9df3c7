import type {SortDirection} from './list-state.js';
import {naturalKey} from './natural-key.js';

export type SortValue = string | number | null;

/**
Rows by a value, those without one last in both directions; equal ones stay as they were. Values are
compared once each and not once a row, as a column of ten thousand rows often has a few of them.
*/
export function sortRows<Row>(rows: readonly Row[], read: (row: Row) => SortValue, direction: SortDirection): Row[] {
	const byValue = new Map<SortValue, Row[]>();
	for (const row of rows) {
		const value = read(row);
		const equal = byValue.get(value);
		if (equal) {
			equal.push(row);
		} else {
			byValue.set(value, [row]);
		}
	}

	const sign = direction === 'up' ? 1 : -1;
	return [...byValue]
		.map(([value, equal]) => ({key: typeof value === 'string' ? naturalKey(value) : value, equal}))
		.sort((a, b) => compareKeys(a.key, b.key, sign))
		.flatMap(({equal}) => equal);
}

function compareKeys(a: SortValue, b: SortValue, sign: number): number {
	if (a === null || b === null) {
		return Number(a === null) - Number(b === null);
	}

	return a < b ? -sign : Number(a > b) * sign;
}
