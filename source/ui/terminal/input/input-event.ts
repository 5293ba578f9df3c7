/**
One thing that came from the terminal.

A key has the name under which keys are bound: the character itself (`a`, `A`, `?`), or `enter`, `esc`, `tab`, `space`,
`backspace`, `insert`, `delete`, `home`, `end`, `pageup`, `pagedown`, `up`, `down`, `left`, `right`, `begin` (keypad 5), `f1` … `f35`, after
`ctrl-`, `alt-`, `shift-` and `meta-` in this order. Shift is part of a character (`A`, `alt-A`) except under `ctrl-`
(`ctrl-shift-a`). `text` is what the key types; `raw` is what the terminal sent, for a console that passes it on.

Columns and rows of the mouse begin at 1.
*/
export type InputEvent = KeyEvent | PasteEvent | MouseEvent | FocusEvent | ReplyEvent;

export type KeyEvent = {kind: 'key'; name: string; text?: string; raw: string};

/** `bytes` is the size of all that was pasted; of more than 4 Mi characters `text` is only the beginning. */
export type PasteEvent = {kind: 'paste'; text: string; bytes: number};

/** Buttons count from 0 at the left. A wheel has button 0. */
export type MouseEvent = {
	kind: 'mouse';
	action: 'press' | 'release' | 'drag' | 'wheel-up' | 'wheel-down';
	button: number;
	column: number;
	row: number;
	ctrl: boolean;
	alt: boolean;
	shift: boolean;
};

export type FocusEvent = {kind: 'focus'; focused: boolean};

/** The whole answer of the terminal to a question of ours, as it was sent. */
export type ReplyEvent = {kind: 'reply'; text: string};
