import type {Style} from '../../views/block.js';
import {cutText} from '../../views/cut-text.js';
import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {displayWidth} from '../../views/width.js';
import {fitted} from '../fitted.js';

export type Cell = {text: string; width: number; align?: 'right' | undefined; cut?: 'middle' | undefined; style?: Style | undefined};

/** Texts of any origin in their columns, with two blanks between. */
export function cellsRow(cells: readonly Cell[]): Row {
	return cells.flatMap((cell, at) => [...at === 0 ? [] : [{text: '  '}], {text: cellText(cell), style: cell.style}]);
}

function cellText({text, width, align, cut}: Cell): string {
	const safe = safeText(text);
	if (align === 'right') {
		return ' '.repeat(Math.max(width - displayWidth(safe), 0)) + safe;
	}

	return fitted(cut === 'middle' ? cutText(safe, width, 'middle') : safe, width);
}
