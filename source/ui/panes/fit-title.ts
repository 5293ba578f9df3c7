import type {Span} from '../../views/block.js';
import {cutText} from '../../views/cut-text.js';
import {cutLine, lineWidth} from '../../views/fit-line.js';
import type {Row} from '../../views/layout.js';
import {displayWidth} from '../../views/width.js';

/**
A part of a pane's title. Where there is no room for all, what has the highest rank goes first, and goes whole. A part of rank 1
goes only when the name is as short as it can be, one of rank 0, which is usual, never.
*/
export type TitlePart = Span & {
	rank?: number | undefined;
	/** On the right: what parts it from the one before. */
	gap?: string | undefined;
};

/** The first part on the left is the name, which is cut. */
export type Title = {left: readonly TitlePart[]; right: readonly TitlePart[]};

/** Cells that a name keeps. */
const leastName = 8;
/** Fewer cells of what stands behind it say nothing. */
const leastOther = 6;
const between = 2;

/** A title in exactly `width` cells. */
export function fitTitle({left, right}: Title, width: number): Row {
	const [name, ...others] = left;
	const fixed = name === undefined ? 0 : Math.min(displayWidth(name.text), leastName);
	let kept = {others, right};
	const roomFor = () => width - lineWidth([...kept.others]) - lineWidth(joinParts(kept.right)) - (kept.right.length > 0 ? between : 0);
	const drop = (least: number, room: number) => {
		for (let rank = highest(kept); rank >= least && roomFor() < room; rank = highest(kept)) {
			kept = {others: without(kept.others, rank), right: without(kept.right, rank)};
		}
	};

	drop(2, name === undefined ? 0 : displayWidth(name.text));
	drop(1, fixed);
	const start: Row = name === undefined ? [] : [{text: cutText(name.text, Math.max(roomFor(), fixed), 'end'), style: name.style}];
	const end = joinParts(kept.right);
	const room = width - lineWidth(start) - lineWidth(end) - between;
	const front = [...start, ...room < leastOther ? [] : cutLine(kept.others.map(({text, style}) => ({text, style})), room, 'end')];
	const gap = Math.max(width - lineWidth(front) - lineWidth(end), end.length > 0 ? between : 0);
	return cutLine([...front, {text: ' '.repeat(gap)}, ...end], width, 'end');
}

/** Parts of the right side one behind the other, with what stands between them. */
export function joinParts(parts: readonly TitlePart[]): Row {
	return parts.map(({text, style, gap = ''}, at) => ({text: at === 0 ? text : gap + text, style}));
}

/** A row of facts with what parts them. */
export function withGaps(parts: readonly TitlePart[], gap: string): TitlePart[] {
	return parts.map(part => ({...part, gap}));
}

function highest({others, right}: {others: readonly TitlePart[]; right: readonly TitlePart[]}): number {
	return Math.max(0, ...[...others, ...right].map(({rank = 0}) => rank));
}

function without(parts: readonly TitlePart[], dropped: number): TitlePart[] {
	return parts.filter(({rank = 0}) => rank !== dropped);
}
