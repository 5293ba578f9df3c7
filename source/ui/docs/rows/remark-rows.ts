import type {Style} from '../../../views/block.js';
import {wrapLine} from '../../../views/fit-line.js';
import {safeLine} from '../../../views/safe-line.js';
import type {DocOptions, DocRow} from '../doc.js';
import {fitRow} from './fit-row.js';

/** A sentence of ours among the rows of a result. */
export function remarkRows(key: string, text: string, options: DocOptions, style: Style = 'dim'): DocRow[] {
	return wrapLine(safeLine([{text, style}]), options.width).map((row, index) => ({
		key: index === 0 ? key : `${key}~${index}`, spans: fitRow(row, options), isQuiet: true,
	}));
}
