import type {Style} from '../../../views/block.js';
import type {BarRole, Role} from './palette.js';

/** The colour of a meaning; those that are not here have the colour of text. */
export const roles: Partial<Record<Style, Role>> = {
	dim: 'dim',
	accent: 'accent',
	ok: 'ok',
	warn: 'warn',
	bad: 'bad',
	info: 'info',
	header: 'dim',
	key: 'dim',
	hot: 'heat5',
	changed: 'accent',
	'diff-add': 'add',
	'diff-del': 'del',
	heat1: 'heat1',
	heat2: 'heat2',
	heat3: 'heat3',
	heat4: 'heat4',
	heat5: 'heat5',
};

/** Meanings that have a ground of their own. */
export const barRoles: Partial<Record<Style, BarRole>> = {
	focus: 'focus',
	selection: 'selection',
	'word-add': 'wordAdd',
	'word-del': 'wordDel',
};

/** What is left of a meaning without colours: weight, a line below, reverse. A glyph and a word say the rest. */
export function plainSgr(style: Style | undefined): string {
	return style === undefined ? '' : plain[style] ?? '';
}

const plain: Partial<Record<Style, string>> = {
	accent: '1',
	warn: '1',
	bad: '1;4',
	title: '1',
	hot: '1',
	changed: '1',
	focus: '1;7',
	selection: '1',
	match: '7',
	'word-add': '4',
	'word-del': '4',
};
