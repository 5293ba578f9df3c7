import type {Json, JsonObject} from '../core/protocol/result.js';
import type {
	Column, Line, Span, TableBlock,
} from './block.js';
import {lineOf} from './build-block.js';
import {isNumeric, jsonText} from './json-text.js';
import {type Members, membersOf} from './members.js';

/** A column and what it shows of a record: one member, or what a function makes of several. */
export type RecordColumn = Column & {of: string | ((record: Members) => string | Span | undefined)};

/**
Records of one kind as a table. `-` stands for what a record does not have. Members that neither a
column nor `hidden` names get columns of their own.
*/
export function recordTable(records: readonly JsonObject[], columns: readonly RecordColumn[], hidden: readonly string[] = []): TableBlock {
	const rows = records.map(record => {
		const members = membersOf(record);
		members.hide(...hidden);
		return {cells: columns.map(({of}) => cellOf(typeof of === 'string' ? members.text(of) : of(members))), rest: members.rest()};
	});
	const further = [...new Set(rows.flatMap(({rest}) => Object.keys(rest)))];
	return {
		kind: 'table',
		columns: [...columns.map(({of, ...column}) => column), ...further.map(name => furtherColumn(name, rows.map(({rest}) => rest[name])))],
		rows: rows.map(({cells, rest}) => [...cells, ...further.map(name => cellOf(Object.hasOwn(rest, name) ? jsonText(rest[name] ?? null) : undefined))]),
	};
}

function cellOf(content: string | Span | undefined): Line {
	return lineOf(content ?? {text: '-', style: 'dim'});
}

function furtherColumn(title: string, values: Array<Json | undefined>): Column {
	return values.every(value => value === undefined || isNumeric(value)) ? {title, align: 'right'} : {title};
}
