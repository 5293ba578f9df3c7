import type {JsonObject} from '../../../core/protocol/result.js';
import type {DocOptions, DocRow} from '../doc.js';
import {placeRecords, type RecordTable} from './record-rows.js';

/** Records as a table and nothing else. */
export function recordTableRows(records: readonly JsonObject[], table: RecordTable, prefix: string, options: DocOptions): DocRow[] {
	const {header, records: placed} = placeRecords(records, table, prefix, options);
	return [header, ...placed.flatMap(({rows}) => rows)];
}
