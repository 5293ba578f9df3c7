import type {Row} from '../../views/layout.js';
import {cutLine, lineWidth} from '../../views/fit-line.js';
import type {Ground, Theme} from '../terminal/theme.js';

/** A row as text with SGR sequences in exactly `width` cells, on one ground to its end. */
export function sgrText(row: Row, width: number, theme: Theme, on: Ground = 'ground'): string {
	const cut = cutLine(row, width, 'end');
	const blanks = Math.max(width - lineWidth(cut), 0);
	return [...cut, {text: ' '.repeat(blanks)}].filter(({text}) => text !== '').map(({text, style}) => {
		const sgr = theme.styleSgr(style, {on});
		return sgr === '' ? text : `\u{1B}[${sgr}m${text}\u{1B}[0m`;
	}).join('');
}

/** What stands left and what stands right in one row; where both have no room the right part is cut, then gone. */
export function betweenEdges(left: Row, right: Row, width: number): Row {
	const room = width - lineWidth(left) - 2;
	const kept = room < 4 ? [] : cutLine(right, room, 'end');
	const gap = Math.max(width - lineWidth(left) - lineWidth(kept), 0);
	return kept.length === 0 ? cutLine(left, width, 'end') : [...left, {text: ' '.repeat(gap)}, ...kept];
}
