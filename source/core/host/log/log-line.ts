export type LogLine = {path: string; offset?: number; num: number; isFollowing: boolean};

const usualBytes = 65_536;
const mostBytes = 262_144;

/** Reads `[-o OFFSET] [-n BYTES] [-f] PATH`. The path is the rest of the line, so that it may hold blanks. */
export function parseLogLine(args: string): LogLine | {problem: string} {
	const line: LogLine = {path: '', num: usualBytes, isFollowing: false};
	let rest = args;
	for (;;) {
		const option = /^-(?:(?<flag>f)|(?<letter>[on])\s+(?<value>\S+))(?:\s+|$)/.exec(rest);
		if (option?.groups === undefined) {
			break;
		}

		const {flag, letter, value = ''} = option.groups;
		rest = rest.slice(option[0].length);
		if (flag !== undefined) {
			line.isFollowing = true;
		} else if (!/^\d{1,15}$/.test(value)) {
			return {problem: `-${letter ?? ''} takes a whole number of bytes`};
		} else if (letter === 'o') {
			line.offset = Number(value);
		} else if (Number(value) >= 1 && Number(value) <= mostBytes) {
			line.num = Number(value);
		} else {
			return {problem: `-n takes from 1 to ${mostBytes} bytes`};
		}
	}

	line.path = rest.trim();
	if (line.path.startsWith('-')) {
		return {problem: `unknown option ${/^\S+/.exec(line.path)?.[0] ?? ''}`};
	}

	return line.path.startsWith('/') ? line : {problem: 'the path of a log file is needed, from the root on'};
}
