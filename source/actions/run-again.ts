import type {ActionContext} from './context.js';
import {openStreamPane} from './stream/open-stream-pane.js';

/**
Runs the command of the focused pane once more in that pane. Not where another process has the name of its agent by now: who
presses the key means the one that is shown.
*/
export function runAgain(context: ActionContext): void {
	const {notify, say, fleet, focus} = context;
	const {id, state} = focus();
	const agent = fleet.agentOf(state.target);
	if (state.lost !== undefined) {
		notify('warn', say({en: 'not sent: {why}', zh: '未发送：{why}'}, {why: state.lost}));
	} else if (!agent || state.command === undefined) {
		notify('warn', say({en: 'not sent: the agent is not there', zh: '未发送：代理不在列表中'}));
	} else {
		openStreamPane(context, agent, state.command, {again: id});
	}
}
