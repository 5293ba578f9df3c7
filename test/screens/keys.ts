/** What a terminal sends for a key of ours; `esc` as the kitty protocol says it, so that nothing waits for what could follow. */
const named: Readonly<Record<string, string>> = {
	enter: '\r', esc: '\u{1B}[27u', tab: '\t', 'shift-tab': '\u{1B}[Z', space: ' ', backspace: '\u{7F}', delete: '\u{1B}[3~',
	up: '\u{1B}[A', down: '\u{1B}[B', right: '\u{1B}[C', left: '\u{1B}[D', home: '\u{1B}[H', end: '\u{1B}[F', pageup: '\u{1B}[5~', pagedown: '\u{1B}[6~',
	f1: '\u{1B}OP', f2: '\u{1B}OQ', f4: '\u{1B}OS', f6: '\u{1B}[17~', f9: '\u{1B}[20~',
	'alt-up': '\u{1B}[1;3A', 'alt-down': '\u{1B}[1;3B', 'alt-right': '\u{1B}[1;3C', 'alt-left': '\u{1B}[1;3D',
	'ctrl-]': '\u{1D}', 'ctrl-\\': '\u{1C}',
};

export function bytesOf(key: string): string {
	const bytes = named[key];
	if (bytes !== undefined) {
		return bytes;
	}

	const control = /^ctrl-(?<letter>[a-z])$/u.exec(key)?.groups?.['letter'];
	if (control !== undefined) {
		return String.fromCodePoint((control.codePointAt(0) ?? 0) - 0x60);
	}

	if ([...key].length === 1) {
		return key;
	}

	throw new Error(`no bytes are known for the key ${key}`);
}
