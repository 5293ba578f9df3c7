import {inAscii, signsInAscii} from './in-ascii.js';
import {isUtf8} from './is-utf8.js';

export type Manners = {
	/** Whether it knows operating system commands, such as what goes to the clipboard; the console of Linux reads some as text. */
	strings: boolean;
	/** Whether it may be told where a frame begins and ends. Those that don't know it ignore it, but for the oldest. */
	synchronized: boolean;
	/** A text as it can be shown there. */
	shown(text: string): string;
};

/** What a terminal of this name takes, in the locale of the person, who may want signs of ASCII. */
export function mannersOf(env: NodeJS.ProcessEnv, ascii = false): Manners {
	const isOld = /^(?:linux|vt\d|cons|ansi)/u.test(env['TERM'] ?? '');
	return {strings: !isOld, synchronized: !isOld, shown: isUtf8(env) ? (ascii ? signsInAscii : text => text) : inAscii};
}

/**
The other screen is shown, its cursor hidden, autowrap off, so that a character that the
terminal takes for wider than we do can't push the screen up, and what is pasted is marked as such.
*/
export function enterScreen(): string {
	return '\u{1B}[?1049h\u{1B}[m\u{1B}[?25l\u{1B}[?7l\u{1B}[?2004h';
}

/** Undoes all of it, and ends whatever sequence a broken off write may have left open. */
export function leaveScreen({strings}: Manners, hasMouse: boolean): string {
	const end = strings ? '\u{1B}\\\u{1B}[?2026l' : '';
	return `${end}\u{1B}[m${hasMouse ? mouseOff : ''}\u{1B}[?2004l\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l`;
}

/** Buttons, drags and wheel, told in the form that has no limit of 223 columns. */
export const mouseOn = '\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h';
export const mouseOff = '\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l';
