/**
A command that looks further at what a row shows, out of names that an agent sent. Undefined where one of them is no plain name: it
could hold anything, and is typed for somebody to send.
*/
export function deeper(command: string, ...names: ReadonlyArray<string | undefined>): string | undefined {
	return names.every(name => name !== undefined && plain.test(name)) ? [command, ...names].join(' ') : undefined;
}

/** The same with a name that may have blanks in it. */
export function deeperQuoted(command: string, name: string | undefined): string | undefined {
	return name === undefined || /[\p{C}"\\]/u.test(name) ? undefined : `${command} "${name}"`;
}

const plain = /^[\p{L}\p{N}_$.<>-]+$/u;
