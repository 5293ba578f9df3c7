import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {encodeForHost} from '../../../source/actions/console/encode-for-host.js';
import {encodePaste} from '../../../source/actions/console/encode-paste.js';
import {createInputDecoder, type KeyEvent} from '../../../source/ui/terminal/decode-input.js';

const escape = '\u001B';
const plain = {applicationCursor: false, applicationKeypad: false, bracketedPaste: false};

/** What the host gets for what a terminal sent. */
function sent(bytes: string, modes = plain): string {
	const decoder = createInputDecoder();
	const events = [...decoder.push(Buffer.from(bytes)), ...decoder.flush()];
	return events.filter((event): event is KeyEvent => event.kind === 'key').map(event => encodeForHost(event, modes)).join('');
}

describe('a key for the host', () => {
	const typed = ['a', '订', '😀', '\r', '\t', '\u007F', '\b', '\u0003', '\0', ' '];
	const sequences = ['', 'a', '\r', '\u007F', 'O', '[A', '[1;5C', '[3~', '[5~', 'OP', '[15~', '[24;2~', '[Z'].map(rest => escape + rest);

	it.each([...typed, ...sequences])('is what the terminal sent where that is what all send: %j', bytes => {
		expect(sent(bytes)).toBe(bytes);
	});

	it.each([
		['an arrow that our terminal sends in its own mode', `${escape}OA`, `${escape}[A`],
		['home of rxvt', `${escape}[7~`, `${escape}[H`],
		['home of the Linux console', `${escape}[1~`, `${escape}[H`],
		['ctrl-right of rxvt', `${escape}Oc`, `${escape}[1;5C`],
		['F1 of the Linux console', `${escape}[[A`, `${escape}OP`],
		['a letter of kitty', `${escape}[97u`, 'a'],
		['a shifted letter of kitty', `${escape}[97:65;2u`, 'A'],
		['ctrl-c of kitty', `${escape}[99;5u`, '\u0003'],
		['ctrl-c of xterm with modifyOtherKeys', `${escape}[27;5;99~`, '\u0003'],
		['ctrl-shift-c of kitty', `${escape}[99;6u`, '\u0003'],
		['alt-x of kitty', `${escape}[120;3u`, `${escape}x`],
		['ctrl-alt-x of kitty', `${escape}[120;7u`, `${escape}\u0018`],
		['enter of kitty', `${escape}[13u`, '\r'],
		['shift-enter', `${escape}[13;2u`, '\r'],
		['alt-enter', `${escape}[13;3u`, `${escape}\r`],
		['shift-tab of kitty', `${escape}[9;2u`, `${escape}[Z`],
		['esc of kitty', `${escape}[27u`, escape],
		['ctrl-space of kitty', `${escape}[32;5u`, '\0'],
		['ctrl-backspace of kitty', `${escape}[127;5u`, '\b'],
		['ctrl-/', `${escape}[47;5u`, '\u001F'],
		['ctrl-[', `${escape}[91;5u`, escape],
		['ctrl-3', `${escape}[51;5u`, escape],
		['ctrl-;', `${escape}[59;5u`, ';'],
		['a key that goes up', `${escape}[97;1:3u`, ''],
		['a digit of the keypad', `${escape}Op`, '0'],
		['an arrow of kitty with num lock', `${escape}[1;129A`, `${escape}[A`],
		['F5 with Ctrl', `${escape}[15;5~`, `${escape}[15;5~`],
	])('is what xterm sends: %s', (_name, bytes, expected) => {
		expect(sent(bytes)).toBe(expected);
	});

	it('follows the modes of the host and not those of the terminal', () => {
		const modes = {...plain, applicationCursor: true};
		expect(sent(`${escape}[A${escape}OB${escape}[H${escape}[1;5A${escape}[3~`, modes)).toBe(`${escape}OA${escape}OB${escape}OH${escape}[1;5A${escape}[3~`);
		expect(sent(`${escape}Op`, {...plain, applicationKeypad: true})).toBe(`${escape}Op`);
	});

	it('is nothing where no terminal has it', () => {
		expect(encodeForHost({name: 'f33', raw: `${escape}[57396u`}, plain)).toBe('');
	});
});

describe('pasted text', () => {
	it('comes with the ends of lines that Enter sends', () => {
		expect(encodePaste('a\nb\r\nc\td', plain)).toBe('a\rb\rc\td');
	});

	it('is marked where the host asked for that', () => {
		expect(encodePaste('a\nb', {bracketedPaste: true})).toBe(`${escape}[200~a\rb${escape}[201~`);
		expect(encodePaste('', {bracketedPaste: true})).toBe('');
	});

	it('never ends before its end', () => {
		const parts = fc.constantFrom(escape, '[', '20', '1', '0', '~', `${escape}[201~`, `${escape}[200~`, '\u009B201~', 'rm -rf x', '\n', '\u0003');
		fc.assert(fc.property(fc.array(parts), pieces => {
			const typed = encodePaste(pieces.join(''), {bracketedPaste: true});
			const inner = typed === '' ? '' : typed.slice(6, -6);
			expect(inner).not.toMatch(/(?![\t\r])\p{Cc}/u);
		}));
		expect(encodePaste(`ls${escape}[201~\nrm`, {bracketedPaste: true})).toBe(`${escape}[200~ls\rrm${escape}[201~`);
	});
});
