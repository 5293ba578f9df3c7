import type {Rect} from './rect.js';
import type {Axis, Branch, Split} from './split.js';

/** Below this a pane shows only its title. */
export const leastPane = {width: 20, height: 4} as const;

/** How the cells of a split are shared out. `from` and `to` limit what the first may have. */
export type Cut = {first: Rect; second: Rect; size: number; usable: number; from: number; to: number};

/**
The two parts of a split, with one column for the line between neighbours and none between one above
the other, for there the title is the line. Undefined where both can't have the least that a pane needs.
*/
export function cutRect(split: Branch, rect: Rect): Cut | undefined {
	const {direction, ratio} = split;
	const gap = gaps[direction];
	const usable = (direction === 'row' ? rect.width : rect.height) - gap;
	const least = leastOf[direction];
	if (usable < 2 * least) {
		return undefined;
	}

	// While all panes inside fit they get their least; else the ratio decides, and a split inside gives way.
	const needs = [neededBy(split.first, direction), neededBy(split.second, direction)] as const;
	const fits = needs[0] + needs[1] <= usable;
	const from = fits ? needs[0] : least;
	const to = usable - (fits ? needs[1] : least);
	const size = Math.min(Math.max(Math.floor((usable * ratio) + 0.5), from), to);
	return {
		...partsOf(rect, direction, size, gap), size, usable, from, to,
	};
}

const gaps: Record<Axis, number> = {row: 1, column: 0};
const leastOf: Record<Axis, number> = {row: leastPane.width, column: leastPane.height};

function neededBy(split: Split, axis: Axis): number {
	if (split.kind === 'leaf') {
		return leastOf[axis];
	}

	const first = neededBy(split.first, axis);
	const second = neededBy(split.second, axis);
	return split.direction === axis ? first + gaps[axis] + second : Math.max(first, second);
}

function partsOf(rect: Rect, axis: Axis, size: number, gap: number): {first: Rect; second: Rect} {
	const offset = size + gap;
	return axis === 'row'
		? {first: {...rect, width: size}, second: {...rect, column: rect.column + offset, width: rect.width - offset}}
		: {first: {...rect, height: size}, second: {...rect, row: rect.row + offset, height: rect.height - offset}};
}
