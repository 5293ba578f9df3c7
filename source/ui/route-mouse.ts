import {
	isFollowing, moveInResults, startReading, stopReading,
} from '../actions/command/read-results.js';
import {changeStream, streamOf} from '../actions/stream/change-stream.js';
import {scrollConsole} from '../actions/console/wheel.js';
import type {ActionContext} from '../actions/context.js';
import {
	bodyOf, geometry, type PaneId, type Rect,
} from '../workspace/layout.js';
import {activeTabOf} from '../workspace/workspace.js';
import {tabAt} from './frame/tab-row.js';
import type {MouseEvent} from './terminal/input/input-event.js';

/** The wheel scrolls what is under it; a press gives the focus, in a list, in results and in a stream the cursor, and a tab the screen. */
export function routeMouse(program: ActionContext, event: MouseEvent): void {
	const workspace = program.store.getSnapshot();
	if (workspace.overlay) {
		return;
	}

	const found = paneAt(program, event.column - 1, event.row - 1);
	if (!found) {
		pressTab(program, event);
		return;
	}

	if (event.action === 'press' && event.button === 0) {
		program.store.dispatch({type: 'focus', pane: found.id});
	}

	const {kind} = workspace.panes[found.id] ?? {};
	if (kind === 'agents' || kind === 'log' || kind === 'result') {
		touchList(program, found, event);
	} else if (event.action.startsWith('wheel')) {
		program.store.dispatch({type: 'focus', pane: found.id});
		turnWheel(program, event.action === 'wheel-up');
	} else if (kind === 'command' && event.action === 'press' && event.button === 0) {
		pressResult(program, found, event);
	} else if (kind === 'stream' && event.action === 'press' && event.button === 0) {
		pressStream(program, event.row - 2 - found.rect.row);
	}
}

/** A row has the cursor then, and what is open shows that one; a line of what is open has the keys with it. */
function pressStream(program: ActionContext, line: number): void {
	const stream = streamOf(program);
	const found = stream?.lineAt(line);
	if (!stream || !found) {
		return;
	}

	const isInHit = 'key' in found;
	if (stream.state.hit && stream.state.hit.isFocused !== isInHit) {
		changeStream(program, {type: 'hit-focus'});
	}

	if (!isInHit) {
		changeStream(program, {type: 'to', place: found.place});
		return;
	}

	const hit = stream.hit();
	if (hit) {
		changeStream(program, {type: 'hit-list', event: {type: 'to', key: found.key}, list: hit.list});
	}
}

function pressTab({store, say}: ActionContext, {action, button, column, row}: MouseEvent): void {
	const tab = action === 'press' && button === 0 && row === 1 ? tabAt(store.getSnapshot(), column - 1, say) : undefined;
	if (tab !== undefined) {
		store.dispatch({type: 'tab', tab});
	}
}

/** On a result the cursor goes there, and the keys with it; below the results one types again. */
function pressResult(program: ActionContext, {id, rect}: {id: PaneId; rect: Rect}, {row}: MouseEvent): void {
	const line = row - 1 - rect.row;
	// The row of the title gives the focus alone.
	if (line === 0) {
		return;
	}

	if (line > program.screen.listOf(id).height) {
		stopReading(program);
		return;
	}

	if (program.contexts().includes('prompt')) {
		startReading(program);
	}

	const key = program.screen.lineAt(id, line);
	if (key !== undefined && program.contexts().includes('command')) {
		moveInResults(program, {type: 'to', key});
	}
}

/** Lines that one notch of the wheel moves. */
const notch = 3;

function turnWheel(program: ActionContext, isUp: boolean): void {
	const {state} = program.focus();
	if (state.kind === 'console') {
		scrollConsole(program, isUp ? -notch : notch);
		return;
	}

	if (state.kind === 'command') {
		scrollResults(program, isUp);
		return;
	}

	for (let line = 0; line < notch; line++) {
		program.run(`stream.${isUp ? 'up' : 'down'}`);
	}
}

/** Up takes the keys from the prompt, as in a console; down at the newest row gives them back. */
function scrollResults(program: ActionContext, isUp: boolean): void {
	if (program.contexts().includes('prompt')) {
		if (!isUp) {
			return;
		}

		startReading(program);
	} else if (!isUp && isFollowing(program)) {
		stopReading(program);
		return;
	}

	if (program.contexts().includes('command')) {
		moveInResults(program, {type: 'scroll', by: isUp ? -notch : notch});
	}
}

function touchList(program: ActionContext, {id, rect}: {id: PaneId; rect: Rect}, event: MouseEvent): void {
	const view = program.screen.listOf(id);
	if (event.action.startsWith('wheel')) {
		program.store.dispatch({
			type: 'list', pane: id, event: {type: 'scroll', by: event.action === 'wheel-up' ? -notch : notch}, view,
		});
		return;
	}

	const key = program.screen.lineAt(id, event.row - 1 - rect.row);
	if (event.action === 'press' && key !== undefined) {
		program.store.dispatch({
			type: 'list', pane: id, event: {type: 'to', key}, view,
		});
	}
}

function paneAt({store}: ActionContext, column: number, row: number): {id: PaneId; rect: Rect} | undefined {
	const workspace = store.getSnapshot();
	const {panes} = geometry(activeTabOf(workspace), bodyOf(workspace.size));
	for (const [id, rect] of panes) {
		if (column >= rect.column && column < rect.column + rect.width && row >= rect.row && row < rect.row + rect.height) {
			return {id, rect};
		}
	}

	return undefined;
}
