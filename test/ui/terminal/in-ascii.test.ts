import {expect, it} from 'vitest';
import {inAscii, signsInAscii} from '../../../source/ui/terminal/device/in-ascii.js';
import {isUtf8} from '../../../source/ui/terminal/device/is-utf8.js';
import {asciiGlyphs} from '../../../source/ui/glyphs.js';
import {displayWidth} from '../../../source/views/width.js';

it('gives every character signs of its width, and leaves sequences alone', () => {
	for (const text of ['plain', '\u{1B}[1;3m… · ↑\u{1B}[m', '订单 服务', 'e\u{301}tude', '👩‍👩‍👦 x', '“a” ├─ b']) {
		const shown = inAscii(text);
		expect(shown).toMatch(/^[\0-\u{7F}]*$/u);
		expect(displayWidth(shown)).toBe(displayWidth(text));
	}

	expect(inAscii('\u{1B}[1;3m“订单”…\u{1B}[m')).toBe('\u{1B}[1;3m"????"~\u{1B}[m');
});

it('keeps letters of any language where only signs are in question', () => {
	expect(signsInAscii('\u{1B}[1m订单…é ├─ – ↓ 3\u{1B}[m')).toBe('\u{1B}[1m订单~é +- - v 3\u{1B}[m');
});

it('is for locales that say so', () => {
	const utf8 = [{}, {LANG: 'zh_CN.UTF-8'}, {LANG: 'C.utf8'}, {LC_ALL: '', LANG: 'en_US.UTF-8'}];
	expect(utf8.filter(env => !isUtf8(env))).toEqual([]);
	expect([{LC_ALL: 'C', LANG: 'de_DE.UTF-8'}, {LANG: 'POSIX'}].filter(env => isUtf8(env))).toEqual([]);
	expect(Object.values(asciiGlyphs).join('')).toMatch(/^[\0-\u{7F}]*$/u);
});
