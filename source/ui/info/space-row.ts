import type {Row} from '../../views/layout.js';
import {safeText} from '../../views/safe-text.js';
import {cutText} from '../../views/cut-text.js';
import {displayWidth} from '../../views/width.js';
import type {InfoGauge} from '../../workspace/info-gauges.js';
import {texts} from '../../words/index.js';
import {fitted} from '../fitted.js';
import {barSpan, percentCell} from './gauge.js';
import type {InfoFacts} from './info-facts.js';
import {gib} from './numbers.js';

export type Space = {
	name: string;
	gauge: InfoGauge;
	used: number | undefined;
	free: number | undefined;
	size: number | undefined;
	percent: number | undefined;
	/** Percents of the inodes, where it has some. */
	inodes?: number | undefined;
};

const number = 7;

/** The title of a group of spaces, with what stands in their columns. */
export function spaceHead(title: string, width: number, {say}: Pick<InfoFacts, 'say'>, hasInodes = false): Row {
	const {start, isFull} = placesOf(width, hasInodes);
	const columns = isFull ? ['used', 'free', 'of'] as const : [];
	return [
		{text: title + ' '.repeat(Math.max(start - displayWidth(title), 1)), style: 'title'},
		...columns.map(name => ({text: right(say(texts.info[name]), number), style: 'header' as const})),
		...hasInodes && isFull ? [{text: `         ${right(say(texts.info.inodes), number)}`, style: 'header' as const}] : [],
	];
}

/** Its name, a bar of what is used, and the numbers. */
export function spaceRow({name, gauge, used, free, size, percent, inodes}: Space, width: number, facts: InfoFacts): Row {
	const {nameWidth, bar, isFull} = placesOf(width, inodes !== undefined);
	const cell = percentCell(gauge, percent, facts);
	const inodeCell = inodes === undefined ? undefined : percentCell('inodes', inodes, facts);
	return [
		{text: ` ${fitted(cutText(safeText(name), nameWidth, 'middle'), nameWidth)} `},
		barSpan(percent ?? 0, bar, facts),
		...isFull ? [used, free, size].map(value => ({text: right(value === undefined ? '?' : gib(value), number)})) : [],
		{text: right(cell.text, 9), style: cell.style},
		...inodeCell && isFull ? [{text: right(inodeCell.text, number), style: inodeCell.style}] : [],
	];
}

/** Names and bars share what the numbers leave. */
function placesOf(width: number, hasInodes: boolean): {nameWidth: number; bar: number; start: number; isFull: boolean} {
	const isFull = width >= 52;
	const room = width - 2 - (isFull ? (3 * number) + 9 + (hasInodes ? number : 0) : 9);
	const nameWidth = Math.max(Math.min(hasInodes ? Math.floor(room / 2) : 6, 20), 5);
	const bar = Math.max(Math.min(room - nameWidth, 20), 3);
	return {
		nameWidth, bar, start: nameWidth + bar + 2, isFull,
	};
}

function right(text: string, width: number): string {
	return ' '.repeat(Math.max(width - displayWidth(text), 0)) + text;
}
