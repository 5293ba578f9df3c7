import {
	alt, characterKey, ctrl, namedKey,
} from './key.js';
import {keypadKeys, letterKeys, smallArrows} from './key-tables.js';
import type {Token} from './token.js';

/** `ESC O`, a modifier where an old terminal puts one, and a letter; anything else after `ESC O` was Alt and a capital O. */
export function readSs3(text: string, at: number): Token | undefined {
	const modifier = text[at + 2];
	const end = modifier !== undefined && /[2-9]/u.test(modifier) ? at + 3 : at + 2;
	const letter = text[end];
	if (letter === undefined) {
		return undefined;
	}

	const raw = text.slice(at, end + 1);
	const modifiers = end === at + 2 ? 0 : Number(modifier) - 1;
	const name = letterKeys.get(letter);
	if (name !== undefined) {
		return {length: raw.length, event: namedKey(name, modifiers, raw)};
	}

	const arrow = smallArrows.get(letter);
	if (arrow !== undefined) {
		return {length: raw.length, event: namedKey(arrow, modifiers | ctrl, raw)};
	}

	return keypad(letter, modifiers, raw) ?? {length: 2, event: characterKey('O', alt, raw.slice(0, 2))};
}

function keypad(letter: string, modifiers: number, raw: string): Token | undefined {
	const key = keypadKeys.get(letter);
	if (key === undefined) {
		return undefined;
	}

	const event = key.length === 1 ? characterKey(key, modifiers, raw) : namedKey(key, modifiers, raw);
	return {length: raw.length, event: key === 'space' ? characterKey(' ', modifiers, raw) : event};
}
