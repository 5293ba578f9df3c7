import {readCsi} from './read-csi.js';
import {readSs3} from './read-ss3.js';
import {
	alt, characterKey, controlKey, namedKey,
} from './key.js';
import type {KeyEvent} from './input-event.js';
import type {Token} from './token.js';

/** Longer sequences are no keys; what is this long without an end is thrown away. */
const longestCsi = 256;
const longestString = 4096;

/** Reads what begins at `at`; nothing where it depends on what comes next. */
export function readToken(text: string, at: number): Token | undefined {
	if (text[at] !== escape) {
		const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
		return {length: character.length, event: plainKey(character, 0, character)};
	}

	switch (text[at + 1]) {
		case undefined: {
			return undefined;
		}

		case '[': {
			return sequence(text, at);
		}

		case 'O': {
			return readSs3(text, at);
		}

		case ']':
		case 'P':
		case '_': {
			return reply(text, at);
		}

		case escape: {
			return twoEscapes(text, at);
		}

		default: {
			return altCharacter(text, at);
		}
	}
}

/** An unfinished sequence after which nothing came: keys, unless it is longer than any that a person can type. */
export function keysAtRest(text: string): KeyEvent[] | undefined {
	if (text === '') {
		return undefined;
	}

	const last = text.slice(text.lastIndexOf(escape));
	const before = text.slice(0, -last.length);
	if (!/^[[\]OP_]?$/u.test(last.slice(1)) || (before !== '' && before !== escape)) {
		return undefined;
	}

	const keys = last === escape ? [namedKey('esc', 0, last)] : [characterKey(last.slice(1), alt, last)];
	return before === '' ? keys : [namedKey('esc', 0, before), ...keys];
}

const escape = '\u{1B}';

/** The C1 codes mean nothing on a keyboard. */
function plainKey(character: string, modifiers: number, raw: string): KeyEvent | undefined {
	const code = character.codePointAt(0) ?? 0;
	if (code < 0x20 || code === 0x7F) {
		return controlKey(code, modifiers, raw);
	}

	return code >= 0x80 && code < 0xA0 ? undefined : characterKey(character, modifiers, raw);
}

function altCharacter(text: string, at: number): Token {
	const character = String.fromCodePoint(text.codePointAt(at + 1) ?? 0);
	return {length: 1 + character.length, event: plainKey(character, alt, escape + character)};
}

/**
Escape twice: rxvt puts one before a sequence for Alt, a hand types one before the terminal answers something. What is
no key has no Alt, and three in a row begin with the key itself.
*/
function twoEscapes(text: string, at: number): Token | undefined {
	const third = text[at + 2];
	if (third === undefined) {
		return undefined;
	}

	const inner = third === '[' || third === 'O' ? readToken(text, at + 1) : {length: 0};
	if (inner === undefined) {
		return undefined;
	}

	if (inner.event?.kind === 'key' && inner.event.raw.length > 2 && !inner.event.name.includes('alt-')) {
		const event = {...inner.event, name: withAlt(inner.event.name), raw: escape + inner.event.raw};
		return {length: inner.length + 1, event};
	}

	return {length: 1, event: namedKey('esc', 0, escape)};
}

function withAlt(name: string): string {
	return name.startsWith('ctrl-') ? `ctrl-alt-${name.slice(5)}` : `alt-${name}`;
}

/** `CSI`, parameters, one last letter. */
function sequence(text: string, at: number): Token | undefined {
	if (text[at + 2] === '[' || text[at + 2] === 'M') {
		return readCsi(text, at, at + 2);
	}

	for (let end = at + 2; end < at + longestCsi; end++) {
		const code = text.codePointAt(end);
		if (code === undefined) {
			return undefined;
		}

		if (code < 0x20 || code > 0x7E) {
			return {length: end - at};
		}

		// Rxvt ends keys with Shift in `$`, which everywhere else stands before the last letter.
		if (code >= 0x40 || (code === 0x24 && /^\d+$/u.test(text.slice(at + 2, end)))) {
			return readCsi(text, at, end);
		}
	}

	return {length: longestCsi};
}

/** The answers that are strings begin with one of these; anything else after `ESC ]` was typed with Alt. */
const replyStarts: Record<string, RegExp> = {']': /\d/u, P: /[\d>|$+!]/u, _: /G/u};

function reply(text: string, at: number): Token | undefined {
	const first = text[at + 2];
	if (first === undefined) {
		return undefined;
	}

	if (!replyStarts[text[at + 1] ?? '']?.test(first)) {
		return altCharacter(text, at);
	}

	for (let end = at + 2; end < at + longestString; end++) {
		const code = text.codePointAt(end);
		if (code === undefined) {
			return undefined;
		}

		if (code < 0x20) {
			return stringEnd(text, at, end);
		}
	}

	return {length: longestString};
}

/** Ended by BEL or by `ESC \`; any other control character breaks it off. */
function stringEnd(text: string, at: number, end: number): Token | undefined {
	if (text[end] === escape && text[end + 1] === undefined) {
		return undefined;
	}

	const last = text[end] === '\u{7}' ? end + 1 : end + 2;
	const isWhole = text[end] === '\u{7}' || (text[end] === escape && text[end + 1] === '\\');
	return isWhole ? {length: last - at, event: {kind: 'reply', text: text.slice(at, last)}} : {length: end - at};
}
