import type {Action} from './action.js';
import type {ActionContext} from './context.js';
import {endUnlessShown} from './end-unless-shown.js';
import {reopenCommandPane} from './command/open-command-pane.js';
import {openConsolePane} from './console/open-console-pane.js';
import {openStreamPane} from './stream/open-stream-pane.js';

/** Opens a pane again for whoever has the name of its agent now: after that was replaced, and in a layout of an earlier time. */
export const takeOver: Action = {
	id: 'pane.open-again', keys: ['f5', 'ctrl-w r'], when: 'everywhere',
	label: {en: 'open again', zh: '重新打开'},
	about: {en: 'open this pane again, for the agent that has the name now', zh: '为当前使用该名称的代理重新打开此窗格'},
	disabled(context) {
		const {target} = context.focus().state;
		if (target === undefined) {
			return context.say({en: 'it has no agent', zh: '此窗格没有代理'});
		}

		return context.fleet.agentOf(target) ? undefined : context.say({en: 'its agent is not there', zh: '其代理不在线'});
	},
	async run(context) {
		const {state: {live}} = context.focus();
		// What they say is mostly that the pane was lost.
		context.store.dispatch({type: 'notices-dismiss'});
		open(context);
		if (live !== undefined) {
			await endUnlessShown(context, live);
		}
	},
};

function open(context: ActionContext): void {
	const {state: {kind, target, command = ''}} = context.focus();
	const agent = context.fleet.agentOf(target);
	if (!agent) {
		return;
	}

	if (kind === 'console') {
		openConsolePane(context, agent, 'here');
	} else if (kind === 'stream' || kind === 'result') {
		openStreamPane(context, agent, command, 'here');
	} else {
		reopenCommandPane(context, agent);
	}
}
