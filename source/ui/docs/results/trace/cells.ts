import type {Span} from '../../../../views/block.js';
import {displayWidth} from '../../../../views/width.js';
import {barText, heatOf} from '../../bar.js';
import type {DocOptions} from '../../doc.js';
import {grouped, msText} from '../../numbers.js';
import type {TraceItem} from './lines.js';

/** A column before the calls. Its widest text is that of its highest number. */
export type TraceColumn = {
	title: string;
	/** The width of the pane from which it is shown. */
	from: number;
	min: number;
	/** Undefined where an item has none. */
	of: (item: TraceItem) => number | undefined;
	span: (value: number, options: DocOptions) => Span;
	isLeft?: boolean;
};

const barWidth = 14;

export const traceColumns: readonly TraceColumn[] = [
	{
		title: 'SHARE', from: 0, min: 7, of: shareOf, span: share => ({text: `${(share * 100).toFixed(1)} %`}),
	},
	{
		title: '', from: 100, min: barWidth, of: shareOf, isLeft: true, span: (share, {glyphs}) => ({text: barText(share, barWidth, glyphs), style: heatOf(share)}),
	},
	{
		title: 'COST ms', from: 0, min: 8, of: totalOf, span: nanos,
	},
	{
		title: 'SELF ms', from: 120, min: 8, of: item => item.kind === 'call' ? item.self : undefined, span: nanos,
	},
	{
		title: 'CALLS', from: 120, min: 5, of: timesOf, span: times => ({text: grouped(String(times))}),
	},
	{
		title: 'LINE', from: 120, min: 4, of: lineOf, span: (line, {glyphs}) => ({text: line < 0 ? glyphs.none : String(line), style: 'dim'}),
	},
	{
		title: 'MIN ms', from: 160, min: 8, of: item => item.kind === 'call' ? item.min : undefined, span: nanos,
	},
	{
		title: 'MAX ms', from: 160, min: 8, of: item => item.kind === 'call' ? item.max : undefined, span: nanos,
	},
];

/** Cells that a column needs for these items. */
export function widthOf(column: TraceColumn, items: readonly TraceItem[], options: DocOptions): number {
	let highest: number | undefined;
	for (const item of items) {
		const value = column.of(item);
		highest = value === undefined || (highest !== undefined && highest >= value) ? highest : value;
	}

	const text = highest === undefined ? '' : column.span(highest, options).text;
	return Math.max(column.min, displayWidth(column.title), displayWidth(text));
}

function shareOf(item: TraceItem): number | undefined {
	switch (item.kind) {
		case 'call': {
			return item.share;
		}

		case 'small': {
			return sumOf(item.calls, ({share}) => share);
		}

		case 'self': {
			return item.call.total === 0 ? 0 : item.call.share * item.call.self / item.call.total;
		}

		default: {
			return undefined;
		}
	}
}

function totalOf(item: TraceItem): number | undefined {
	switch (item.kind) {
		case 'call': {
			return item.total;
		}

		case 'small': {
			return sumOf(item.calls, ({total}) => total);
		}

		case 'self': {
			return item.call.self;
		}

		default: {
			return undefined;
		}
	}
}

function timesOf(item: TraceItem): number | undefined {
	return item.kind === 'small' ? sumOf(item.calls, ({times}) => times) : (item.kind === 'call' ? item.times : undefined);
}

/** -1 where there is none; calls that stand together have one only if it is the same. */
function lineOf(item: TraceItem): number | undefined {
	const lines = item.kind === 'small' ? new Set(item.calls.map(({line}) => line)) : new Set(item.kind === 'call' ? [item.line] : []);
	const [line] = lines;
	return lines.size === 1 ? Number(line ?? -1) : undefined;
}

function sumOf<Thing>(things: readonly Thing[], read: (thing: Thing) => number): number {
	let sum = 0;
	for (const thing of things) {
		sum += read(thing);
	}

	return sum;
}

function nanos(nanoseconds: number): Span {
	return {text: msText(nanoseconds / 1e6)};
}
