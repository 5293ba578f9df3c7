import {ctrl, namedKey, shift} from './key.js';
import {letterKeys, numberKeys, smallArrows} from './key-tables.js';
import {codeKey} from './code-key.js';
import {readMouse, readOldMouse} from './read-mouse.js';
import type {InputEvent} from './input-event.js';
import type {Token} from './token.js';

/** Parameters of a sequence, each with its parts after colons. */
export type Parameters = number[][];

/** The sequence `CSI … letter` from `at`, whose letter stands at `end`. */
export function readCsi(text: string, at: number, end: number): Token | undefined {
	const body = text.slice(at + 2, end);
	const last = text[end] ?? '';
	if (body === '' && last === '[') {
		return readLinux(text, at);
	}

	if (body === '' && last === 'M') {
		return readOldMouse(text, at);
	}

	const raw = text.slice(at, end + 1);
	if (last === '~' && (body === '200' || body === '201')) {
		return {length: raw.length, paste: body === '200' ? 'start' : 'end'};
	}

	return {length: raw.length, event: eventOf(body, last, raw)};
}

/** The console of Linux sends `CSI [ A` to `CSI [ E` for the first five function keys. */
function readLinux(text: string, at: number): Token | undefined {
	const letter = text[at + 3];
	if (letter === undefined) {
		return undefined;
	}

	const index = 'ABCDE'.indexOf(letter);
	return index === -1 ? {length: 3} : {length: 4, event: namedKey(`f${index + 1}`, 0, text.slice(at, at + 4))};
}

function eventOf(body: string, last: string, raw: string): InputEvent | undefined {
	if (body.startsWith('<')) {
		return readMouse(body.slice(1), last);
	}

	if (/^[?>=]/u.test(body) || 'cntxy'.includes(last)) {
		return 'cntuxyS'.includes(last) ? {kind: 'reply', text: raw} : undefined;
	}

	if (body === '' && (last === 'I' || last === 'O')) {
		return {kind: 'focus', focused: last === 'I'};
	}

	const parameters = body.split(';').map(parameter => parameter.split(':').map(Number));
	return isRelease(parameters) ? undefined : keyOf(parameters, last, raw);
}

/** Kitty tells after a colon whether a key went down (1), repeats (2) or came up (3). */
function isRelease(parameters: Parameters): boolean {
	return parameters[1]?.[1] === 3;
}

function keyOf(parameters: Parameters, last: string, raw: string): InputEvent | undefined {
	const number = parameters[0]?.[0] ?? 0;
	const modifiers = modifiersOf(parameters);
	switch (last) {
		case '~': {
			return number === 27 && parameters.length === 3
				? codeKey([parameters[2] ?? []], modifiers, raw)
				: numbered(number, modifiers, raw);
		}

		case '$':
		case '^':
		case '@': {
			return numbered(number, modifiers | (rxvtModifiers[last] ?? 0), raw);
		}

		case 'u': {
			return codeKey(parameters, modifiers, raw);
		}

		case 'Z': {
			return namedKey('tab', modifiers | shift, raw);
		}

		// A place of the cursor looks like F3 with modifiers, but we never ask for one, and a modifier is at most 16.
		case 'R': {
			return raw.length === 3 || (number === 1 && parameters.length === 2 && modifiers > 0 && modifiers < 16)
				? namedKey('f3', modifiers, raw)
				: {kind: 'reply', text: raw};
		}

		default: {
			return lettered(last, modifiers, raw);
		}
	}
}

const rxvtModifiers: Record<string, number> = {$: shift, '^': ctrl, '@': ctrl | shift};

/** Caps lock and num lock, which kitty counts from 64, are no modifiers of a binding. */
function modifiersOf(parameters: Parameters): number {
	const value = parameters[1]?.[0] ?? 1;
	return value > 1 ? (value - 1) & 63 : 0;
}

function numbered(number: number, modifiers: number, raw: string): InputEvent | undefined {
	const name = numberKeys.get(number);
	return name === undefined ? undefined : namedKey(name, modifiers, raw);
}

function lettered(last: string, modifiers: number, raw: string): InputEvent | undefined {
	const name = letterKeys.get(last);
	if (name !== undefined) {
		return namedKey(name, modifiers, raw);
	}

	const arrow = smallArrows.get(last);
	return arrow === undefined ? undefined : namedKey(arrow, modifiers | shift, raw);
}
