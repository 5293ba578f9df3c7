import type {Json, JsonObject} from '../../core/protocol/result.js';
import type {Column, Line, TableBlock} from '../block.js';
import {lineOf, span} from '../build-block.js';
import {isJsonObject, isNumeric} from '../json-text.js';
import {usageStyle} from './host-list.js';
import {
	measureOf, quantityText, sizes, timeText, wordsOf,
} from './quantity.js';

/**
Rows of one kind as a table with units in its titles. Columns of which no row knows anything are left out; those that are not
`wanted` may be, where there is no room.
*/
export function hostTable(rows: readonly JsonObject[], wanted: readonly string[]): TableBlock {
	const names = [...new Set(rows.flatMap(row => Object.keys(row)))].filter(name => rows.some(row => Object.hasOwn(row, name) && row[name] !== null && !isFlatDepth(name, rows)));
	const ordered = order(names, wanted);
	const cells = ordered.map(name => {
		const {column, lines} = columnOf(name, rows.map(row => Object.hasOwn(row, name) ? row[name] ?? null : null));
		return {column, lines: name === 'name' ? lines.map((line, index) => indented(rows[index] ?? {}, line)) : lines};
	});
	return {
		kind: 'table',
		columns: cells.map((cell, index) => placed(cell, wanted.indexOf(ordered[index] ?? ''), wanted.length)),
		rows: rows.map((_, index) => cells.map(({lines}) => lines[index] ?? [])),
	};
}

/** Who is not wanted gives way as a whole, before those that are wanted lose letters; the last one is long and keeps most. */
function placed({column, lines}: Cells, place: number, wanted: number): Column {
	if (wanted === 0) {
		return column;
	}

	const longest = Math.max(column.title.length, ...lines.map(line => line.reduce((sum, {text}) => sum + text.length, 0)));
	const min = Math.min(longest, place === wanted - 1 ? 30 : 20);
	return place === -1 ? {...column, min, optional: true} : {...column, min};
}

/** A list that is no tree has a depth of 0 all over. One that is shows it by the place of the names. */
function isFlatDepth(name: string, rows: readonly JsonObject[]): boolean {
	return name === 'depth' && rows.every(row => Object.hasOwn(row, 'name') && isNumeric(row['depth']));
}

function indented(row: JsonObject, cell: Line): Line {
	const depth = isNumeric(row['depth']) ? Math.min(40, Math.max(0, Number(row['depth']))) : 0;
	return depth === 0 ? cell : [{text: '  '.repeat(depth)}, ...cell];
}

/** What is wanted first, but for the last of it, which is long and therefore last of all. */
function order(names: readonly string[], wanted: readonly string[]): string[] {
	const known = wanted.filter(name => names.includes(name));
	const others = names.filter(name => !known.includes(name));
	return [...known.slice(0, -1), ...others, ...known.slice(-1)];
}

type Cells = {column: Column; lines: Line[]};

function columnOf(name: string, values: readonly Json[]): Cells {
	const isNumber = values.every(value => value === null || isNumeric(value));
	const {unit, print} = isNumber ? printerOf(name, values.map(Number)) : {unit: '', print: (value: Json) => cellText(name, value)};
	return {
		column: {title: `${wordsOf(name).toUpperCase()}${unit === '' ? '' : ` ${unit}`}`, ...(isNumber && {align: 'right'})},
		lines: values.map(value => lineOf(value === null ? span('–', 'dim') : span(print(value), usageStyle(name, value)))),
	};
}

function cellText(name: string, value: Json): string {
	if (!Array.isArray(value)) {
		return isJsonObject(value) ? Object.entries(value).map(([key, inner]) => `${key} ${quantityText(key, inner)}`).join(', ') : quantityText(name, value);
	}

	return value.length === 0 ? '–' : value.map(item => isJsonObject(item) ? Object.entries(item).map(([key, inner]) => quantityText(key, inner)).join(' ') : quantityText(name, item)).join('; ');
}

type Printer = {unit: string; print: (value: Json) => string};

/** One unit for a whole column, so that numbers can be compared by their lengths. */
function printerOf(name: string, numbers: readonly number[]): Printer {
	const most = Math.max(0, ...numbers.map(number => Math.abs(number)));
	const scaled = (size: number, digits: number) => (value: Json) => (Number(value) / size).toFixed(digits);
	switch (measureOf(name)) {
		case 'bytes':
		case 'bytes/s': {
			// The smallest unit in which five digits are enough.
			const [size, unit] = sizes.toReversed().find(([size]) => most / size < 100_000) ?? sizes[0] ?? [1, 'B'];
			const isSmall = most < 100_000 && Number.isInteger(most) && most < 10_000;
			const per = measureOf(name) === 'bytes/s' ? '/s' : '';
			return isSmall ? {unit: `B${per}`, print: scaled(1, 0)} : {unit: `${unit}${per}`, print: scaled(size, 1)};
		}

		case 'percent': {
			return {unit: '%', print: scaled(1, 1)};
		}

		case 'ms': {
			return most >= 100_000 ? {unit: 's', print: scaled(1000, 1)} : {unit: 'ms', print: value => String(Number(value))};
		}

		case 'time': {
			return {unit: '', print: value => timeText(name, Number(value))};
		}

		case 'rate': {
			return {unit: '/s', print: scaled(1, 1)};
		}

		default: {
			return {unit: '', print: value => quantityText(name, value)};
		}
	}
}
