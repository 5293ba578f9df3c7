import {withoutColors} from '../../../views/without-colors.js';
import type {DocKind} from '../kind.js';
import {textRows} from '../rows/text-rows.js';

/** What an agent wrote for a terminal, which was wider than most panes. */
export const textDoc: DocKind = (members, options) => {
	const text = members.text('text');
	return text === undefined ? [] : textRows(narrowed(withoutColors(text).split(/\r?\n/u), options.width).map(line => [{text: line}]), 'text', options);
};

/** A gap between columns needs no more than this. */
const gap = 2;
/** So few lines have blanks one below the other by chance. */
const fewest = 3;

/**
Lines without what is blank in all of them, beyond the gaps between columns, where they are wider than the pane: a table of
Arthas fills its terminal, and broken over rows nobody could read it.
*/
export function narrowed(given: readonly string[], width: number): readonly string[] {
	const lines = given.map(line => line.trimEnd());
	const filled = lines.filter(line => line !== '' && !isRule(line));
	const widest = Math.max(0, ...filled.map(({length}) => length));
	if (widest <= width || filled.length < fewest) {
		return lines;
	}

	const kept: number[] = [];
	let blanks = 0;
	for (let at = 0; at < widest; at++) {
		blanks = filled.every(line => (line[at] ?? ' ') === ' ') ? blanks + 1 : 0;
		if (blanks <= gap) {
			kept.push(at);
		}
	}

	return lines.map(line => isRule(line) ? line.slice(0, kept.length) : kept.map(at => line[at] ?? ' ').join('').trimEnd());
}

/** A line below titles is as wide as the terminal. */
function isRule(line: string): boolean {
	return /^-{3,}$/u.test(line);
}
