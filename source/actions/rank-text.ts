/**
How well a text fits what somebody typed: lower is better, undefined is not at all. Each typed word must stand in it, best
where a word of the text begins. Letters that are scattered over it are no match: what comes first is done by `enter`.
*/
export function rankText(typed: string, text: string): number | undefined {
	const wanted = typed.toLowerCase().split(/\s+/u).filter(Boolean);
	const offered = text.toLowerCase();
	let rank = 0;
	for (const word of wanted) {
		const at = offered.indexOf(word);
		if (at === -1) {
			return undefined;
		}

		const start = startOfWord(word, offered, at);
		// Two letters stand inside of nearly everything.
		if (start === undefined && word.length < 3) {
			return undefined;
		}

		rank += start ?? 100 + at;
	}

	return rank;
}

function startOfWord(word: string, text: string, first: number): number | undefined {
	for (let at = first; at !== -1; at = text.indexOf(word, at + 1)) {
		if (at === 0 || !/[a-z\d]/u.test(text[at - 1] ?? '')) {
			return at;
		}
	}

	return undefined;
}
