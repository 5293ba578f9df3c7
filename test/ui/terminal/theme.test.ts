import {describe, expect, it} from 'vitest';
import type {Style} from '../../../source/views/block.js';
import type {ColorDepth} from '../../../source/ui/terminal/colors/color-depth.js';
import {createTheme, type Ground, type ThemeName} from '../../../source/ui/terminal/theme.js';
import {
	contrast, difference, indexedColor, simulations, type Color,
} from './color-science.js';

const hex = (text: string): Color => [1, 3, 5].map(at => Number.parseInt(text.slice(at, at + 2), 16)) as unknown as Color;
const screens = {dark: ['#000000', '#1e1e1e', '#282c34', '#300a24'].map(text => hex(text)), light: ['#ffffff', '#fafafa', '#fdf6e3'].map(text => hex(text))};

const hues = Array.from({length: 12}, (_, index) => `hue${index + 1}` as Style);
const texts: Style[] = ['dim', 'accent', 'ok', 'warn', 'bad', 'info', 'title', 'header', 'key', 'hot', 'changed', 'diff-add', 'diff-del', ...hues];
const glyphs: Style[] = ['heat1', 'heat2', 'heat3', 'heat4', 'heat5'];
const bars: Style[] = ['focus', 'selection', 'word-add', 'word-del'];
const all = [...texts, ...glyphs, ...bars, 'match'] satisfies Style[];

/** The two colours that a sequence of parameters selects; nothing where it is the terminal's own. */
function colorsOf(sgr: string): {text?: Color; ground?: Color} {
	const found: {text?: Color; ground?: Color} = {};
	for (const [, target, indexed, red, green, blue] of sgr.matchAll(/([34])8;(?:5;(\d+)|2;(\d+);(\d+);(\d+))/gu)) {
		found[target === '3' ? 'text' : 'ground'] = indexed === undefined ? [Number(red), Number(green), Number(blue)] : indexedColor(Number(indexed));
	}

	return found;
}

const cases = (['dark', 'light'] as const).flatMap(ground => (['auto', 'color-blind'] as const).flatMap(name => (['truecolor', '256'] as const).map(colors => ({ground, name, colors}))));

describe.each(cases)('$name on $ground in $colors', ({ground, name, colors}) => {
	const theme = createTheme({name, ground, colors});
	const worst = (style: Style, on: Ground) => {
		const {text, ground: behind} = colorsOf(theme.styleSgr(style, {on}));
		const behinds = behind === undefined ? screens[ground] : [behind];
		return text === undefined ? Number.POSITIVE_INFINITY : Math.min(...behinds.map(other => contrast(text, other)));
	};

	it.each([...texts, ...bars])('%s can be read', style => {
		expect(worst(style, 'ground')).toBeGreaterThanOrEqual(4.5);
	});

	it.each(['dim', 'accent', 'ok', 'warn', 'bad', 'info', 'changed'] as const)('%s can be read on bars', style => {
		expect(worst(style, 'selection')).toBeGreaterThanOrEqual(4.5);
		expect(worst(style, 'header')).toBeGreaterThanOrEqual(4.5);
	});

	it.each(glyphs)('%s can be seen', style => {
		expect(worst(style, 'ground')).toBeGreaterThanOrEqual(3);
	});

	it('leaves text and ground to the terminal', () => {
		expect(theme.styleSgr(undefined)).toBe('');
		expect(colorsOf(theme.styleSgr('title'))).toEqual({});
		for (const style of [...texts, ...glyphs]) {
			expect(colorsOf(theme.styleSgr(style)).ground).toBeUndefined();
		}
	});

	it('gives agents different hues', () => {
		expect(new Set(hues.map(hue => theme.styleSgr(hue))).size).toBe(12);
	});
});

