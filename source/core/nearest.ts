/** The known word that a person most likely meant, or undefined when none is close. */
export function nearest(word: string, known: readonly string[]): string | undefined {
	// Nobody mistypes a word that long, and comparing it would take as long as it is.
	if (word.length > longest) {
		return undefined;
	}

	const ranked = known
		.map(candidate => ({candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase())}))
		.sort((left, right) => left.distance - right.distance);
	const best = ranked[0];
	// What both begin with, `getinfo.`, makes nothing alike.
	const stem = best?.candidate.slice(0, best.candidate.lastIndexOf('.') + 1) ?? '';
	const own = word.startsWith(stem) ? word.length - stem.length : word.length;
	return best && best.distance <= Math.max(2, own / 3) ? best.candidate : undefined;
}

const longest = 100;

/** Levenshtein's: letters to add, drop or change. */
function distance(from: string, to: string): number {
	let row = Array.from({length: to.length + 1}, (_, index) => index);
	for (const [index, letter] of [...from].entries()) {
		const next = [index + 1];
		for (const [column, other] of [...to].entries()) {
			next.push(Math.min((row[column] ?? 0) + (letter === other ? 0 : 1), (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
		}

		row = next;
	}

	return row.at(-1) ?? 0;
}
