import type {JsonObject} from '../../../core/protocol/result.js';
import {span} from '../../../views/build-block.js';
import type {DocOptions, DocRow} from '../doc.js';
import {groupBy} from '../group-by.js';
import {foldOf, isOpen} from './folds.js';
import {lineRow} from './line-row.js';
import {placeRecords, type RecordTable} from './record-rows.js';

/** So many records are read without groups. */
const mostWithoutGroups = 40;
const smallestGroup = 3;

export type GroupedTable = RecordTable & {groupOf: (record: JsonObject) => string};

/** Records as a table. Many of them stand in groups that fold, unless they are sorted by a column of one's choice. */
export function groupedRecordRows(records: readonly JsonObject[], table: GroupedTable, prefix: string, options: DocOptions): DocRow[] {
	const isGrouped = records.length > mostWithoutGroups && options.state.sort === undefined;
	const {header, records: placed} = placeRecords(records, isGrouped ? {...table, inset: 2} : table, prefix, options);
	if (!isGrouped) {
		return [header, ...placed.flatMap(({rows}) => rows)];
	}

	const groups = groupBy(placed, ({record}) => table.groupOf(record));
	const large = [...groups].filter(([, members]) => members.length >= smallestGroup);
	const others = [...groups].filter(([, members]) => members.length < smallestGroup).flatMap(([, members]) => members);
	return [
		header,
		...large.flatMap(([name, members]) => groupRows(name, members, `${prefix}/${name}`, options)),
		...others.flatMap(({rows}) => rows),
	];
}

function groupRows(name: string, members: ReadonlyArray<{rows: DocRow[]}>, key: string, options: DocOptions): DocRow[] {
	const open = isOpen(options.state, key, true);
	const {glyphs} = options;
	const head = [span(`${open ? glyphs.open : glyphs.folded} `, 'dim'), span(name, 'title'), span(`  ${members.length}`, 'dim')];
	return [
		lineRow(key, head, options, {fold: foldOf(open), value: name}),
		...(open ? members.flatMap(({rows}) => rows.map(row => ({...row, parent: row.parent ?? key}))) : []),
	];
}
