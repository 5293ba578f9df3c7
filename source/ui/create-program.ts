import type {ActionContext} from '../actions/context.js';
import {focusedPane} from '../workspace/workspace.js';
import {overlayViewOf} from './overlays/overlay-views.js';
import {paneViews} from './panes/pane-views.js';
import {pasteText} from './router.js';
import {runAction} from './run-action.js';
import {contextOf} from './screen-port.js';
import type {ScreenOptions} from './screen.js';

/** What actions work with while the screen is open: what it was opened with, and what follows from that. */
export function createProgram(options: ScreenOptions, own: Pick<ActionContext, 'screen' | 'quit'> & {keys: ReadonlyMap<string, readonly string[]>}): ActionContext {
	const {store, live, fleet, sent, actions, say, glyphs, readOnly, settings, history, names, now = Date.now} = options;
	const byId = new Map(actions.map(action => [action.id, action]));
	const program: ActionContext = {
		store, live, fleet, sent, actions, say, settings, history, names, now, readOnly, screen: own.screen, quit: own.quit,
		keysOf: id => own.keys.get(id) ?? [],
		notify(level, text, more) {
			store.dispatch({
				type: 'notify', level, text, now: now(), ...more,
			});
		},
		focus: () => focusedPane(store.getSnapshot()),
		contexts() {
			const {id, state} = program.focus();
			const contexts = paneViews[state.kind].contexts(contextOf(id, {program, glyphs, now: now()}));
			const isText = contexts.includes('prompt') || contexts.includes('field') || contexts.includes('console');
			// Of a form that a list was opened over, its keys are asked about, too.
			const {overlay} = store.getSnapshot();
			const under = overlay?.under ? overlayViewOf(overlay.under.kind).contexts : [];
			return isText ? [...under, ...contexts, 'everywhere'] : [...under, ...contexts, 'pane', 'everywhere'];
		},
		paste(text) {
			pasteText(program, text);
		},
		run(id, argument) {
			runAction(byId.get(id), program, argument);
		},
	};
	return program;
}