describe('for eyes that see colours otherwise', () => {
	const status = ['accent', 'ok', 'warn', 'bad'] as const;
	const least = (name: ThemeName, ground: 'dark' | 'light') => {
		const theme = createTheme({name, ground, colors: 'truecolor'});
		const shown = status.map((style): Color => colorsOf(theme.styleSgr(style)).text ?? [0, 0, 0]);
		const pairs = shown.flatMap((color, index) => shown.slice(index + 1).map(other => [color, other] as const));
		return Math.min(...pairs.flatMap(([one, other]) => simulations.map(simulation => difference(one, other, simulation))));
	};

	it('keeps what is well, what is not, and what the hand can act on apart', () => {
		expect(least('color-blind', 'dark')).toBeGreaterThan(0.12);
		expect(least('color-blind', 'light')).toBeGreaterThan(0.1);
	});

	it('does so where the usual palettes do not', () => {
		expect(least('auto', 'dark')).toBeLessThan(0.03);
		expect(least('auto', 'light')).toBeLessThan(0.05);
	});
});

describe('16 colours', () => {
	it.each(['dark', 'light'] as const)('on %s are those of the terminal, and grounds only reverse', ground => {
		const theme = createTheme({ground, colors: '16'});
		for (const style of all) {
			for (const on of ['ground', 'selection', 'header'] as const) {
				expect(theme.styleSgr(style, {on})).toMatch(/^(?:(?:1|4|7|[39][0-7]|4[46])(?:;|$))*$/u);
			}
		}

		expect(theme.styleSgr('warn', {on: 'header'})).toBe('7');
		expect(theme.styleSgr('selection')).toBe('7');
	});

	it('never has blue text on dark, nor yellow text on light', () => {
		const shown = (ground: 'dark' | 'light') => all.map(style => createTheme({ground, colors: '16'}).styleSgr(style));
		expect(shown('dark').filter(sgr => /(?:^|;)34/u.test(sgr))).toEqual([]);
		expect(shown('light').filter(sgr => /(?:^|;)33/u.test(sgr))).toEqual([]);
	});

	it('gives agents the few there are, then the same in bold', () => {
		const theme = createTheme({colors: '16'});
		expect(hues.map(hue => theme.styleSgr(hue))).toEqual(['36', '33', '32', '95', '94', '37', '1;36', '1;33', '1;32', '1;95', '1;94', '1;37']);
	});
});

describe('without colour', () => {
	const theme = createTheme({colors: 'none'});

	it('uses weight, a line below and reverse', () => {
		for (const style of all) {
			expect(theme.styleSgr(style)).toMatch(/^(?:[147](?:;[147])*)?$/u);
		}

		expect(theme.styleSgr('bad')).toBe('1;4');
		expect(theme.styleSgr('focus')).toBe('1;7');
		expect(theme.styleSgr('ok', {on: 'selection'})).toBe('1');
		expect(theme.styleSgr(undefined, {on: 'header'})).toBe('7');
		// The title of the pane with the focus is the only one that is reversed.
		expect(theme.styleSgr(undefined, {on: 'title'})).toBe('4');
		expect(theme.styleSgr('focus', {on: 'title'})).toBe('1;7');
	});
});

describe('choice', () => {
	const accent = (name: ThemeName, ground: 'dark' | 'light', colors: ColorDepth) => createTheme({name, ground, colors}).styleSgr('accent');

	it('follows what was found, unless a name says otherwise', () => {
		expect(accent('auto', 'dark', 'truecolor')).toBe('38;2;116;185;255');
		expect(accent('auto', 'light', 'truecolor')).toBe('38;2;10;88;184');
		expect(accent('light', 'dark', '256')).toBe('38;5;25');
		expect(accent('dark', 'light', '256')).toBe('38;5;75');
		expect(accent('16-colors', 'dark', 'truecolor')).toBe('36');
		expect(accent('16-colors', 'dark', 'none')).toBe('1');
		expect(accent('no-color', 'dark', 'truecolor')).toBe('1');
		expect(createTheme({name: 'no-color', colors: '256'}).colors).toBe('none');
	});
});
