import {findInDoc} from '../../workspace/doc.js';
import type {ActionContext} from '../context.js';
import type {Question} from '../ask.js';
import {changeDoc, docAt, keepInDoc} from './doc-at.js';

export function searchOf(context: ActionContext): string {
	const search = context.focus().state.data?.['search'];
	return typeof search === 'string' ? search : '';
}

/** What is looked for is marked with each key; `enter` goes to the first place. */
export const docQuestions: Readonly<Record<string, Question>> = {
	'doc.search': {
		label: {en: 'search', zh: '搜索'},
		changed(context, text) {
			setSearch(context, text);
		},
		entered(context, text) {
			setSearch(context, text);
			goToNext(context, 1);
		},
		left(context, before) {
			setSearch(context, before);
		},
	},
};

export function setSearch(context: ActionContext, text: string): void {
	const {id, state} = context.focus();
	keepInDoc(context, {pane: id, state}, 'search', text === '' ? undefined : text);
}

/** Puts the cursor on the next place, or the one before, and opens what hides it. */
export function goToNext(context: ActionContext, step: 1 | -1): void {
	const doc = docAt(context);
	const text = searchOf(context);
	const place = doc && findInDoc(doc.view, doc.list.folded, {text, from: doc.line?.key, step});
	if (doc && place) {
		changeDoc(context, doc, {folded: place.folded, to: place.key});
	} else if (text !== '') {
		context.notify('info', context.say({en: 'nothing here has “{text}”', zh: '此处没有“{text}”'}, {text}));
	}
}
