import type {Block} from '../block.js';
import {textBlock} from '../build-block.js';
import type {Members} from '../members.js';
import {type RecordColumn, recordTable} from '../record-table.js';

/** What each class loader holds of the metaspace, in bytes; Arthas has it since 4.1.9, from a short flight recording. */
export function classloaderMetaspaceView(result: Members): Block[] {
	const rows = result.objects('rows');
	const isVerbose = result.flag('verbose') ?? false;
	result.hide('durationMillis', 'periodMillis');
	if (rows === undefined) {
		return [];
	}

	return [rows.length === 0
		? textBlock('No classloader metaspace statistics found.')
		: recordTable(rows, isVerbose ? verboseColumns : columns, isVerbose ? [] : ['classLoaderData', 'hiddenBlockSize', 'type'])];
}

const hash: RecordColumn = {title: 'hash', of: 'hash'};
const classes: RecordColumn = {title: 'classes', of: 'classCount', align: 'right'};
const sizes: RecordColumn[] = [{title: 'chunkSize', of: 'chunkSize', align: 'right'}, {title: 'blockSize', of: 'blockSize', align: 'right'}];
const name: RecordColumn = {title: 'name', of: 'name', cut: 'middle'};
const columns = [hash, classes, ...sizes, name];
const verboseColumns: RecordColumn[] = [
	hash, {title: 'classLoaderData', of: pointerText}, classes, ...sizes, {title: 'hiddenBlockSize', of: 'hiddenBlockSize', align: 'right'}, {title: 'type', of: 'type', cut: 'middle'}, name,
];

/** An address, which is longer than a double is exact. */
function pointerText(row: Members): string | undefined {
	const digits = row.text('classLoaderData');
	return digits !== undefined && /^\d+$/u.test(digits) ? `0x${BigInt(digits).toString(16).padStart(16, '0')}` : digits;
}
