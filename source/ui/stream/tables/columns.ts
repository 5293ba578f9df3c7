import {type Say, texts} from '../../../words/index.js';
import type {StreamColumn} from './stream-table.js';

/** Columns that several tables have. */
export function commonColumns(say: Say): Record<'time' | 'cost' | 'exit' | 'method' | 'class' | 'thread', StreamColumn> {
	return {
		time: {
			id: 'time', title: say(texts.stream.time), min: 12, max: 12, isKept: true,
		},
		cost: {
			id: 'cost', title: say(texts.stream.cost), min: 7, max: 10, align: 'right', isKept: true,
		},
		exit: {
			id: 'exit', title: say(texts.stream.exit), min: 5, max: 5, isKept: true,
		},
		method: {
			id: 'method', title: say(texts.stream.method), min: 10, max: 30, cut: 'middle',
		},
		class: {
			id: 'class', title: say(texts.stream.class), from: 200, min: 12, max: 40, cut: 'middle',
		},
		thread: {
			id: 'thread', title: say(texts.stream.thread), from: 120, min: 8, max: 24, cut: 'middle',
		},
	};
}
