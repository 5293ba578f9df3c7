/** The name of the command in a line, as it is typed. */
export function commandName(line: string): string {
	return /[^ \t]+/u.exec(line)?.[0] ?? '';
}
