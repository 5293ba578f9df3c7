import type {JsonObject} from '../../../core/protocol/result.js';
import type {Column, Line, Span} from '../../../views/block.js';
import {span} from '../../../views/build-block.js';
import type {Row} from '../../../views/layout.js';
import {tableParts} from '../../../views/layout-table.js';
import {type Members, membersOf} from '../../../views/members.js';
import {shapeBlocks} from '../../../views/shape-view.js';
import {sortRows, type SortValue} from '../../../workspace/list/sort-rows.js';
import type {DocOptions, DocRow} from '../doc.js';
import {mostGutter} from '../gutter.js';
import {blockRows} from './block-rows.js';
import {fitRow} from './fit-row.js';
import {foldOf, isOpen} from './folds.js';
import {indentRows} from './indent-rows.js';
import {lazyRow} from './lazy-row.js';

/** A column of records; its title is also its name for sorting. */
export type RecordColumn = Omit<Column, 'optional' | 'cut'> & {
	cut?: 'middle' | 'end' | undefined;
	/** The width of the pane from which it is shown. */
	from?: number | undefined;
	cell: (record: Members) => Span | string | undefined;
	/** What it is sorted by, if not by its text. */
	order?: ((record: Members) => SortValue | undefined) | undefined;
};

export type RecordTable = {
	columns: readonly RecordColumn[];
	/** Unique among the records, and the same as long as a record is. */
	keyOf: (record: JsonObject, index: number) => string;
	/** The command that looks further at one. */
	deeperOf?: ((record: Members) => string | undefined) | undefined;
	sort?: DocOptions['state']['sort'];
	/** Cells before each row. */
	inset?: number | undefined;
};

export type PlacedRecord = {record: JsonObject; members: Members; rows: DocRow[]};

export type PlacedRecords = {
	header: DocRow;
	/** In their order. Each opens to all of its members. */
	records: PlacedRecord[];
};

/** Records as a table whose columns come with the width of the pane. */
export function placeRecords(records: readonly JsonObject[], table: RecordTable, prefix: string, options: DocOptions): PlacedRecords {
	const {inset = 0, keyOf, deeperOf} = table;
	const sort = options.state.sort ?? table.sort;
	const columns = table.columns.filter(({from = 0}) => options.width + mostGutter >= from);
	const sorted = sortedRecords(records.map((record, index) => ({record, members: membersOf(record), index})), table.columns, sort);
	const parts = tableParts({
		kind: 'table',
		columns: columns.map(({title, align, cut, min}) => ({
			title: title + sortSign(title, sort, options), align, cut, min,
		})),
		rows: sorted.map(({members}) => columns.map(({cell}) => cellOf(cell(members), options))),
	}, options.width - inset);
	const blanks = span(' '.repeat(inset));
	return {
		header: {
			key: `${prefix}.titles`, spans: fitRow([blanks, ...parts.header[0] ?? []], options), isQuiet: true, columns: columns.map(({title}) => title),
		},
		records: sorted.map(({record, members, index}, at) => ({
			record, members, rows: recordRows(record, {key: `${prefix}.${keyOf(record, index)}`, deeper: deeperOf?.(members)}, () => fitRow([blanks, ...parts.rowAt(at)[0] ?? []], options), options),
		})),
	};
}

/** One row, since none of its cells is continued on a next one. */
function recordRows(record: JsonObject, {key, deeper}: Pick<DocRow, 'key' | 'deeper'>, draw: () => Row, options: DocOptions): DocRow[] {
	const open = isOpen(options.state, key, false);
	const row = lazyRow({
		key, fold: foldOf(open), isDetail: true, deeper,
	}, draw);
	return open ? [row, ...indentRows(blockRows(shapeBlocks(record), `${key}:`, {...options, width: options.width - 4}), 4, key)] : [row];
}

type Indexed = {record: JsonObject; members: Members; index: number};

function sortedRecords(records: readonly Indexed[], columns: readonly RecordColumn[], sort: DocOptions['state']['sort']): readonly Indexed[] {
	const column = columns.find(({title}) => title === sort?.column);
	return sort === undefined || column === undefined ? records : sortRows(records, ({members}) => orderOf(column, members), sort.direction);
}

function orderOf({cell, order}: RecordColumn, members: Members): SortValue {
	if (order !== undefined) {
		return order(members) ?? null;
	}

	const content = cell(members);
	const text = typeof content === 'string' ? content : content?.text;
	const number = Number(text?.replaceAll(' ', ''));
	return text === undefined || text === '' ? null : (Number.isNaN(number) ? text : number);
}

function sortSign(title: string, sort: DocOptions['state']['sort'], {glyphs}: DocOptions): string {
	return sort?.column === title ? ` ${sort.direction === 'up' ? glyphs.ascending : glyphs.descending}` : '';
}

function cellOf(content: Span | string | undefined, {glyphs}: DocOptions): Line {
	return [typeof content === 'string' ? span(content) : content ?? span(glyphs.none, 'dim')];
}
