/**
Splits a command line as Arthas does: blank is space or tab, `'…'` keeps everything, `"…"` keeps
everything but `\"`, a backslash outside quotes keeps the next character. `open` tells of a quote
that is never closed.
*/
export function tokenize(commandLine: string): {tokens: string[]; open: boolean} {
	const tokens: string[] = [];
	let current = '';
	let isStarted = false;
	let quote = '';
	for (let index = 0; index < commandLine.length; index++) {
		const char = commandLine[index]!;
		if (quote) {
			if (char === quote) {
				quote = '';
			} else if (char === '\\' && quote === '"' && commandLine[index + 1] === '"') {
				current += '"';
				index++;
			} else {
				current += char;
			}
		} else if (char === ' ' || char === '\t') {
			if (isStarted) {
				tokens.push(current);
			}

			current = '';
			isStarted = false;
		} else {
			isStarted = true;
			if (char === '"' || char === '\'') {
				quote = char;
			} else if (char === '\\' && index + 1 < commandLine.length) {
				current += commandLine[++index]!;
			} else {
				current += char;
			}
		}
	}

	if (isStarted) {
		tokens.push(current);
	}

	return {tokens, open: quote !== ''};
}
