import type {Result} from '../../../../core/protocol/result.js';
import {isOpen} from '../../rows/folds.js';
import type {DocOptions} from '../../doc.js';
import {
	callsOf, isCall, type Call, type TracePart,
} from './calls.js';

/** Calls that cost too little to be looked at one by one. */
export type SmallCalls = {kind: 'small'; key: string; calls: Call[]};

/** The time that a method took itself, as far as it is no call. */
export type OwnTime = {kind: 'self'; key: string; call: Call};

export type TraceItem = TracePart | SmallCalls | OwnTime;

/** An item that is in sight, with what its row needs to know. */
export type TraceLine = {
	item: TraceItem;
	parent: TraceLine | undefined;
	isLast: boolean;
	isOpen: boolean | undefined;
};

/** Everything of a trace whose parents are open, from top to bottom. */
export function traceLines(result: Result, {state}: Pick<DocOptions, 'state'>): TraceLine[] {
	const lines: TraceLine[] = [];
	const due = linesOf(callsOf(result), undefined);
	for (let line = due.pop(); line !== undefined; line = due.pop()) {
		const below = itemsBelow(line.item, state.mode === 'calls');
		line.isOpen = below.length === 0 ? undefined : isOpen(state, line.item.key, line.item.kind !== 'small');
		lines.push(line);
		if (line.isOpen) {
			due.push(...linesOf(below, line));
		}
	}

	return lines;
}

/** The last one first, since they are taken from the end. */
function linesOf(items: readonly TraceItem[], parent: TraceLine | undefined): TraceLine[] {
	return items.map((item, index): TraceLine => ({
		item, parent, isLast: index === items.length - 1, isOpen: undefined,
	})).reverse();
}

function itemsBelow(item: TraceItem, inOrderOfCalls: boolean): TraceItem[] {
	if (item.kind === 'small') {
		return item.calls;
	}

	if (item.kind !== 'call' || item.parts.length === 0) {
		return [];
	}

	const calls = item.parts.filter(part => isCall(part));
	const others = item.parts.filter(part => !isCall(part));
	const own: TraceItem[] = item.self > 0 && calls.length > 0 ? [{kind: 'self', key: `${item.key}/self`, call: item}] : [];
	return inOrderOfCalls ? [...item.parts, ...own] : [...dearestFirst(item, calls), ...others, ...own];
}

const smallShare = 0.01;
const mostSmallCalls = 2;

function dearestFirst({key}: Call, calls: readonly Call[]): TraceItem[] {
	const sorted = [...calls].sort((one, other) => other.total - one.total);
	const small = sorted.filter(({share}) => share < smallShare);
	return small.length <= mostSmallCalls
		? sorted
		: [...sorted.filter(({share}) => share >= smallShare), {kind: 'small', key: `${key}/small`, calls: small}];
}
