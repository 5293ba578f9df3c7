import {isDoubtful, traitsOf} from './code-points.js';

/**
What stands in a cell, as a number: a code point, or beyond the last of them the number of a letter with marks.
*/
export type Clusters = {
	/** The glyph with one more mark on it. A fourth mark is left out: piles of them are made to reach over other rows. */
	withMark(glyph: number, mark: number): number;
	text(glyph: number): string;
	isDoubtful(glyph: number): boolean;
	/** How many there are. They are never forgotten: whoever paints begins anew when there are too many. */
	size(): number;
};

const afterCodePoints = 0x11_00_00;
const mostMarks = 3;

export function createClusters(): Clusters {
	const texts: string[] = [];
	const numbers = new Map<string, number>();
	const text = (glyph: number) => glyph < afterCodePoints ? String.fromCodePoint(glyph) : texts[glyph - afterCodePoints] ?? ' ';
	return {
		text,
		withMark(glyph, mark) {
			const joined = text(glyph) + String.fromCodePoint(mark);
			if ([...joined].length > mostMarks + 1) {
				return glyph;
			}

			let number = numbers.get(joined);
			if (number === undefined) {
				number = afterCodePoints + texts.length;
				texts.push(joined);
				numbers.set(joined, number);
			}

			return number;
		},
		isDoubtful: glyph => glyph >= afterCodePoints || (traitsOf(glyph) & isDoubtful) !== 0,
		size: () => texts.length,
	};
}
