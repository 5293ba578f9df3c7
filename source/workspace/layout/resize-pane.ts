import {cutRect} from './cut-rect.js';
import type {Direction} from './neighbour.js';
import type {Rect} from './rect.js';
import {
	leaves, type Axis, type PaneId, type Split,
} from './split.js';

export type Push = {pane: PaneId; direction: Direction; cells: number};

/**
Moves the border of a pane: the nearest one that lies across the direction and can still move. Panes
beyond it keep the least that they need. The same object comes back when no border can move.
*/
export function resizePane(split: Split, rect: Rect, push: Push): Split {
	if (split.kind === 'leaf') {
		return split;
	}

	const cut = cutRect(split, rect);
	const side = leaves(split.first).includes(push.pane) ? 'first' : 'second';
	const inner = resizePane(split[side], cut?.[side] ?? rect, push);
	if (inner !== split[side]) {
		return {...split, [side]: inner};
	}

	if (!cut || split.direction !== axisOf[push.direction]) {
		return split;
	}

	const wish = cut.size + (isForward(push.direction) ? push.cells : -push.cells);
	const size = Math.min(Math.max(wish, cut.from), cut.to);
	return size === cut.size ? split : {...split, ratio: size / cut.usable};
}

export const axisOf: Record<Direction, Axis> = {
	left: 'row', right: 'row', up: 'column', down: 'column',
};

export function isForward(direction: Direction): boolean {
	return direction === 'right' || direction === 'down';
}
