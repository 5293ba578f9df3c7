/**
Where an OGNL condition has `=` that sets something: nearly always `==` was meant, and a condition that sets a field of
the application would change it. Variables (`#hits = …`) are meant to be set.

@param source As it stands in the command line, with the quotes around it.
*/
export function findAssignments(source: string): number[] {
	const outer = /^["']/u.exec(source)?.[0];
	const found: number[] = [];
	let quote = '';
	for (let at = outer === undefined ? 0 : 1; at < source.length; at++) {
		const char = source[at] ?? '';
		if (quote !== '') {
			quote = char === quote ? '' : quote;
		} else if (isTextQuote(char, outer)) {
			quote = char;
		} else if (char === '=' && !'=!<>'.includes(source[at - 1] ?? ' ') && source[at + 1] !== '=' && !setsVariable(source.slice(0, at))) {
			found.push(at);
		}
	}

	return found;
}

/** The quotes around all of it belong to the command line. */
function isTextQuote(char: string, outer: string | undefined): boolean {
	return (char === '"' || char === '\'') && char !== outer;
}

function setsVariable(before: string): boolean {
	return /#[\w$]+\s*$/u.test(before);
}
