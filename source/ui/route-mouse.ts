import {scrollConsole} from '../actions/console/wheel.js';
import type {ActionContext} from '../actions/context.js';
import {
	bodyOf, geometry, type PaneId, type Rect,
} from '../workspace/layout.js';
import {activeTabOf} from '../workspace/workspace.js';
import type {MouseEvent} from './terminal/input/input-event.js';

/** The wheel scrolls what is under it, a press gives the focus and, in a list, the cursor. */
export function routeMouse(program: ActionContext, event: MouseEvent): void {
	const workspace = program.store.getSnapshot();
	if (workspace.overlay) {
		return;
	}

	const found = paneAt(program, event.column - 1, event.row - 1);
	if (!found) {
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

	if (state.kind === 'command' && isUp && program.contexts().includes('prompt')) {
		program.run('command.results-page');
		return;
	}

	for (let line = 0; line < notch; line++) {
		program.run(`${state.kind === 'stream' ? 'stream.' : 'command.read-'}${isUp ? 'up' : 'down'}`);
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
