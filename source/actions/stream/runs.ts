import {isEnd} from '../../core/client/job-state.js';
import type {Action} from '../action.js';
import type {ActionContext} from '../context.js';
import {runAgain} from '../run-again.js';
import {streamOf} from './change-stream.js';

/** Ending what runs on the agent, and running it once more. */
export const streamRuns: readonly Action[] = [
	{
		id: 'stream.stop', keys: ['ctrl-c', '! s'], when: 'stream', footer: 7,
		label: {en: 'stop', zh: '停止'},
		about: {en: 'end the command on the agent', zh: '结束代理上的命令'},
		disabled: context => isRunning(context) ? undefined : context.say({en: 'it does not run', zh: '没有运行中的命令'}),
		run(context) {
			// Its end is a row of its own, so that nobody waits for it here.
			void streamOf(context)?.job.interrupt();
		},
	},
	{
		id: 'stream.again', keys: ['r'], when: 'stream', footer: 7,
		label: {en: 'run again', zh: '重新运行'},
		about: {en: 'run the command of this pane once more', zh: '再次运行此窗格的命令'},
		disabled: context => isRunning(context) ? context.say({en: 'it runs; ctrl-c ends it', zh: '正在运行；ctrl-c 结束'}) : undefined,
		run: runAgain,
	},
];

function isRunning(context: ActionContext): boolean {
	const stream = streamOf(context);
	return stream !== undefined && !isEnd(stream.job.getSnapshot().state);
}
