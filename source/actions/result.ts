import {isEnd} from '../core/client/job-state.js';
import type {Job} from '../core/client/job.js';
import {isOrdinary} from '../workspace/doc.js';
import type {Action} from './action.js';
import type {ActionContext} from './context.js';
import {docActions} from './doc.js';
import {keepInDoc} from './doc/doc-at.js';
import {type Compared, comparedResult} from './doc/other-result.js';
import {endFetchingHere, isFetchingHere} from './end-fetching.js';
import {runAgain} from './run-again.js';

/** What can be done with a result in a pane of its own. */
export const resultActions: readonly Action[] = [
	...docActions,
	{
		id: 'result.pause', keys: ['p'], when: 'result', footer: 6,
		label: {en: 'pause', zh: '暂停'},
		about: {en: 'stay at this result, or follow the newest one', zh: '停留在此结果，或跟随最新结果'},
		disabled: context => whyNot(context),
		run(context) {
			go(context, isFollowing(context) ? 0 : undefined);
		},
	},
	{
		id: 'result.follow', keys: ['f'], when: 'result',
		label: {en: 'follow', zh: '跟随'},
		about: {en: 'show the newest result, and each that comes', zh: '显示最新结果并持续跟随'},
		disabled: context => whyNot(context) ?? (isFollowing(context) ? context.say({en: 'it follows', zh: '正在跟随'}) : undefined),
		run(context) {
			go(context, undefined);
		},
	},
	stepping('result.older', ',', -1, {en: 'older', zh: '较早'}, {en: 'the result before, as far as it is held', zh: '上一个结果（若仍保留）'}),
	stepping('result.newer', '.', 1, {en: 'newer', zh: '较新'}, {en: 'the next result; after the newest one it follows', zh: '下一个结果；到最新时继续跟随'}),
	{
		id: 'result.diff', keys: ['d'], when: 'result', footer: 9,
		label: {en: 'diff', zh: '对比'},
		about: {en: 'compare with the result before of the same method, or end that; , and . go on against the same one', zh: '与同一方法的上一个结果对比，或结束对比；, 与 . 换一个结果继续与其对比'},
		disabled(context) {
			const compared = comparedHere(context);
			return isCompared(context) || !('why' in compared) ? undefined : compared.why;
		},
		run(context) {
			const {id, state} = context.focus();
			const compared = comparedHere(context);
			keepInDoc(context, {pane: id, state}, 'with', !isCompared(context) && 'with' in compared ? compared.with : undefined);
		},
	},
	{
		id: 'result.stop', keys: ['ctrl-c', '! s'], when: 'result', footer: 7,
		label: {en: 'stop', zh: '停止'},
		about: {en: 'end the command on the agent, or what is fetched from there', zh: '结束代理上的命令，或中止从其下载文件'},
		disabled: context => isRunning(context) || isFetchingHere(context) ? undefined : context.say({en: 'it does not run', zh: '没有运行中的命令'}),
		run(context) {
			if (isRunning(context)) {
				void jobOf(context)?.interrupt();
			} else {
				endFetchingHere(context);
			}
		},
	},
	{
		id: 'result.again', keys: ['r'], when: 'result', footer: 8,
		label: {en: 'run again', zh: '重新运行'},
		about: {en: 'run the command of this pane once more', zh: '再次运行此窗格的命令'},
		disabled: context => isRunning(context) ? context.say({en: 'it runs; ctrl-c ends it', zh: '正在运行；ctrl-c 结束'}) : undefined,
		run(context) {
			const {id, state} = context.focus();
			const {with: _before, ...data} = state.data ?? {};
			runAgain(context);
			keepInDoc(context, {pane: id, state: {...state, data}}, 'seq', undefined);
		},
	},
];

function jobOf({focus, live}: ActionContext): Job | undefined {
	const thing = live.get(focus().state.live);
	return thing?.kind === 'job' ? thing.job : undefined;
}

function isRunning(context: ActionContext): boolean {
	const job = jobOf(context);
	return job !== undefined && !isEnd(job.getSnapshot().state);
}

function whyNot(context: ActionContext): string | undefined {
	return jobOf(context) ? undefined : context.say({en: 'nothing has run here yet', zh: '此处尚未运行任何命令'});
}

function isFollowing({focus}: ActionContext): boolean {
	return typeof focus().state.data?.['seq'] !== 'number';
}

function isCompared({focus}: ActionContext): boolean {
	return typeof focus().state.data?.['with'] === 'number';
}

function comparedHere(context: ActionContext): Compared {
	const {numbers, at} = numbersOf(context);
	return comparedResult(context, jobOf(context)?.entries() ?? [], numbers[at]);
}

/** Results of one type, by their numbers: those of the type that is shown. */
function numbersOf(context: ActionContext): {numbers: number[]; at: number} {
	const results = (jobOf(context)?.entries() ?? []).filter(entry => entry.kind === 'result');
	const seq = context.focus().state.data?.['seq'];
	const shown = results.find(entry => entry.seq === seq) ?? results.findLast(({result: {type}}) => !isOrdinary(type));
	const numbers = results.filter(({result}) => result.type === shown?.result.type).map(entry => entry.seq);
	return {numbers, at: shown ? numbers.indexOf(shown.seq) : -1};
}

/** So many results further, which stays on the screen then; undefined follows the newest. */
function go(context: ActionContext, by: number | undefined): void {
	const {id, state} = context.focus();
	const {numbers, at} = numbersOf(context);
	const next = by === undefined ? undefined : numbers[Math.max(at + by, 0)];
	keepInDoc(context, {pane: id, state}, 'seq', next);
}

function stepping(id: string, key: string, by: 1 | -1, label: Action['label'], about: Action['about']): Action {
	return {
		id, keys: [key], when: 'result', label, about, footer: 9,
		disabled: context => whyNot(context) ?? whyNoStep(context, by),
		run(context) {
			go(context, by);
		},
	};
}

function whyNoStep(context: ActionContext, by: 1 | -1): string | undefined {
	if (by === 1) {
		return isFollowing(context) ? context.say({en: 'it is the newest one', zh: '已是最新结果'}) : undefined;
	}

	return numbersOf(context).at > 0 ? undefined : context.say({en: 'no older one is held', zh: '没有保留更早的结果'});
}
