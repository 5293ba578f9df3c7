import type {Question} from '../ask.js';
import {changeStream} from './change-stream.js';
import {goTo} from './find-in-stream.js';

/** Texts that are typed for a stream, which hold with each key. */
export const streamQuestions: Readonly<Record<string, Question>> = {
	'stream.search': {
		label: {en: 'search', zh: '搜索'},
		changed(context, text) {
			changeStream(context, {type: 'search', text});
		},
		entered(context, text) {
			goTo(context, text, stream => stream.nearestWith(text));
		},
		left(context, before) {
			changeStream(context, {type: 'search', text: before});
		},
	},
	'stream.filter': {
		label: {en: 'show only (! before what is left out)', zh: '仅显示（排除项前加 !）'},
		changed(context, text) {
			changeStream(context, {type: 'filter', text});
		},
		left(context, before) {
			changeStream(context, {type: 'filter', text: before});
		},
	},
};
