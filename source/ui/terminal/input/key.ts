import type {KeyEvent} from './input-event.js';

/** Modifiers as all protocols of keyboards count them. */
export const shift = 1;
export const alt = 2;
export const ctrl = 4;

/** What xterm calls meta and kitty super, hyper and meta: never the same as Alt, so that no binding is met by accident. */
const meta = 0b11_1000;

/** A key that types nothing. */
export function namedKey(base: string, modifiers: number, raw: string): KeyEvent {
	return {kind: 'key', name: prefix(modifiers) + base, raw};
}

/** A key of one printable character, which already shows whether Shift was held. */
export function characterKey(character: string, modifiers: number, raw: string): KeyEvent {
	const held = modifiers & ctrl ? modifiers : modifiers & ~shift;
	const base = character === ' ' ? 'space' : character;
	const name = prefix(held) + (held & ctrl ? base.toLowerCase() : base);
	return held === 0
		? {
			kind: 'key', name, text: character, raw,
		}
		: {kind: 'key', name, raw};
}

/**
A key that is sent as one of the codes 0 to 31 or 127. Ctrl-H is Backspace: terminals send either code for it, and
nothing of ours is bound to the other.
*/
export function controlKey(code: number, modifiers: number, raw: string): KeyEvent {
	const name = controlNames.get(code);
	return name === undefined
		? namedKey(String.fromCodePoint(code + (code <= 26 ? 0x60 : 0x40)), modifiers | ctrl, raw)
		: namedKey(name, code === 0 ? modifiers | ctrl : modifiers, raw);
}

const controlNames = new Map([
	[0, 'space'], [8, 'backspace'], [9, 'tab'], [13, 'enter'], [27, 'esc'], [127, 'backspace'],
]);

function prefix(modifiers: number): string {
	return (modifiers & ctrl ? 'ctrl-' : '')
		+ (modifiers & alt ? 'alt-' : '')
		+ (modifiers & shift ? 'shift-' : '')
		+ (modifiers & meta ? 'meta-' : '');
}
