import type {JsonObject} from '../../../core/protocol/result.js';
import {span} from '../../../views/build-block.js';
import {jsonText} from '../../../views/json-text.js';
import {type Members, membersOf} from '../../../views/members.js';
import {optionChangeView} from '../../../views/results/options.js';
import type {DocKind} from '../kind.js';
import {blockRows} from '../rows/block-rows.js';
import {groupedRecordRows} from '../rows/grouped-record-rows.js';
import type {RecordColumn} from '../rows/record-rows.js';
import {recordTableRows} from '../rows/record-table-rows.js';

/** A map of names to values: `sysprop`, `sysenv`. */
export function keyValueDoc(name: string): DocKind {
	return (members, options) => {
		const values = members.object(name);
		const records = Object.entries(values ?? {}).map(([key, value]): JsonObject => ({name: key, value}));
		return values === undefined
			? []
			: groupedRecordRows(records, {
				columns: [nameColumn, {
					title: 'VALUE', cut: 'middle', min: 20, cell: record => jsonText(record.json('value') ?? ''),
				}],
				keyOf: nameOf,
				sort: {column: 'NAME', direction: 'up'},
				groupOf: record => prefixOf(nameOf(record), 1),
			}, 'p', options);
	};
}

/** The options of the JVM, or the change of one. */
export const vmoptionDoc: DocKind = (members, options) => {
	const records = members.objects('vmOptions');
	const rows = records === undefined
		? []
		: recordTableRows(records, {
			columns: [
				nameColumn,
				{
					title: 'VALUE', cut: 'middle', min: 12, cell: record => record.text('value'),
				},
				{
					title: 'ORIGIN', from: 80, min: 7, cell: record => originCell(record),
				},
				{title: 'WRITEABLE', from: 80, cell: record => record.text('writeable')},
			],
			keyOf: nameOf,
		}, 'o', options);
	return [...rows, ...blockRows(optionChangeView(members), 'change', options)];
};

/** The options of Arthas itself, or the change of one. */
export const optionsDoc: DocKind = (members, options) => {
	const records = members.objects('options');
	const rows = records === undefined
		? []
		: recordTableRows(records, {
			columns: [
				nameColumn,
				{title: 'VALUE', min: 8, cell: record => record.text('value')},
				{title: 'TYPE', from: 100, cell: record => record.text('type')},
				{
					title: 'LEVEL', from: 120, align: 'right', cell: record => record.text('level'),
				},
				{title: 'SUMMARY', min: 20, cell: record => record.text('summary')},
			],
			keyOf: nameOf,
		}, 'o', options);
	return [...rows, ...blockRows(optionChangeView(members), 'change', options)];
};

/** Performance counters of the JVM. */
export const perfcounterDoc: DocKind = (members, options) => {
	const records = members.objects('perfCounters');
	const hasDetails = members.flag('details') ?? false;
	const details: RecordColumn[] = [
		{title: 'UNITS', from: 80, cell: record => record.text('units')},
		{title: 'VARIABILITY', from: 100, cell: record => record.text('variability')},
	];
	return records === undefined
		? []
		: groupedRecordRows(records, {
			columns: [nameColumn, {
				title: 'VALUE', cut: 'middle', min: 12, cell: record => jsonText(record.json('value') ?? ''),
			}, ...hasDetails ? details : []],
			keyOf: nameOf,
			groupOf: record => prefixOf(nameOf(record), 2),
		}, 'p', options);
};

const nameColumn: RecordColumn = {
	title: 'NAME', cut: 'middle', min: 16, cell: record => record.text('name'),
};

function nameOf(record: JsonObject): string {
	return membersOf(record).text('name') ?? '';
}

/** The first parts of a name: `java.vm` of `java.vm.name`, `XDG` of `XDG_DATA_HOME`. */
function prefixOf(name: string, parts: number): string {
	return name.split(/[._]/u, parts).join('.');
}

/** What somebody changed stands out. */
function originCell(record: Members) {
	const origin = record.text('origin');
	return origin === undefined ? undefined : span(origin, origin === 'DEFAULT' ? 'dim' : undefined);
}
