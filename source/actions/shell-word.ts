/** A text as one word of a POSIX shell, whatever is in it: what agents call themselves must not run where a line is pasted. */
export function shellWord(text: string): string {
	return /^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll('\'', String.raw`'\''`)}'`;
}
