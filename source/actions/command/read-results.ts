import type {TranscriptLine} from '../../workspace/command.js';
import {
	createList, cursorIndexOf, visible, type ListEvent,
} from '../../workspace/list-state.js';
import type {ActionContext} from '../context.js';
import {changeList} from '../list.js';
import type {CommandItem} from '../live/session-run.js';
import {focusedPrompt, setPrompt} from './prompt-of.js';
import {runningSession} from './session-of.js';

/** A list with the cursor on its last row, whichever that is. */
const following = createList({cursorIndex: Number.MAX_SAFE_INTEGER});

/** Takes the keys from the prompt to the newest result above it, or a page further up: also where there is none yet, as that is how one leaves a prompt. */
export function startReading(context: ActionContext, {isPageUp = false}: {isPageUp?: boolean} = {}): void {
	const pane = focusedPrompt(context);
	if (!pane) {
		return;
	}

	setPrompt(context, pane.id, {...pane.prompt, isReading: true, popup: undefined});
	followResults(context);
	if (isPageUp) {
		moveInResults(context, {type: 'scroll', by: 1 - context.screen.listOf(pane.id).height});
	}
}

export function stopReading(context: ActionContext): void {
	const pane = focusedPrompt(context);
	if (pane) {
		setPrompt(context, pane.id, {
			...pane.prompt, isReading: false, heldAt: undefined, search: undefined,
		});
	}
}

/** Whether a command was run in the focused pane. */
export function hasResults(context: ActionContext): boolean {
	const pane = focusedPrompt(context);
	return pane !== undefined && (runningSession(context, pane)?.items() ?? []).length > 0;
}

export function isFollowing(context: ActionContext): boolean {
	return focusedPrompt(context)?.state.list?.cursor === null;
}

/** The newest row stays in sight, with the cursor on it. */
export function followResults(context: ActionContext): void {
	const pane = focusedPrompt(context);
	if (pane) {
		context.store.dispatch({type: 'pane', pane: pane.id, change: {list: following, prompt: {...pane.prompt, heldAt: undefined}}});
	}
}

/** Moves in what is read, which stands still from then on. Whoever goes down to the newest row follows it again. */
export function moveInResults(context: ActionContext, event: ListEvent): void {
	changeList(context, event);
	if (event.type === 'last' || ('by' in event && Number(event.by) > 0 && isAtEnd(context, event))) {
		followResults(context);
		return;
	}

	const pane = focusedPrompt(context);
	if (pane && !isFollowing(context)) {
		setPrompt(context, pane.id, {...pane.prompt, heldAt: pane.prompt.heldAt ?? context.now()});
	}
}

/** A cursor is at the end on the newest row, a view that was moved when it shows that. */
function isAtEnd(context: ActionContext, {type}: ListEvent): boolean {
	if (type === 'scroll') {
		const {id, state} = context.focus();
		const {lines, height} = context.screen.listOf(id);
		return visible(state.list ?? createList(), lines, height).below === 0;
	}

	const {lines, line} = linesAtCursor(context);
	return line === lines.findLast(({isQuiet}) => !isQuiet);
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
