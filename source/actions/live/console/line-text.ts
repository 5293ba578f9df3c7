import type {IBufferLine} from '@xterm/headless';
import type {ConsoleScreen} from './emulator.js';

type Lines = Pick<ConsoleScreen, 'line' | 'first' | 'end'>;

/** The first of the rows that one line of output takes, by any of them. */
export function wrapStart({line, first}: Lines, number: number): number {
	let start = number;
	while (start > first && line(start)?.isWrapped) {
		start--;
	}

	return start;
}

/** The text of rows, a line each; rows that belong together are one line, without what the width did to them. */
export function textOfLines(screen: Lines, from: number, to: number): string {
	const lines: string[] = [];
	for (let number = from; number <= to && number < screen.end; number++) {
		const text = rowText(screen, number);
		if (number > from && screen.line(number)?.isWrapped) {
			lines.push((lines.pop() ?? '') + text);
		} else {
			lines.push(text);
		}
	}

	return lines.join('\n');
}

/** The text of one row, to its edge where it goes on in the next one, else to its last character. */
export function rowText(screen: Lines, number: number): string {
	const row = screen.line(number);
	const next = screen.line(number + 1);
	if (!row) {
		return '';
	}

	if (!next?.isWrapped) {
		return row.translateToString(true);
	}

	return row.translateToString(false, 0, isPadded(row, next) ? row.length - 1 : row.length);
}

/** A wide character that did not fit into the last cell stands in the next row, and nothing in that cell. */
function isPadded(row: IBufferLine, next: IBufferLine): boolean {
	return next.getCell(0)?.getWidth() === 2 && row.getCell(row.length - 1)?.getChars() === '';
}
