import type {Json} from '../core/protocol/result.js';
import {createList} from '../workspace/list-state.js';
import {overlayText} from '../workspace/overlay.js';
import type {Text} from '../words/index.js';
import type {Action} from './action.js';
import {searchQuestions} from './command/search-results.js';
import {docQuestions} from './doc/search-doc.js';
import {monitorQuestions} from './monitor/questions.js';
import {streamQuestions} from './stream/questions.js';
import {changeList} from './list.js';
import type {ActionContext} from './context.js';

/** A line of text that is asked for at the foot of the screen: what each change, `enter` and `esc` do with it. */
export type Question = {
	label: Text;
	changed?: ((context: ActionContext, text: string) => void) | undefined;
	entered?: ((context: ActionContext, text: string) => void) | undefined;
	/** `before` is the text with which it was asked. */
	left?: ((context: ActionContext, before: string) => void) | undefined;
};

const listFilter: Question = {
	label: {en: 'filter', zh: '过滤'},
	changed(context, text) {
		changeList(context, {type: 'filter', text});
	},
	left(context, before) {
		changeList(context, {type: 'filter', text: before});
	},
};

/** All questions, by the name that an overlay keeps. */
const questions: Readonly<Record<string, Question>> = {
	'agents.filter': listFilter,
	'cron.filter': listFilter,
	'log.filter': listFilter,
	'agents.attach': {
		label: {en: 'attach Arthas to process', zh: '附加 Arthas 到进程'},
		entered(context, text) {
			context.run('agents.attach', text);
		},
	},
	...monitorQuestions,
	...streamQuestions,
	...searchQuestions,
	...docQuestions,
};

export function questionOf(name: Json | undefined): Question | undefined {
	return typeof name === 'string' && Object.hasOwn(questions, name) ? questions[name] : undefined;
}

/** @param choice What can be answered, shown beside the question. */
export function ask({store, now}: ActionContext, question: string, text: string, choice = ''): void {
	store.dispatch({
		type: 'overlay',
		overlay: {
			kind: 'ask', text, caret: text.length, list: createList(), since: now(), data: {question, before: text, choice},
		},
	});
}

export const askActions: readonly Action[] = [
	{
		id: 'ask.enter', keys: ['enter'], when: 'ask', footer: 1,
		label: {en: 'take it', zh: '确定'},
		about: {en: 'take what is typed', zh: '采用输入的内容'},
		run(context) {
			const {overlay} = context.store.getSnapshot();
			context.store.dispatch({type: 'overlay', overlay: undefined});
			questionOf(overlay?.data?.['question'])?.entered?.(context, overlay?.text ?? '');
		},
	},
	{
		id: 'ask.leave', keys: ['esc', 'ctrl-c'], when: 'ask', footer: 9,
		label: {en: 'leave it', zh: '取消'},
		about: {en: 'leave it as it was', zh: '保持原样'},
		run(context) {
			const {overlay} = context.store.getSnapshot();
			context.store.dispatch({type: 'overlay', overlay: undefined});
			questionOf(overlay?.data?.['question'])?.left?.(context, overlayText(overlay, 'before'));
		},
	},
];
