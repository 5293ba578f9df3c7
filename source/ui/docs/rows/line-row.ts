import type {Line} from '../../../views/block.js';
import {cutLine} from '../../../views/fit-line.js';
import type {Row} from '../../../views/layout.js';
import {safeLine} from '../../../views/safe-line.js';
import type {DocOptions, DocRow} from '../doc.js';
import {fitRow} from './fit-row.js';

/** One row for one line, without what is too much of it. */
export function lineRow(key: string, line: Line, options: DocOptions, given: Omit<DocRow, 'key' | 'spans'> = {}): DocRow {
	return {key, spans: fittedLine(line, options), ...given};
}

/** A line in one row: safe, and without what is too much of it. */
export function fittedLine(line: Line, options: DocOptions): Row {
	return fitRow(cutLine(safeLine(line), options.width, 'end'), options);
}
