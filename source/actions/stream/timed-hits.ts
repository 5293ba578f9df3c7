import type {Action} from '../action.js';
import type {ActionContext} from '../context.js';
import {changeStream, streamOf} from './change-stream.js';

/** What a result can do whose calls are timed, with the keys that it has in a pane of its own; both open it. */
export const timedHits: readonly Action[] = [
	{
		id: 'stream.hottest', keys: ['h'], when: 'stream', footer: 6,
		label: {en: 'hottest', zh: '最热'},
		about: {en: 'open the result, and go to where most of the time went', zh: '打开该结果，并转到耗时最多处'},
		disabled: context => streamOf(context)?.calls()?.hottest === undefined ? context.say({en: 'only a trace tells where the time went', zh: '只有 trace 说明时间花在何处'}) : undefined,
		run: goToHottest,
	},
	{
		id: 'stream.order', keys: ['o'], when: 'stream',
		label: {en: 'order', zh: '顺序'},
		about: {en: 'calls by their cost, or in their own order', zh: '调用按耗时或按先后排列'},
		disabled: context => (streamOf(context)?.calls()?.orders.length ?? 0) < 2 ? context.say({en: 'it has one order only', zh: '只有一种顺序'}) : undefined,
		run(context) {
			open(context);
			const stream = streamOf(context);
			const orders = stream?.calls()?.orders ?? [];
			const next = orders[(orders.indexOf(stream?.state.hit?.doc.mode ?? orders[0] ?? '') + 1) % orders.length];
			changeStream(context, {type: 'hit-mode', mode: next === orders[0] ? undefined : next});
		},
	},
];

function goToHottest(context: ActionContext): void {
	open(context);
	const stream = streamOf(context);
	const hit = stream?.hit();
	const key = stream?.calls()?.hottest;
	if (hit === undefined || key === undefined) {
		return;
	}

	if (stream?.state.hit?.isFocused === false) {
		changeStream(context, {type: 'hit-focus'});
	}

	if (hit.list.lines.some(line => line.key === key)) {
		changeStream(context, {type: 'hit-list', event: {type: 'to', key}, list: hit.list});
	} else {
		context.notify('info', context.say({en: 'it is folded away', zh: '它已被折叠'}));
	}
}

function open(context: ActionContext): void {
	if (!streamOf(context)?.state.hit) {
		changeStream(context, {type: 'hit-open'});
	}
}
