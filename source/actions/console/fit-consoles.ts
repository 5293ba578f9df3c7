import type {ActionContext} from '../context.js';
import {consoleOf} from './console-of.js';

/** Tells every console that is in sight how large its pane is. Called after whatever may have changed that; the same size again costs nothing. */
export function fitConsoles(context: Pick<ActionContext, 'store' | 'live' | 'screen'>): void {
	for (const [id, state] of Object.entries(context.store.getSnapshot().panes)) {
		const run = state.kind === 'console' ? consoleOf(context, state) : undefined;
		if (run) {
			const {width, height} = context.screen.sizeOf(id);
			run.resize({cols: width, rows: height});
		}
	}
}
