// eslint-disable-next-line no-control-regex -- escapes begin with one.
const colours = /\u001B\[[\d;]*m/gu;

/** A line of terminal output without its colours. */
export function withoutColours(line: string): string {
	return line.includes('\u001B') ? line.replaceAll(colours, '') : line;
}

/** A line of output as it is meant: tables fill their lines with blanks up to the width of the terminal. */
export function plainLine(line: string): string {
	return withoutColours(line).replace(/ +$/u, '');
}
