import type {TranscriptLine} from '../../workspace/command.js';
import {createList, cursorIndexOf} from '../../workspace/list-state.js';
import type {ActionContext} from '../context.js';
import {changeList} from '../list.js';
import type {CommandItem} from '../live/session-run.js';
import {focusedPrompt, setPrompt} from './prompt-of.js';
import {runningSession} from './session-of.js';

/** Takes the keys from the prompt to the newest result above it, or a page further up. Nothing where no command was run. */
export function startReading(context: ActionContext, {isPageUp = false}: {isPageUp?: boolean} = {}): void {
	const pane = focusedPrompt(context);
	if (!pane || (runningSession(context, pane)?.items() ?? []).length === 0) {
		return;
	}

	context.store.dispatch({type: 'pane', pane: pane.id, change: {prompt: {...pane.prompt, isReading: true, popup: undefined}, list: createList()}});
	changeList(context, {type: 'last'});
	if (isPageUp) {
		changeList(context, {type: 'scroll', by: 1 - context.screen.listOf(pane.id).height});
	}
}

export function stopReading(context: ActionContext): void {
	const pane = focusedPrompt(context);
	if (pane) {
		setPrompt(context, pane.id, {...pane.prompt, isReading: false});
	}
}

/** The row under the cursor, and all rows. */
export function linesAtCursor({focus, screen}: ActionContext): {lines: readonly TranscriptLine[]; line: TranscriptLine | undefined} {
	const {id, state} = focus();
	const lines = screen.listOf(id).lines as readonly TranscriptLine[];
	return {lines, line: lines[cursorIndexOf(state.list ?? createList(), lines)]};
}

/** The command that the row under the cursor belongs to. */
export function itemAtCursor(context: ActionContext): CommandItem | undefined {
	const pane = focusedPrompt(context);
	const {line} = linesAtCursor(context);
	return pane && runningSession(context, pane)?.items().find(({id}) => id === line?.item);
}
