import {
	alt, characterKey, controlKey, ctrl, namedKey, shift,
} from './key.js';
import {kittyKeys} from './key-tables.js';
import type {InputEvent} from './input-event.js';

/**
A key told by the number of its character: `CSI code:shifted ; modifiers ; text u` of kitty, and `CSI 27 ; modifiers ;
code ~` of xterm, which is read into the same shape. Kitty gives the code without Shift, xterm with it.
*/
export function codeKey([[code = 0, shifted = 0] = [], , [text = 0] = []]: number[][], modifiers: number, raw: string): InputEvent | undefined {
	if (!isCharacter(code)) {
		return undefined;
	}

	const named = kittyKeys.get(code);
	if (named !== undefined && named.length > 1) {
		return namedKey(named, modifiers, raw);
	}

	if (code < 0x20 || code === 0x7F) {
		return controlKey(code, modifiers, raw);
	}

	// What is left of the private area are keys such as Shift or volume by themselves.
	if (named === undefined && code >= 0xE0_00 && code <= 0xF8_FF) {
		return undefined;
	}

	return characterKey(named ?? shownAs(code, isCharacter(shifted) ? shifted : 0, text, modifiers), modifiers, raw);
}

function shownAs(code: number, shifted: number, text: number, modifiers: number): string {
	if (text > 0x20 && isCharacter(text) && (modifiers & (ctrl | alt)) === 0) {
		return String.fromCodePoint(text);
	}

	const character = String.fromCodePoint(code);
	if ((modifiers & shift) === 0 || modifiers & ctrl) {
		return character;
	}

	return shifted > 0x20 ? String.fromCodePoint(shifted) : character.toUpperCase();
}

function isCharacter(code: number): boolean {
	return Number.isInteger(code) && code >= 0 && code <= 0x10_FF_FF && !(code >= 0xD8_00 && code <= 0xDF_FF) && !(code >= 0x80 && code < 0xA0);
}
