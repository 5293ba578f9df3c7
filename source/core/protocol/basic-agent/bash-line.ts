export type BashLine = {seconds: number; user?: string; group?: string; command: string};

/** What the document gives a command that names no time-out. */
export const defaultSeconds = 120;

/** A day: beyond it a timer of Node's would overflow, and nobody waits that long for one answer. */
const maxSeconds = 86_400;

/**
Reads `[-t seconds] [-u user] [-g group] [--] <command line>`. From the first word that is no option the rest is the
command, verbatim; one pair of quotes around the whole of it is taken off, as a person's habit.
*/
export function parseBashLine(args: string): BashLine | {problem: string} {
	const line: BashLine = {seconds: defaultSeconds, command: ''};
	let rest = args;
	for (;;) {
		const option = /^-(?<letter>[tug])\s+(?<value>\S+)(?:\s+|$)/.exec(rest);
		if (option?.groups === undefined) {
			break;
		}

		const {letter, value = ''} = option.groups;
		rest = rest.slice(option[0].length);
		if (letter === 'u') {
			line.user = value;
		} else if (letter === 'g') {
			line.group = value;
		} else if (/^[1-9]\d{0,4}$/.test(value) && Number(value) <= maxSeconds) {
			line.seconds = Number(value);
		} else {
			return {problem: `-t takes whole seconds from 1 to ${maxSeconds}`};
		}
	}

	if (rest.startsWith('-') && !/^--\s/.test(rest)) {
		return {problem: `unknown option ${/^\S+/.exec(rest)?.[0] ?? rest}`};
	}

	line.command = unquote(rest.replace(/^--\s+/, ''));
	return line.command.trim() === '' ? {problem: 'no command line'} : line;
}

function unquote(text: string): string {
	const quote = text[0];
	const isPair = (quote === '\'' || quote === '"') && text.length > 1 && text.indexOf(quote, 1) === text.length - 1;
	return isPair ? text.slice(1, -1) : text;
}
