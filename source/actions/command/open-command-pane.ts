import type {Agent} from '../../core/client/agent.js';
import {createPrompt} from '../../workspace/command.js';
import type {ActionContext} from '../context.js';
import {focusedPrompt} from './prompt-of.js';
import {runCommand} from './run-command.js';
import {runningSession, startSession} from './session-of.js';

/** Opens a session on an agent in a pane with a prompt, into the place of the focused pane, beside it, or in a tab of its own. */
export function openCommandPane(context: ActionContext, agent: Agent, where: 'here' | 'right' | 'down' | 'tab'): void {
	context.store.dispatch({
		type: 'open', where, title: agent.name,
		pane: {
			kind: 'command', title: agent.name, target: agent.ref, live: startSession(context, agent), prompt: createPrompt(),
		},
	});
}

/** Gives the focused pane a session on the agent that is there now. What was told before stays above, and what was typed below. */
export function reopenCommandPane(context: ActionContext, agent: Agent): void {
	const pane = focusedPrompt(context);
	const live = pane && startSession(context, agent, runningSession(context, pane));
	if (pane && live !== undefined) {
		context.store.dispatch({
			type: 'pane', pane: pane.id, change: {
				live, lost: undefined, title: agent.name, prompt: {
					...pane.prompt, isReading: false, heldAt: undefined, popup: undefined,
				},
			},
		});
	}
}

/** Runs a command in the focused pane as if it had been typed there. */
export function runInPane(context: ActionContext, command: string): void {
	const pane = focusedPrompt(context);
	if (pane) {
		runCommand(context, pane, command);
	}
}
