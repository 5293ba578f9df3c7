import type {Action} from '../actions/action.js';
import type {ActionContext} from '../actions/context.js';
import {describeError} from '../actions/describe-error.js';
import {isArthasError} from '../core/error.js';

/** Does what a key or a line asks for. What can't be done now says why; a fault in it ends nothing else. */
export function runAction(action: Action | undefined, program: ActionContext, argument: string | undefined): void {
	if (action) {
		void runTold(action, program, argument);
	}
}

/** Tells of a fault of ours in a notice, and in the log where it was, for whoever reports it. */
export function tellFault(error: unknown, {notify, say}: Pick<ActionContext, 'notify' | 'say'>): void {
	const {message, stack = message} = error instanceof Error ? error : new Error(String(error));
	const failed = say({en: 'that failed, and nothing else did: {why}. A defect of arthas-tui; @ has where it is', zh: '该操作失败，其余部分照常运行：{why}。这是 arthas-tui 的缺陷；按 @ 查看出错位置'}, {why: message});
	notify('bad', failed, {whole: [stack]});
}

async function runTold(action: Action, program: ActionContext, argument: string | undefined): Promise<void> {
	try {
		const why = action.disabled?.(program);
		if (why === undefined) {
			await action.run(program, argument);
		} else {
			program.notify('info', `${program.say(action.label)}: ${why}`);
		}
	} catch (error) {
		if (isArthasError(error)) {
			program.notify('bad', describeError(error, program.say));
		} else {
			tellFault(error, program);
		}
	}
}
