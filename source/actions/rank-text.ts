/**
How well a text fits what somebody typed: lower is better, undefined is not at all. Each typed word must be found, best
where a word of the text begins, else inside one, else as letters in this order.
*/
export function rankText(typed: string, text: string): number | undefined {
	const wanted = typed.toLowerCase().split(/\s+/u).filter(Boolean);
	const offered = text.toLowerCase();
	let rank = 0;
	for (const word of wanted) {
		const found = rankWord(word, offered);
		if (found === undefined) {
			return undefined;
		}

		rank += found;
	}

	return rank;
}

function rankWord(word: string, text: string): number | undefined {
	const at = text.indexOf(word);
	if (at !== -1) {
		return startOfWord(word, text, at) ?? 100 + at;
	}

	let place = -1;
	for (const letter of word) {
		place = text.indexOf(letter, place + 1);
		if (place === -1) {
			return undefined;
		}
	}

	return 1000 + place;
}

function startOfWord(word: string, text: string, first: number): number | undefined {
	for (let at = first; at !== -1; at = text.indexOf(word, at + 1)) {
		if (at === 0 || !/[a-z\d]/u.test(text[at - 1] ?? '')) {
			return at;
		}
	}

	return undefined;
}
