import type {Line} from './block.js';
import {cutText, fittingLength} from './cut-text.js';
import {displayWidth} from './width.js';

export function lineWidth(line: Line): number {
	let width = 0;
	for (const {text} of line) {
		width += displayWidth(text);
	}

	return width;
}

/** A safe line in at most `width` cells. Only a line of one part can lose its middle. */
export function cutLine(line: Line, width: number, where: 'middle' | 'end'): Line {
	if (lineWidth(line) <= width) {
		return line;
	}

	const cut: Line = [];
	let room = width;
	for (const {text, style} of line) {
		const rest = line.length === 1 ? cutText(text, room, where) : cutToRoom(text, room);
		cut.push({text: rest, style});
		room -= displayWidth(rest);
		if (rest !== text) {
			break;
		}
	}

	return cut;
}

/** The part before the cut leaves the cell that `…` needs. */
function cutToRoom(text: string, room: number): string {
	return displayWidth(text) < room ? text : cutText(`${text} `, room, 'end');
}

/** A safe line as rows of at most `width` cells, broken after a blank where one is near. */
export function wrapLine(line: Line, width: number): Line[] {
	if (width === Number.POSITIVE_INFINITY || lineWidth(line) <= width) {
		return [line];
	}

	let row: Line = [];
	const rows = [row];
	let room = width;
	for (const {text, style} of line) {
		let rest = text;
		while (rest !== '') {
			const piece = rest.slice(0, breakAt(rest, room, room === width));
			if (piece !== '') {
				row.push({text: piece, style});
			}

			rest = rest.slice(piece.length);
			room -= displayWidth(piece);
			if (rest !== '') {
				row = [];
				rows.push(row);
				room = width;
			}
		}
	}

	return rows;
}

/** Where a text that begins with `room` cells left is broken; at least one character goes into an empty row. */
function breakAt(text: string, room: number, isEmptyRow: boolean): number {
	const fitting = fittingLength(text, room);
	if (fitting === text.length) {
		return fitting;
	}

	const blank = text.lastIndexOf(' ', fitting - 1) + 1;
	if (fitting > 0 && blank > fitting / 2) {
		return blank;
	}

	return fitting === 0 && isEmptyRow ? firstCharacter(text).length : fitting;
}

function firstCharacter(text: string): string {
	return String.fromCodePoint(text.codePointAt(0) ?? 0);
}
