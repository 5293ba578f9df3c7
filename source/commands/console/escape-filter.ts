/** Text for the other side, or what the person wants of this one. */
export type Typed = {kind: 'text'; text: string} | {kind: 'leave'} | {kind: 'help'};

/**
Finds `~.` and `~?` at the start of a line, as ssh does; `~~` is one tilde. A tilde there waits for the
key after it, wherever the pieces of the input end.
*/
export function createEscapeFilter(): (text: string) => Typed[] {
	let isLineStart = true;
	let isWaiting = false;

	/** What a key means, which may be nothing yet. */
	const press = (key: string): Typed | undefined => {
		if (!isWaiting && isLineStart && key === '~') {
			isWaiting = true;
			return undefined;
		}

		const isEscape = isWaiting && (key === '.' || key === '?');
		const held = isWaiting && key !== '~' ? '~' : '';
		isWaiting = false;
		isLineStart = isEscape || key === '\r' || key === '\n';
		return isEscape ? {kind: key === '.' ? 'leave' : 'help'} : {kind: 'text', text: held + key};
	};

	return text => {
		const typed: Typed[] = [];
		for (const key of text) {
			const meaning = press(key);
			const last = typed.at(-1);
			if (meaning?.kind === 'text' && last?.kind === 'text') {
				last.text += meaning.text;
			} else if (meaning) {
				typed.push(meaning);
			}
		}

		return typed;
	};
}
