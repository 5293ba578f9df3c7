const known = new Map<string, string>();

/** As many as a few columns of 10,000 rows have, and as long as names are; what is beyond is worked out again. */
const mostKnown = 1 << 16;
const longestKnown = 100;

/**
A text to sort by, in which numbers count as numbers: `order-9` stands before `Order-10`. Digits with a letter after them
are no number but part of something like `9d20`. It is kept, because a fleet is sorted anew with each heartbeat.
*/
export function naturalKey(text: string): string {
	const found = known.get(text);
	if (found !== undefined) {
		return found;
	}

	if (known.size >= mostKnown) {
		known.clear();
	}

	const key = keyOf(text);
	if (text.length <= longestKnown) {
		known.set(text, key);
	}

	return key;
}

function keyOf(text: string): string {
	return text.toLowerCase().replaceAll(/\d+(?![\da-z])/gu, digits => digits.padStart(12, '0'));
}
