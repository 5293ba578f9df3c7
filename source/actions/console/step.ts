import {texts} from '../../words/index.js';
import type {ActionContext} from '../context.js';
import {consoleOf, isSteppedOut} from './console-of.js';
import {startConsole} from './open-console-pane.js';

/** Whether the console of the focused pane has a host that takes keys, or will have. */
export function isOpen(context: ActionContext): boolean {
	return consoleOf(context, context.focus().state)?.isOpen() ?? false;
}

/** Shows the newest line and gives the keys to the host. */
export function goBack(context: ActionContext): void {
	consoleOf(context, context.focus().state)?.look.leave();
	if (isSteppedOut(context.focus().state)) {
		setView(context, false);
	}
}

export function setView({store, focus}: ActionContext, view: boolean): void {
	const {id, state} = focus();
	store.dispatch({type: 'pane', pane: id, change: {data: {...state.data, view}}});
}

/** Opens what is closed. That is wanted by name, so that a pane whose agent came back as another process has it again. */
export function reopenConsole(context: ActionContext): void {
	const {id, state} = context.focus();
	const agent = context.fleet.agentOf(state.target);
	if (!agent) {
		context.notify('warn', context.say(texts.console.noAgent));
		return;
	}

	const run = consoleOf(context, state);
	goBack(context);
	if (run) {
		run.reopen(context.say(texts.console.openedAgain, {time: new Date(context.now()).toTimeString().slice(0, 8)}));
		context.store.dispatch({type: 'pane', pane: id, change: {lost: undefined}});
	} else {
		context.store.dispatch({type: 'pane', pane: id, change: {data: {opening: true}}});
		void startConsole(context, id, agent);
	}
}
