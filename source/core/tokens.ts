/** A word of a command line as Arthas sees it, and where it stands; `end` is behind its last character. */
export type Word = {text: string; start: number; end: number};

/**
Splits a command line as Arthas does: blank is space or tab, `'…'` keeps everything, `"…"` keeps
everything but `\"`, a backslash outside quotes keeps the next character. `open` tells of a quote
that is never closed.
*/
export function tokenize(commandLine: string): {tokens: string[]; open: boolean} {
	const {words, openQuote} = readWords(commandLine);
	return {tokens: words.map(({text}) => text), open: openQuote !== undefined};
}

/** The words of a command line with their places, and where a quote begins that is never closed. */
export function readWords(commandLine: string): {words: Word[]; openQuote: number | undefined} {
	const words: Word[] = [];
	let word: Word | undefined;
	let quote: number | undefined;
	for (let index = 0; index < commandLine.length; index++) {
		const char = commandLine[index] ?? '';
		const isBlank = char === ' ' || char === '\t';
		if (quote === undefined && isBlank) {
			word = undefined;
			continue;
		}

		if (!word) {
			word = {text: '', start: index, end: index};
			words.push(word);
		}

		const {isQuote, skips} = readCharacter(commandLine, index, quote === undefined ? '' : commandLine[quote] ?? '');
		if (isQuote) {
			quote = quote === undefined ? index : undefined;
		} else {
			index += skips;
			word.text += commandLine[index] ?? '';
		}

		word.end = index + 1;
	}

	return {words, openQuote: quote};
}

/** Whether a character begins or ends a quote, or else how many backslashes stand before the one that counts. */
function readCharacter(line: string, index: number, quote: string): {isQuote: boolean; skips: 0 | 1} {
	const char = line[index] ?? '';
	if (quote !== '') {
		return {isQuote: char === quote, skips: char === '\\' && quote === '"' && line[index + 1] === '"' ? 1 : 0};
	}

	return {isQuote: char === '"' || char === '\'', skips: char === '\\' && index + 1 < line.length ? 1 : 0};
}
