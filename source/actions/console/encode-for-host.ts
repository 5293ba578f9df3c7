import type {ConsoleModes} from '../live/console/emulator.js';

/** A key as the decoder of the terminal gives it. */
export type HostKey = {name: string; text?: string | undefined; raw: string};

/**
What a plain xterm would send for a key. Terminals tell keys in many ways, some of which only programs that asked for them
understand, and how arrows are sent is for the remote program to say and not for our terminal.
*/
export function encodeForHost({name, text, raw}: HostKey, modes: ConsoleModes): string {
	if (!isSequence(raw)) {
		return raw;
	}

	if (text !== undefined) {
		return isKeypad(raw) && modes.applicationKeypad ? raw : text;
	}

	const {base, modifiers} = partsOf(name);
	return named(base, modifiers, modes) ?? typed(base, modifiers);
}

/** `CSI …` and `SS3 x`; what is shorter is Alt and a character. */
function isSequence(raw: string): boolean {
	// eslint-disable-next-line no-control-regex
	return raw.length > 2 && /^\u001B+[[O]/u.test(raw);
}

/** A key of the keypad in application mode. */
function isKeypad(raw: string): boolean {
	// eslint-disable-next-line no-control-regex
	return /^\u001BO[j-yXIM ]$/u.test(raw);
}

const shift = 1;
const alt = 2;
const ctrl = 4;

function partsOf(name: string): {base: string; modifiers: number} {
	const {held = '', base = ''} = /^(?<held>(?:(?:ctrl|alt|shift|meta)-)*)(?<base>.+)$/su.exec(name)?.groups ?? {};
	const has = (modifier: string, bit: number) => held.includes(modifier) ? bit : 0;
	// What a keyboard calls meta came to hosts as Alt long before there were names for both.
	return {base, modifiers: has('shift-', shift) | has('alt-', alt) | has('meta-', alt) | has('ctrl-', ctrl)};
}

const letters: Readonly<Record<string, string>> = {
	up: 'A', down: 'B', right: 'C', left: 'D', begin: 'E', end: 'F', home: 'H',
};

const functionLetters: Readonly<Record<string, string>> = {
	f1: 'P', f2: 'Q', f3: 'R', f4: 'S',
};

const numbers: Readonly<Record<string, number>> = {
	insert: 2, delete: 3, pageup: 5, pagedown: 6, f5: 15, f6: 17, f7: 18, f8: 19, f9: 20, f10: 21, f11: 23, f12: 24,
	f13: 25, f14: 26, f15: 28, f16: 29, f17: 31, f18: 32, f19: 33, f20: 34,
};

/** A key that has a sequence of its own. Only cursor keys without modifiers follow the mode. */
function named(base: string, modifiers: number, {applicationCursor}: ConsoleModes): string | undefined {
	const letter = letters[base] ?? functionLetters[base];
	if (letter !== undefined) {
		const isApplication = base in functionLetters || applicationCursor;
		return modifiers > 0 ? `\u001B[1;${modifiers + 1}${letter}` : `\u001B${isApplication ? 'O' : '['}${letter}`;
	}

	const number = numbers[base];
	return number === undefined ? undefined : `\u001B[${number}${modifiers > 0 ? `;${modifiers + 1}` : ''}~`;
}

/** A key that has a code, which Ctrl changes and Alt puts ESC before. */
function typed(base: string, modifiers: number): string {
	if (base === 'tab' && modifiers & shift) {
		return '\u001B[Z';
	}

	const code = modifiers & ctrl ? controlCode(base) : codes[base] ?? (isCharacter(base) ? base : '');
	return code !== '' && modifiers & alt ? `\u001B${code}` : code;
}

const codes: Readonly<Record<string, string>> = {
	enter: '\r', tab: '\t', space: ' ', backspace: '\u007F', esc: '\u001B',
};

const withCtrl: Readonly<Record<string, string>> = {
	...codes, space: '\0', backspace: '\b', '@': '\0', '`': '\0', '/': '\u001F', '?': '\u007F', '~': '\u001E',
	2: '\0', 3: '\u001B', 4: '\u001C', 5: '\u001D', 6: '\u001E', 7: '\u001F', 8: '\u007F',
};

/** Letters and `[ \ ] ^ _` have codes; other characters are typed as if Ctrl was not held. */
function controlCode(base: string): string {
	if (/^[A-Z[\\\]^_]$/iu.test(base)) {
		return String.fromCodePoint((base.toUpperCase().codePointAt(0) ?? 0) & 0x1F);
	}

	return withCtrl[base] ?? (isCharacter(base) ? base : '');
}

function isCharacter(base: string): boolean {
	return [...base].length === 1;
}
