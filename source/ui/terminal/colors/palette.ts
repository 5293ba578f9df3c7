import type {Shade} from './shade.js';

/** A text on a ground of its own. Both have no value of 16: there grounds are made by reversing. */
export type Bar = {text: Shade; ground: Shade; basic: string};

export type Role = 'dim' | 'accent' | 'ok' | 'warn' | 'bad' | 'info' | 'add' | 'del' | 'heat1' | 'heat2' | 'heat3' | 'heat4' | 'heat5';

export type BarRole = 'focus' | 'selection' | 'header' | 'wordAdd' | 'wordDel';

/** Colours by what they are for. Text itself, and the ground of the screen, are the terminal's own. */
export type Palette = {
	shades: Record<Role, Shade>;
	bars: Record<BarRole, Bar>;
	/** Of 256, in the order in which agents get them. */
	hues: readonly number[];
	/** The same among 16. */
	basicHues: readonly string[];
};

/** The basic value defaults to `7`, the reverse of what is around. */
export function bar(text: [rgb: string | undefined, indexed: number], ground: [rgb: string | undefined, indexed: number], basic = '7'): Bar {
	return {text: [...text, ''], ground: [...ground, ''], basic};
}
