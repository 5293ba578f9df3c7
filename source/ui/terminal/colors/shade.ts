import type {ColorDepth} from './color-depth.js';

/**
One colour at each depth: 24-bit, of 256, and the parameters that stand for it among 16, where weight may help.
Without a 24-bit value the one of 256 is used at both depths.
*/
export type Shade = readonly [rgb: string | undefined, indexed: number, basic: string];

/** The parameters that select a shade for text or for the ground behind it; none where the terminal has no such depth. */
export function shadeSgr([rgb, indexed]: Shade, depth: 'truecolor' | '256', isGround = false): string {
	const target = isGround ? '48' : '38';
	if (depth === '256' || rgb === undefined) {
		return `${target};5;${indexed}`;
	}

	return [target, 2, ...rgbOf(rgb)].join(';');
}

/** `#rrggbb` as three numbers. */
export function rgbOf(hex: string): [red: number, green: number, blue: number] {
	const value = Number.parseInt(hex.slice(1), 16);
	return [value >> 16, (value >> 8) & 255, value & 255];
}

export function isRich(depth: ColorDepth): depth is 'truecolor' | '256' {
	return depth === 'truecolor' || depth === '256';
}
