import {bar, type Palette} from './palette.js';

/** For light grounds, under the same conditions as the dark palette. */
export const light: Palette = {
	shades: {
		dim: ['#59616d', 240, ''],
		accent: ['#0a58b8', 25, '34'],
		ok: ['#1b6b2f', 22, ''],
		warn: ['#7f5200', 94, '35'],
		bad: ['#b3181f', 124, '31'],
		info: ['#00626e', 23, '34'],
		add: ['#1b6b2f', 22, '34'],
		del: ['#b3181f', 124, '31'],
		heat1: ['#7b8794', 243, ''],
		heat2: ['#1f6fb8', 26, '34'],
		heat3: ['#00626e', 23, '1;34'],
		heat4: ['#8a5a00', 94, '35'],
		heat5: ['#b3181f', 124, '31'],
	},
	bars: {
		focus: bar(['#ffffff', 231], ['#0a58b8', 25], '97;44'),
		selection: bar(['#101418', 16], ['#d3e5fb', 195]),
		header: bar(['#1f2530', 235], ['#e4e8ee', 255]),
		wordAdd: bar(['#0d3a1a', 22], ['#d3f2da', 194]),
		wordDel: bar(['#5c0d12', 52], ['#fbdcdc', 224]),
	},
	hues: [21, 52, 162, 17, 94, 19, 97, 23, 125, 27, 90, 88],
	basicHues: ['34', '31', '35', ''],
};
