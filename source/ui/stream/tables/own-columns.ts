import {listItems} from '../../../views/object-text/list-items.js';
import {safeText} from '../../../views/safe-text.js';
import type {StreamColumn} from './stream-table.js';
import type {TableOptions} from './table-of.js';

export type OwnColumn = {path: string; column: StreamColumn};

/** Columns of paths into the values: those that were chosen, the newest first, or else the first parameter. */
export function ownColumns({columns, width}: TableOptions, expression: string): OwnColumn[] {
	const paths = columns ?? (hasParameters(expression) ? ['params[0]'] : []);
	return paths.slice(0, roomFor(width)).map(path => ({
		path,
		column: {
			id: `own:${path}`, title: safeText(path), min: Math.min(Math.max(path.length, 4), 16), max: 24, isOptional: columns === null,
		},
	}));
}

function hasParameters(expression: string): boolean {
	return expression.trim() === 'params' || (listItems(expression)?.includes('params') ?? false);
}

function roomFor(width: number): number {
	return width < 120 ? 1 : (width < 160 ? 2 : 4);
}
