import {bar, type Palette} from './palette.js';

/** For dark grounds. Contrast is at least 4.5 on black, on usual dark greys and on our own grounds, 3 for glyphs of heat. */
export const dark: Palette = {
	shades: {
		dim: ['#a3abb8', 248, ''],
		accent: ['#74b9ff', 75, '36'],
		ok: ['#7bd389', 114, '32'],
		warn: ['#e8b84f', 179, '33'],
		bad: ['#ff8f8f', 210, '91'],
		info: ['#63cfcf', 80, '36'],
		add: ['#7bd389', 114, '32'],
		del: ['#ff8f8f', 210, '91'],
		heat1: ['#6d7f95', 244, ''],
		heat2: ['#5aa0c8', 74, '36'],
		heat3: ['#63cfcf', 80, '1;36'],
		heat4: ['#e8b84f', 179, '33'],
		heat5: ['#ff8f8f', 210, '91'],
	},
	bars: {
		focus: bar(['#0b1420', 16], ['#74b9ff', 75], '30;46'),
		selection: bar(['#ffffff', 231], ['#1c3a5c', 17]),
		header: bar(['#e6e9ee', 255], ['#2a313a', 236]),
		wordAdd: bar(['#d9f5df', 194], ['#143d22', 22]),
		wordDel: bar(['#ffe1e1', 224], ['#54212a', 52]),
	},
	hues: [229, 171, 35, 153, 181, 46, 202, 41, 159, 187, 147, 139],
	basicHues: ['36', '33', '32', '95', '94', '37'],
};
