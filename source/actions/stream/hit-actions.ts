import type {Action} from '../action.js';
import type {ActionContext} from '../context.js';
import {type Compared, comparedResult, onlyValues} from '../doc/other-result.js';
import {changeStream, streamOf} from './change-stream.js';
import {openHitPane} from './open-hit-pane.js';

/** The result under the cursor: open, closed, walked through, in a pane of its own, and values of it as columns. */
export const hitActions: readonly Action[] = [
	{
		id: 'stream.open', keys: ['enter'], when: 'stream', footer: 5,
		label: {en: 'open', zh: '打开'},
		about: {en: 'open the result below the rows; in it, open or close a branch', zh: '在下方打开该结果；在其中则展开或折叠分支'},
		disabled: context => hasRow(context) ? undefined : context.say({en: 'there is no row yet', zh: '尚无数据行'}),
		run(context) {
			if (isInHit(context)) {
				toggle(context, () => true);
			} else {
				changeStream(context, {type: streamOf(context)?.state.hit ? 'hit-focus' : 'hit-open'});
			}
		},
	},
	{
		id: 'stream.close-hit', keys: ['esc'], when: 'stream', footer: 8,
		label: {en: 'back', zh: '返回'},
		about: {en: 'step out: the opened result, then the search and the filter, then the notices', zh: '逐步返回：已打开的结果、搜索与过滤、通知'},
		disabled: context => stepOut(context) ? undefined : context.say({en: 'nothing is open here; q leaves this view, 1 goes to the first tab', zh: '此处没有打开的内容；q 离开此视图，1 转到第一个标签页'}),
		run(context) {
			stepOut(context)?.();
		},
	},
	{
		id: 'stream.focus-hit', keys: ['tab'], when: 'stream',
		label: {en: 'rows or result', zh: '行或结果'},
		about: {en: 'let the keys go to the opened result, or back to the rows', zh: '让按键作用于打开的结果或数据行'},
		disabled: context => streamOf(context)?.hit() ? undefined : context.say({en: 'no result is open; enter opens one', zh: '没有打开的结果；enter 打开'}),
		run(context) {
			changeStream(context, {type: 'hit-focus'});
		},
	},
	fold('stream.fold', 'left', 'open', {en: 'fold', zh: '折叠'}, {en: 'fold the branch of the opened result, or go to the one around it', zh: '折叠分支，或转到上一级'}),
	fold('stream.unfold', 'right', 'closed', {en: 'unfold', zh: '展开'}, {en: 'unfold the branch of the opened result', zh: '展开分支'}),
	{
		id: 'stream.open-pane', keys: ['w'], when: 'stream',
		label: {en: 'to a pane', zh: '到新窗格'},
		about: {en: 'open the result in a pane of its own, where it stays', zh: '在单独的窗格中打开并保留该结果'},
		disabled: context => hasRow(context) ? undefined : context.say({en: 'there is no row yet', zh: '尚无数据行'}),
		run(context) {
			openHitPane(context);
		},
	},
	{
		id: 'stream.mark', keys: ['space'], when: 'stream',
		label: {en: 'mark', zh: '标记'},
		about: {en: 'mark the result, so that d compares others with it; again unmarks it', zh: '标记该结果，供 d 与其对比；再按取消'},
		disabled: context => streamOf(context)?.row()?.hasValue ? undefined : context.say(onlyValues),
		run(context) {
			const place = streamOf(context)?.row()?.place;
			if (place) {
				changeStream(context, {type: 'mark', place});
			}
		},
	},
	{
		id: 'stream.diff', keys: ['d'], when: 'stream',
		label: {en: 'diff', zh: '对比'},
		about: {en: 'compare the result with the one marked by space, or else with the one before of the same method', zh: '与空格标记的结果对比；未标记时与同一方法的上一个结果对比'},
		disabled(context) {
			const compared = comparedHit(context);
			return 'why' in compared ? compared.why : undefined;
		},
		run(context) {
			const compared = comparedHit(context);
			if ('with' in compared) {
				openHitPane(context, compared.with);
			}
		},
	},
	{
		id: 'stream.columns', keys: ['t'], when: 'stream', footer: 6, argument: '<path>',
		label: {en: 'column', zh: '列'},
		about: {en: 'make the value under the cursor a column, or a column of its own disappear', zh: '把光标处的值设为列，或移除该列'},
		disabled: context => hasRow(context) ? undefined : context.say({en: 'there is no row yet', zh: '尚无数据行'}),
		run(context, argument) {
			chooseColumn(context, argument?.trim() ?? pathAt(context));
		},
	},
];

function comparedHit(context: ActionContext): Compared {
	const stream = streamOf(context);
	return comparedResult(context, stream?.job.entries() ?? [], stream?.row()?.place.seq, stream?.state.marked?.seq);
}

function hasRow(context: ActionContext): boolean {
	return streamOf(context)?.row() !== undefined;
}

function isInHit(context: ActionContext): boolean {
	const stream = streamOf(context);
	return stream?.hit() !== undefined && stream.state.hit?.isFocused === true;
}

function pathAt(context: ActionContext): string | undefined {
	return isInHit(context) ? streamOf(context)?.hit()?.line?.path : undefined;
}

/** A second time takes the column away; an empty path gives the choice back to the stream. */
function chooseColumn(context: ActionContext, path: string | undefined): void {
	const columns = streamOf(context)?.state.columns ?? [];
	if (path === undefined) {
		context.notify('info', context.say({en: 'a column is made of a value: enter opens a result, tab goes into it', zh: '列取自某个值：enter 打开结果，tab 进入其中'}));
	} else {
		changeStream(context, {type: 'columns', columns: path === '' ? null : (columns.includes(path) ? columns.filter(column => column !== path) : [path, ...columns])});
	}
}

function fold(id: string, key: string, from: 'open' | 'closed', label: Action['label'], about: Action['about']): Action {
	return {
		id, keys: [key], when: 'stream', label, about,
		disabled: context => isInHit(context) ? undefined : context.say({en: 'tab goes into the opened result first', zh: '先按 tab 进入打开的结果'}),
		run(context) {
			toggle(context, is => is === from);
		},
	};
}

/** Turns the fold under the cursor; where there is none to close, the cursor goes to what is around it. */
function toggle(context: ActionContext, isMeant: (fold: 'open' | 'closed') => boolean): void {
	const hit = streamOf(context)?.hit();
	const line = hit?.line;
	if (line?.fold && isMeant(line.fold)) {
		changeStream(context, {type: 'hit-toggle', keys: [line.key]});
	} else if (hit && line?.parent !== undefined && isMeant('open')) {
		changeStream(context, {type: 'hit-list', event: {type: 'to', key: line.parent}, list: hit.list});
	}
}

/** What `esc` would leave now. */
function stepOut(context: ActionContext): (() => void) | undefined {
	const {state} = streamOf(context) ?? {};
	if (state?.hit) {
		const {isFocused} = state.hit;
		return () => {
			changeStream(context, {type: isFocused ? 'hit-focus' : 'hit-close'});
		};
	}

	if (state && (state.search !== '' || state.filter !== '')) {
		return () => {
			changeStream(context, {type: state.search === '' ? 'filter' : 'search', text: ''});
		};
	}

	return context.store.getSnapshot().notices.length === 0
		? undefined
		: () => {
			context.store.dispatch({type: 'notices-dismiss'});
		};
}
