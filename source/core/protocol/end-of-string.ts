/** The offset behind the quote that closes the string which opens at `start`. */
export function endOfString(text: string, start: number): number | undefined {
	for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
		let before = quote - 1;
		while (text[before] === '\\') {
			before--;
		}

		if ((quote - before) % 2 === 1) {
			return quote + 1;
		}
	}

	return undefined;
}
