import {displayWidth} from './width.js';

/**
A text of an agent as it may stand in one line of a terminal: control characters are shown and never
obeyed, tabs become blanks up to the next multiple of eight, half surrogate pairs become U+FFFD.

C0 and DEL appear as their control pictures (ESC as `␛`, newline as `␊`), C1, line separators and
characters that turn the writing direction or have no shape by number (`\x9b`, `\u202e`).

@param column The column in which the text begins, for its tabs.
*/
export function safeText(text: string, column = 0): string {
	if (plain.test(text) || !unsafe.test(text)) {
		return text;
	}

	const shown = text.replaceAll(unsafeCharacters, character => character === '\t' ? character : picture(character));
	return expandTabs(shown, column);
}

// Nearly all texts are plain, and this is several times faster than to look for what is not.
const plain = /^[ -~]*$/u;

// The zero-width space, the joiner of words, the soft hyphen and their like would make two different names look equal.
const unsafeSet = String.raw`[\u{0}-\u{1F}\u{7F}-\u{9F}\u{AD}\u{61C}\u{180E}\u{200B}\u{200E}\u{200F}\u{2028}-\u{202E}\u{2060}-\u{206F}\u{FEFF}\u{FFF9}-\u{FFFB}\u{E0000}-\u{E007F}\p{Cs}]`;
const unsafe = new RegExp(unsafeSet, 'v');
const unsafeCharacters = new RegExp(unsafeSet, 'gv');

function picture(character: string): string {
	const codePoint = character.codePointAt(0) ?? 0;
	if (codePoint < 0x20) {
		return String.fromCodePoint(0x24_00 + codePoint);
	}

	if (codePoint === 0x7F) {
		return '␡';
	}

	if (codePoint >= 0xD8_00 && codePoint <= 0xDF_FF) {
		return '\u{FFFD}';
	}

	const digits = codePoint.toString(16);
	return codePoint < 0x1_00 ? `\\x${digits}` : `\\u${digits.padStart(4, '0')}`;
}

function expandTabs(text: string, column: number): string {
	const [first = '', ...rest] = text.split('\t');
	let expanded = first;
	let end = column + displayWidth(first);
	for (const part of rest) {
		const blanks = 8 - (end % 8);
		expanded += ' '.repeat(blanks) + part;
		end += blanks + displayWidth(part);
	}

	return expanded;
}
