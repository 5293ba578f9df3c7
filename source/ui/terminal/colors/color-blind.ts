import {dark} from './dark.js';
import {light} from './light.js';
import {bar, type Palette} from './palette.js';

/**
For eyes that don't tell red from green, or blue from yellow. Found by search over the 216-colour cube: largest least
distance between accent, ok, warn and bad as they are seen with and without protan, deutan and tritan vision, at the same
contrasts. The usual palettes come to 0.015 there, where 0.02 is just seen; these to 0.126 and 0.108.

Notices have the colour of text, and among 16 colours weight and a line below take the place of hue.
*/
export const colorBlindDark: Palette = {
	...dark,
	shades: {
		...dark.shades,
		accent: [undefined, 177, '36'],
		ok: [undefined, 43, ''],
		warn: [undefined, 220, '1;33'],
		bad: [undefined, 208, '1;4;91'],
		info: dark.bars.header.text,
		add: [undefined, 43, '36'],
		del: [undefined, 208, '1;91'],
		heat4: [undefined, 220, '33'],
		heat5: [undefined, 208, '1;91'],
	},
	bars: {
		...dark.bars,
		focus: bar([undefined, 16], [undefined, 177], '30;46'),
		wordAdd: bar([undefined, 231], [undefined, 24]),
		wordDel: bar([undefined, 231], [undefined, 94]),
	},
};

export const colorBlindLight: Palette = {
	...light,
	shades: {
		...light.shades,
		accent: [undefined, 93, '34'],
		ok: [undefined, 19, ''],
		warn: [undefined, 58, '1;35'],
		bad: [undefined, 89, '1;4;31'],
		info: light.bars.header.text,
		add: [undefined, 19, '34'],
		del: [undefined, 89, '1;31'],
		heat2: [undefined, 26, '34'],
		heat3: [undefined, 19, '1;34'],
		heat4: [undefined, 58, '35'],
		heat5: [undefined, 89, '1;31'],
	},
	bars: {
		...light.bars,
		focus: bar([undefined, 231], [undefined, 93], '97;44'),
		wordAdd: bar([undefined, 17], [undefined, 195]),
		wordDel: bar([undefined, 52], [undefined, 223]),
	},
};
