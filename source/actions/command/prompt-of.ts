import {createPrompt, type PromptState} from '../../workspace/command.js';
import type {PaneId} from '../../workspace/layout.js';
import type {PaneState} from '../../workspace/pane-state.js';
import type {ActionContext} from '../context.js';

export type CommandPane = {id: PaneId; state: PaneState; prompt: PromptState};

/** The focused pane as a command pane; undefined where it is another kind. */
export function focusedPrompt({focus}: ActionContext): CommandPane | undefined {
	const {id, state} = focus();
	return state.kind === 'command' ? {id, state, prompt: state.prompt ?? createPrompt()} : undefined;
}

/** The same pane as it is now, after something was waited for; undefined when it was closed. */
export function promptOf({store}: ActionContext, id: PaneId): CommandPane | undefined {
	const state = store.getSnapshot().panes[id];
	return state?.kind === 'command' ? {id, state, prompt: state.prompt ?? createPrompt()} : undefined;
}

export function setPrompt({store}: ActionContext, pane: PaneId, prompt: PromptState): void {
	store.dispatch({type: 'pane', pane, change: {prompt}});
}
