import type {ColorDepth} from '../colors/color-depth.js';

/** A colour as a remote program chose it. */
export type RawColor = {index: number} | {rgb: readonly [number, number, number]};

/** The parameters for a colour, or for the nearest one that the terminal has; none where it has no colours. */
export function reduceColor(color: RawColor, depth: ColorDepth, isGround: boolean): string {
	if (depth === 'none') {
		return '';
	}

	if ('index' in color && color.index < 16) {
		return basicSgr(color.index, isGround);
	}

	const target = isGround ? 48 : 38;
	if ('rgb' in color && depth === 'truecolor') {
		return [target, 2, ...color.rgb].join(';');
	}

	if (depth === '16') {
		return basicSgr(nearest('rgb' in color ? color.rgb : rgbOf(color.index), basicColors), isGround);
	}

	return `${target};5;${'index' in color ? color.index : nearestIndex(color.rgb)}`;
}

function basicSgr(index: number, isGround: boolean): string {
	return String(index + (index < 8 ? 30 : 82) + (isGround ? 10 : 0));
}

type Rgb = readonly [number, number, number];

const levels = [0, 95, 135, 175, 215, 255];

/** The 16 are the terminal owner's; these are xterm's. */
const basicColors: Rgb[] = [
	[0, 0, 0],
	[205, 0, 0],
	[0, 205, 0],
	[205, 205, 0],
	[0, 0, 238],
	[205, 0, 205],
	[0, 205, 205],
	[229, 229, 229],
	[127, 127, 127],
	[255, 0, 0],
	[0, 255, 0],
	[255, 255, 0],
	[92, 92, 255],
	[255, 0, 255],
	[0, 255, 255],
	[255, 255, 255],
];

function rgbOf(index: number): Rgb {
	if (index >= 232) {
		const level = 8 + ((index - 232) * 10);
		return [level, level, level];
	}

	const at = index - 16;
	return [levels[Math.floor(at / 36)] ?? 0, levels[Math.floor(at / 6) % 6] ?? 0, levels[at % 6] ?? 0];
}

/** Of the cube and the greys, whichever is nearer. */
function nearestIndex(rgb: Rgb): number {
	const [red, green, blue] = rgb.map(value => nearest([value, 0, 0], levels.map(level => [level, 0, 0])));
	const cube = 16 + (36 * (red ?? 0)) + (6 * (green ?? 0)) + (blue ?? 0);
	const mean = (rgb[0] + rgb[1] + rgb[2]) / 3;
	const gray = 232 + Math.min(23, Math.max(0, Math.round((mean - 8) / 10)));
	return distance(rgb, rgbOf(gray)) < distance(rgb, rgbOf(cube)) ? gray : cube;
}

function nearest(color: Rgb, choice: readonly Rgb[]): number {
	let best = 0;
	for (const [index, other] of choice.entries()) {
		best = distance(color, other) < distance(color, choice[best] ?? other) ? index : best;
	}

	return best;
}

function distance(one: Rgb, other: Rgb): number {
	return ((one[0] - other[0]) ** 2) + ((one[1] - other[1]) ** 2) + ((one[2] - other[2]) ** 2);
}
