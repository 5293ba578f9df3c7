import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {displayWidth} from '../../views/width.js';

/** One line of typed text, scrolled so that its cursor is in it; `cursor` is the column of that. */
export function fieldRow(label: string, {text, caret}: {text: string; caret: number}, width: number): {row: Row; cursor: number} {
	const before = safeText(text.slice(0, caret));
	const after = safeText(text.slice(caret));
	const room = Math.max(width - displayWidth(label) - 2, 4);
	const shown = lastCells(before, room);
	return {
		row: [{text: ` ${label}`, style: 'accent'}, {text: shown + after}],
		cursor: 1 + displayWidth(label) + displayWidth(shown),
	};
}

function lastCells(text: string, width: number): string {
	if (displayWidth(text) <= width) {
		return text;
	}

	let shown = '';
	let cells = 0;
	for (const character of [...text].reverse()) {
		cells += displayWidth(character);
		if (cells > width - 1) {
			break;
		}

		shown = character + shown;
	}

	return `…${shown}`;
}
