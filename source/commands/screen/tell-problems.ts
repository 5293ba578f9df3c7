import type {ActionContext} from '../../actions/context.js';
import {told} from '../../words/index.js';

/** Tells what is wrong at the start: all of it at the top of the log, and in one notice how much that is, with the first of it. */
export function tellProblems({notify, say, sent}: Pick<ActionContext, 'notify' | 'say' | 'sent'>, problems: readonly string[]): void {
	const [whole, ...others] = problems.map(problem => told(say, problem));
	// A notice is one row, which the folder of the file would fill.
	const first = whole?.replace(/^\/.*\/(?=[^/]+\.json)/u, '');
	for (const problem of problems) {
		sent.note(told(say, problem));
	}

	if (first !== undefined) {
		notify('warn', others.length === 0 ? say(one, {first}) : say(many, {first, count: problems.length}));
	}
}

const one = {en: '@ has it in full: {first}', zh: '按 @ 查看全文：{first}'};
const many = {en: '{count} settings are wrong, @ has them all: {first}', zh: '{count} 处设置有误，按 @ 查看全部：{first}'};
