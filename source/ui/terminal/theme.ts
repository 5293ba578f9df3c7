import type {Style} from '../../views/block.js';
import type {ColorDepth} from './colors/color-depth.js';
import {barRoles, plainSgr, roles} from './colors/roles.js';
import {colorBlindDark, colorBlindLight} from './colors/color-blind.js';
import {dark} from './colors/dark.js';
import {light} from './colors/light.js';
import type {Bar, Palette} from './colors/palette.js';
import {isRich, shadeSgr, type Shade} from './colors/shade.js';

/** What people choose; `auto` follows the ground and the depth that were found. */
export type ThemeName = 'auto' | 'dark' | 'light' | '16-colors' | 'no-color' | 'color-blind';

/** What is behind a text: the terminal's own ground, the row of the cursor, a bar of the frame, or the title of a pane, which has to be told from the first row without colours. */
export type Ground = 'ground' | 'selection' | 'header' | 'title';

export type Theme = {
	colors: ColorDepth;
	/**
	The parameters of the SGR sequence that shows a meaning, complete from a reset on: `1;38;5;75`, or nothing for plain
	text. What has a ground of its own, such as `focus`, keeps it on every other.
	*/
	styleSgr(style: Style | undefined, options?: {on?: Ground}): string;
};

/** @param options.ground What the terminal's own ground is; a theme with a ground in its name overrides it. */
export function createTheme({name = 'auto', ground = 'dark', colors}: {name?: ThemeName; ground?: 'dark' | 'light'; colors: ColorDepth}): Theme {
	const depth = depthOf(name, colors);
	const palette = paletteOf(name, ground);
	const known = new Map<string, string>();
	return {
		colors: depth,
		styleSgr(style, {on = 'ground'} = {}) {
			const key = `${style ?? ''} ${on}`;
			const sgr = known.get(key) ?? parametersOf(palette, depth, style, on);
			known.set(key, sgr);
			return sgr;
		},
	};
}

function depthOf(name: ThemeName, colors: ColorDepth): ColorDepth {
	if (name === 'no-color') {
		return 'none';
	}

	return name === '16-colors' && colors !== 'none' ? '16' : colors;
}

function paletteOf(name: ThemeName, ground: 'dark' | 'light'): Palette {
	if (name === 'color-blind') {
		return ground === 'dark' ? colorBlindDark : colorBlindLight;
	}

	return (name === 'dark' || name === 'light' ? name : ground) === 'dark' ? dark : light;
}

function parametersOf(palette: Palette, depth: ColorDepth, style: Style | undefined, on: Ground): string {
	const ownBar = style === undefined ? undefined : barRoles[style];
	if (depth === 'none') {
		return ownBar !== undefined || style === 'match' ? plainSgr(style) : joined(plainSgr(style), plainGrounds[on]);
	}

	if (style === 'match') {
		return '7';
	}

	return ownBar === undefined ? textSgr(palette, depth, style, on) : barSgr(palette.bars[ownBar], depth, style === 'focus');
}

const plainGrounds: Record<Ground, string> = {
	ground: '', selection: '1', header: '7', title: '4',
};

function textSgr(palette: Palette, depth: '16' | '256' | 'truecolor', style: Style | undefined, on: Ground): string {
	const weight = style === 'title' || style === 'hot' || style === 'changed' ? '1' : '';
	const shade = style === undefined ? undefined : shadeOf(palette, style);
	const bar = on === 'ground' ? undefined : palette.bars[on === 'title' ? 'header' : on];
	if (!isRich(depth)) {
		// A coloured text that is reversed would be a patch of that colour: on a bar only weight is left.
		return joined(weight, bar === undefined ? shade?.[2] ?? '' : bar.basic);
	}

	const text = shade ?? bar?.text;
	return joined(weight, text === undefined ? '' : shadeSgr(text, depth), bar === undefined ? '' : shadeSgr(bar.ground, depth, true));
}

/** Among 16 colours a bold black is a grey on many terminals, so weight is for the others. */
function barSgr({text, ground, basic}: Bar, depth: '16' | '256' | 'truecolor', isBold: boolean): string {
	return isRich(depth) ? joined(isBold ? '1' : '', shadeSgr(text, depth), shadeSgr(ground, depth, true)) : basic;
}

function shadeOf({shades, hues, basicHues}: Palette, style: Style): Shade | undefined {
	if (!style.startsWith('hue')) {
		const role = roles[style];
		return role === undefined ? undefined : shades[role];
	}

	const index = Number(style.slice(3)) - 1;
	// Twelve agents share fewer of 16 colours: the second time round in bold.
	const basic = basicHues[index % basicHues.length] ?? '';
	return [undefined, hues[index] ?? 0, index < basicHues.length ? basic : joined('1', basic)];
}

function joined(...parts: string[]): string {
	return [...new Set(parts)].filter(part => part !== '').join(';');
}
