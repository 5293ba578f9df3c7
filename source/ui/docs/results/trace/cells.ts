import type {Span} from '../../../../views/block.js';
import {barText, heatOf} from '../../bar.js';
import type {DocOptions} from '../../doc.js';
import {grouped, msText} from '../../numbers.js';
import type {TraceItem} from './lines.js';

type Column = {
	title: string;
	/** The width of the pane from which it is shown. */
	from: number;
	/** A bar is the one that begins at the left. */
	align: 'right' | 'left';
	min: number;
	cell: (item: TraceItem, options: DocOptions) => Span | undefined;
};

const barWidth = 14;

/** What stands before the calls. */
export const traceColumns: readonly Column[] = [
	{
		title: 'SHARE', from: 0, align: 'right', min: 7,
		cell(item) {
			const share = shareOf(item);
			return share === undefined ? undefined : {text: `${(share * 100).toFixed(1)} %`};
		},
	},
	{
		title: '', from: 100, align: 'left', min: barWidth,
		cell(item, {glyphs}) {
			const share = shareOf(item);
			return share === undefined ? undefined : {text: barText(share, barWidth, glyphs), style: heatOf(share)};
		},
	},
	{
		title: 'COST ms', from: 0, align: 'right', min: 8, cell: item => nanos(totalOf(item)),
	},
	{
		title: 'SELF ms', from: 120, align: 'right', min: 8, cell: item => nanos(item.kind === 'call' ? item.self : undefined),
	},
	{
		title: 'CALLS', from: 120, align: 'right', min: 5,
		cell(item) {
			const times = item.kind === 'small' ? item.calls.reduce((sum, call) => sum + call.times, 0) : (item.kind === 'call' ? item.times : undefined);
			return times === undefined ? undefined : {text: grouped(String(times))};
		},
	},
	{
		title: 'LINE', from: 120, align: 'right', min: 4, cell: (item, {glyphs}) => lineCell(item, glyphs.none),
	},
	{
		title: 'MIN ms', from: 160, align: 'right', min: 8, cell: item => nanos(item.kind === 'call' ? item.min : undefined),
	},
	{
		title: 'MAX ms', from: 160, align: 'right', min: 8, cell: item => nanos(item.kind === 'call' ? item.max : undefined),
	},
];

export function shareOf(item: TraceItem): number | undefined {
	switch (item.kind) {
		case 'call': {
			return item.share;
		}

		case 'small': {
			return item.calls.reduce((sum, {share}) => sum + share, 0);
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
			return item.calls.reduce((sum, {total}) => sum + total, 0);
		}

		case 'self': {
			return item.call.self;
		}

		default: {
			return undefined;
		}
	}
}

function lineCell(item: TraceItem, none: string): Span | undefined {
	const lines = item.kind === 'small' ? [...new Set(item.calls.map(({line}) => line))] : (item.kind === 'call' ? [item.line] : []);
	return lines.length === 1 ? {text: lines[0] ?? none, style: 'dim'} : undefined;
}

function nanos(nanoseconds: number | undefined): Span | undefined {
	return nanoseconds === undefined ? undefined : {text: msText(nanoseconds / 1e6)};
}
