import type {ActionContext} from '../../actions/context.js';
import {told} from '../../words/index.js';

/** Tells what is wrong at the start: all of it in the log, and in one notice how much that is, with the first of it. */
export function tellProblems({notify, say}: Pick<ActionContext, 'notify' | 'say'>, problems: readonly string[]): void {
	const all = problems.map(problem => told(say, problem));
	// A notice is one row, which the folder of the file would fill.
	const first = all[0]?.replace(/^\/.*\/(?=[^/]+\.json)/u, '');
	if (first !== undefined) {
		notify('warn', all.length === 1 ? say(one, {first}) : say(many, {first, count: all.length}), {whole: all});
	}
}

const one = {en: '@ has it in full: {first}', zh: '按 @ 查看全文：{first}'};
const many = {en: '{count} settings are wrong, @ has them all: {first}', zh: '{count} 处设置有误，按 @ 查看全部：{first}'};
