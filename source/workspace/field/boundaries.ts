/** Where a cursor can go from a place in a text. All of them give UTF-16 units from its start. */

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** No character that people write is longer, and a text of a megabyte must not be taken apart for one step. */
const longest = 128;

export function graphemeBefore(text: string, from: number): number {
	const start = Math.max(0, from - longest);
	const characters = [...graphemes.segment(text.slice(start, from))];
	return start + (characters.at(-1)?.index ?? 0);
}

export function graphemeAfter(text: string, from: number): number {
	const [first] = graphemes.segment(text.slice(from, from + longest));
	return from + (first?.segment.length ?? 0);
}

/** Words are letters, digits, `_` and `$`, so that a class name is walked through part by part. */
export function wordStart(text: string, from: number): number {
	let start = from;
	let isFound = false;
	// By code points and not by characters: a word may be a megabyte long.
	for (let at = from; at > 0;) {
		at -= /[\u{DC00}-\u{DFFF}]/u.test(text[at - 1] ?? '') && at > 1 ? 2 : 1;
		const isWord = isWordAt(text, at);
		if (isFound && !isWord && !isMarkAt(text, at)) {
			break;
		}

		isFound ||= isWord;
		start = isWord || !isFound ? at : start;
	}

	return start;
}

export function wordEnd(text: string, from: number): number {
	const word = /[\p{L}\p{N}_$][\p{L}\p{N}\p{M}_$]*/gu;
	word.lastIndex = from;
	return word.test(text) ? word.lastIndex : text.length;
}

export function lineStart(text: string, from: number): number {
	return from === 0 ? 0 : text.lastIndexOf('\n', from - 1) + 1;
}

export function lineEnd(text: string, from: number): number {
	const end = text.indexOf('\n', from);
	return end === -1 ? text.length : end;
}

function isWordAt(text: string, at: number): boolean {
	return /^[\p{L}\p{N}_$]/u.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}

function isMarkAt(text: string, at: number): boolean {
	return /^\p{M}/u.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}
