/** A row is shown when it has all of `include` and none of `exclude`, in any case. */
export type StreamFilter = {include: readonly string[]; exclude: readonly string[]};

/** `throw !33598 "need >= 2"`: words that a row must have, after `!` words that it must not have; quotes keep blanks. */
export function readFilter(text: string): StreamFilter {
	const include: string[] = [];
	const exclude: string[] = [];
	for (const [, not = '', quoted, bare = ''] of text.matchAll(/(!?)(?:"([^"]*)"?|([^\s"]+))/gu)) {
		const word = quoted ?? bare;
		// A lone `!` is the beginning of a word that is still being typed.
		if (word !== '' && word !== '!') {
			(not === '!' ? exclude : include).push(word);
		}
	}

	return {include, exclude};
}

export function isEmptyFilter({include, exclude}: StreamFilter): boolean {
	return include.length + exclude.length === 0;
}

/** A text as one word of a filter. Quotes can't be quoted, so that they part the words. */
export function quoteWord(text: string): string {
	return /[\s!]/u.test(text) && !text.includes('"') ? `"${text}"` : text;
}
